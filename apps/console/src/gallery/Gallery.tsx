import { Page } from '../ui/index.ts'
import { acting } from './acting.tsx'
import { facts } from './facts.tsx'
import { fields } from './fields.tsx'
import { frames } from './frames.tsx'
import { people } from './people.tsx'
import type { Shelf } from './shelf.ts'
import { tables } from './tables.tsx'
import css from './Gallery.module.css'

const shelves: Shelf = { ...facts, ...people, ...acting, ...fields, ...tables, ...frames }

export function Gallery({ part }: { readonly part: string | null }) {
  const Shown = part === null ? undefined : shelves[part]
  if (Shown === undefined || part === null)
    return (
      <Page documentTitle="零件" title="零件">
        <ul className={css.index}>
          {Object.keys(shelves).map((name) => (
            <li key={name}>
              <a href={`?part=${name}`}>{name}</a>
            </li>
          ))}
        </ul>
      </Page>
    )
  return (
    <Page documentTitle={part} title={part}>
      <Shown />
    </Page>
  )
}
