import house from './house.json' with { type: 'json' }

export interface Floor {
  readonly modules: number
  readonly dependencies: number
}

/** Which domain stands on which; `platform` is under all of them. */
export const domains: Readonly<Record<string, readonly string[]>> = house.domains
export const packages: Readonly<Record<string, readonly string[]>> = house.packages
/** What the graph tool must at least have read; below it the tool, not the code, is broken. */
export const floors: Readonly<Record<string, Floor>> = house.floors
