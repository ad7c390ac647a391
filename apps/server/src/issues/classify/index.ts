export { createClassifier, type Band, type Classified, type Classifier, type Material } from './classifier.ts'
export { type Labelled } from './labelled.ts'
export { BadLexicon, parseLexicon, type Lexicon } from './lexicon.ts'
export { shippedLexicon, shippedTexts } from './shipped.ts'
