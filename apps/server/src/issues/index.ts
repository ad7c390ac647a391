export {
  BadLexicon,
  createClassifier,
  parseLexicon,
  shippedLexicon,
  shippedTexts,
  type Labelled,
  type Lexicon,
} from './classify/index.ts'
export { shippedSimilarity } from './similar/index.ts'
