import { wizardRoutes } from '@jieli/contract'
import { useCallback } from 'react'
import { ask } from '../api.ts'
import { ComboBox, type Choice } from '../ui/index.ts'

/** Finds a colleague by name, pinyin, its initials or user id. */
export function PersonPicker({
  label,
  chosen,
  onChoose,
  problem,
}: {
  readonly label: string
  readonly chosen?: { readonly id: string; readonly text: string } | undefined
  readonly onChoose: (person: Choice) => void
  readonly problem?: string | undefined
}) {
  const search = useCallback(async (q: string): Promise<readonly Choice[]> => {
    const { people } = await ask(wizardRoutes.people, { query: { q, limit: 20 } })
    return people.map(({ userid, name, department }) => ({
      id: userid,
      text: name,
      note: department ?? userid,
    }))
  }, [])
  return (
    <ComboBox
      key={`${chosen?.id ?? ''}/${chosen?.text ?? ''}`}
      label={label}
      search={search}
      onChoose={onChoose}
      keepText={chosen?.text ?? ''}
      problem={problem}
    />
  )
}
