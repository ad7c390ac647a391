export { shippedSimilarity } from './shipped.ts'
