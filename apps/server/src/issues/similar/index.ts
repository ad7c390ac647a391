export { createSimilarity, type Corpus, type Known, type Match, type Similarity } from './similarity.ts'
export { shippedSimilarity } from './shipped.ts'
