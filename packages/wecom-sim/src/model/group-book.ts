import { Table } from '../book/table.ts'
import type { Group } from './records.ts'

/** WeChat members a group with customers can hold: at 99 nobody can be added by a transfer (90503). */
export const wechatRoom = 99

/** The groups, found by id or by owner. */
export class Groups {
  readonly #byOwner = new Map<string, Set<string>>()
  readonly table = new Table<Group>('groups', {
    put: (id, row) => {
      const owned = this.#byOwner.get(row.owner) ?? new Set<string>()
      owned.add(id)
      this.#byOwner.set(row.owner, owned)
    },
    drop: (id, row) => this.#byOwner.get(row.owner)?.delete(id),
  })

  get(id: string): Group | undefined {
    return this.table.get(id)
  }

  ownedBy(userid: string): Group[] {
    return [...(this.#byOwner.get(userid) ?? [])].flatMap((id) => this.table.get(id) ?? [])
  }

  put(row: Group): Group {
    return this.table.put(row.id, row)
  }

  touch(row: Group): void {
    this.table.touch(row.id)
  }

  changeOwner(group: Group, owner: string): void {
    this.#byOwner.get(group.owner)?.delete(group.id)
    group.owner = owner
    this.table.put(group.id, group)
  }
}

export function wechatMembers(group: Group): number {
  return group.members.filter((member) => member.type === 2).length
}

export function isInGroup(group: Group, userid: string): boolean {
  return group.members.some((member) => member.userid === userid)
}
