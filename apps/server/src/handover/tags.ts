import type { Rule } from '@jieli/contract'
import type { TagIds } from './allocate.ts'
import type { Wecom } from './carriers/carrier.ts'

/** The corp's customer tags, found by id, by name, or by group/name. */
export async function corpTags(wecom: Wecom): Promise<TagBook> {
  return tagBook(await corpTagList(wecom))
}

export interface CorpTag {
  readonly id: string
  readonly group: string
  readonly name: string
}

export interface TagBook {
  readonly idsOf: TagIds
  unknown(rules: readonly Rule[]): string[]
}

export async function corpTagList(wecom: Wecom): Promise<readonly CorpTag[]> {
  const { tag_group } = await wecom.call('listCorpTags', {})
  return tag_group.flatMap(({ group_name: group, tag }) => tag.map(({ id, name }) => ({ id, group, name })))
}

export function tagBook(tags: readonly CorpTag[]): TagBook {
  const ids = new Map<string, string[]>()
  const add = (key: string, id: string) => ids.set(key, [...(ids.get(key) ?? []), id])
  for (const { id, group, name } of tags) {
    add(id, id)
    add(name, id)
    add(`${group}/${name}`, id)
  }
  return {
    idsOf: (written) => ids.get(written) ?? [],
    unknown: (rules) =>
      rules.flatMap(({ when }) => (when.by === 'tag' ? when.tags.filter((tag) => !ids.has(tag)) : [])),
  }
}
