/** What nobody could confirm: the product must work whichever way it is, so tests run each of them. */
export interface Switch {
  readonly name: string
  readonly default: boolean | number | string
  readonly alternatives: readonly (boolean | number | string)[]
  /** The WeCom page that is silent or contradicts itself. */
  readonly doc: string
  readonly question: string
}
