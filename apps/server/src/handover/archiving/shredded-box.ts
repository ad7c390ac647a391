import { isShredded, type Box, type Scope } from '../../vault/index.ts'
import { Bug } from '../../platform/result.ts'
import type { Reader } from '../../platform/db.ts'
import type { Deps } from '../deps.ts'
import type { Notes } from '../remark.ts'

export const shreddedWord = '已粉碎'

/** The vault as pages of the handover read it: of a shredded handover ids and counts stay, texts read 已粉碎. */
export function afterShredding(vault: Deps['vault']): Deps['vault'] {
  return {
    ...vault,
    async box(reader: Reader, scope: Scope): Promise<Box> {
      try {
        return await vault.box(reader, scope)
      } catch (error) {
        if (scope.kind === 'handover' && isShredded(error)) return emptyBox(scope)
        throw error
      }
    },
  }
}

const noNotes: Notes = { remark: '', description: '', company: '', mobiles: [], tags: [] }

function emptyBox(scope: Scope): Box {
  const refuse = () => {
    throw new Bug(`${scope.kind} ${scope.id} was shredded; nothing can be sealed in it`)
  }
  return {
    scope,
    seal: refuse,
    // What is kept as JSON is read as JSON.
    open: ({ column }) => (column === 'notes' ? JSON.stringify(noNotes) : shreddedWord),
    token: refuse,
    bigrams: () => [],
  }
}
