import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { list, nothing, userid, whole } from './fields.ts'
import { baseQuota } from './quotas.ts'

const tagname = z.string().min(1).max(32)
const members = z.object({
  tagid: whole,
  userlist: z.array(userid).max(1_000).optional(),
  partylist: z.array(whole).max(100).optional(),
})
const leftOut = z.object({ invalidlist: z.string().optional(), invalidparty: z.array(whole).optional() })

/** Tags of members. A tag belongs to the app that made it; the contacts-sync secret may write any made by it. */
export const tags = {
  /** A new tag. */
  createTag: endpoint({
    method: 'POST',
    path: '/cgi-bin/tag/create',
    secret: 'any',
    needs: [],
    input: z.object({ tagname, tagid: whole.optional() }),
    output: z.object({ tagid: whole }),
    repeat: 'never',
    quota: baseQuota,
    refuses: [40068, 40071, 60011],
    refusesItem: [],
    doc: '90210',
    known: 'documented',
  }),

  /** Renames a tag. */
  updateTag: endpoint({
    method: 'POST',
    path: '/cgi-bin/tag/update',
    secret: 'any',
    needs: [],
    input: z.object({ tagid: whole, tagname }),
    output: nothing,
    repeat: 'safe',
    quota: baseQuota,
    refuses: [40068, 40071, 60011, 81011],
    refusesItem: [],
    doc: '90211',
    known: 'documented',
  }),

  /** Deletes a tag. */
  deleteTag: endpoint({
    method: 'GET',
    path: '/cgi-bin/tag/delete',
    secret: 'any',
    needs: [],
    input: z.object({ tagid: whole }),
    output: nothing,
    repeat: 'never',
    quota: baseQuota,
    refuses: [40068, 60011, 81011],
    refusesItem: [],
    doc: '90212',
    known: 'documented',
  }),

  /** Who carries a tag. */
  getTag: endpoint({
    method: 'GET',
    path: '/cgi-bin/tag/get',
    secret: 'any',
    needs: [],
    input: z.object({ tagid: whole }),
    output: z.object({
      tagname: z.string(),
      userlist: list(z.object({ userid, name: z.string().optional() })),
      partylist: list(whole),
    }),
    repeat: 'safe',
    quota: baseQuota,
    refuses: [40068, 60011, 81011],
    refusesItem: [],
    doc: '90213',
    known: 'documented',
  }),

  /** Gives a tag; ids that could not get it come back joined by a vertical bar. */
  addTagMembers: endpoint({
    method: 'POST',
    path: '/cgi-bin/tag/addtagusers',
    secret: 'any',
    needs: [],
    input: members,
    output: leftOut,
    batch: { field: 'userlist', max: 1_000 },
    repeat: 'safe',
    quota: baseQuota,
    refuses: [40031, 40035, 40068, 40070, 60011, 81003, 81011, 81013, 81014],
    refusesItem: [],
    doc: '90214',
    known: 'documented',
  }),

  /** Takes a tag away. */
  removeTagMembers: endpoint({
    method: 'POST',
    path: '/cgi-bin/tag/deltagusers',
    secret: 'any',
    needs: [],
    input: members,
    output: leftOut,
    batch: { field: 'userlist', max: 1_000 },
    repeat: 'safe',
    quota: baseQuota,
    refuses: [40031, 40035, 40068, 40070, 60011, 81011, 81013, 81014],
    refusesItem: [],
    doc: '90215',
    known: 'documented',
  }),

  /** All tags the caller may see. */
  listTags: endpoint({
    method: 'GET',
    path: '/cgi-bin/tag/list',
    secret: 'any',
    needs: [],
    input: z.object({}),
    output: z.object({ taglist: list(z.object({ tagid: whole, tagname: z.string() })) }),
    repeat: 'safe',
    quota: baseQuota,
    refuses: [],
    refusesItem: [],
    doc: '90216',
    known: 'documented',
  }),
}
