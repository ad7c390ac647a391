import type { ComponentType } from 'react'

/** Each part by its name, with a page of its states. */
export type Shelf = Readonly<Record<string, ComponentType>>
