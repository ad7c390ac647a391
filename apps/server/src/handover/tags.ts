import type { Rule } from '@jieli/contract'
import type { TagIds } from './allocate.ts'
import type { Wecom } from './carriers/carrier.ts'

/** The corp's customer tags, found by id, by name, or by group/name. */
export async function corpTags(
  wecom: Wecom,
): Promise<{ idsOf: TagIds; unknown(rules: readonly Rule[]): string[] }> {
  const ids = new Map<string, string[]>()
  const add = (key: string, id: string) => ids.set(key, [...(ids.get(key) ?? []), id])
  const { tag_group } = await wecom.call('listCorpTags', {})
  for (const { group_name, tag } of tag_group) {
    for (const { id, name } of tag) {
      add(id, id)
      add(name, id)
      add(`${group_name}/${name}`, id)
    }
  }
  return {
    idsOf: (written) => ids.get(written) ?? [],
    unknown: (rules) =>
      rules.flatMap(({ when }) => (when.by === 'tag' ? when.tags.filter((tag) => !ids.has(tag)) : [])),
  }
}
