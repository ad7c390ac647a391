import { z } from 'zod'
import { event, wrapped } from './callback-fields.ts'
import { callback } from './callback.ts'
import { userid, whole } from './fields.ts'

const change = { ...event, Event: z.literal('change_contact') }
/** Ids joined by commas. */
const joined = z.string().optional()

// Addresses set after 2022-08-15 get the thin form: UserID and Department only (doc 96302), so all else is optional.
const member = {
  UserID: userid,
  Name: z.string().optional(),
  Department: joined,
  MainDepartment: whole.optional(),
  IsLeaderInDept: joined,
  DirectLeader: joined,
  Position: z.string().optional(),
  Mobile: z.string().optional(),
  Gender: z.string().optional(),
  Email: z.string().optional(),
  BizMail: z.string().optional(),
  Status: whole.optional(),
  Avatar: z.string().optional(),
  Alias: z.string().optional(),
  Telephone: z.string().optional(),
  Address: z.string().optional(),
  ExtAttr: wrapped(
    'Item',
    z.object({
      Name: z.string(),
      Type: whole,
      Text: z.object({ Value: z.string() }).optional(),
      Web: z.object({ Title: z.string(), Url: z.string() }).optional(),
    }),
  ),
}
const party = { Id: whole, Name: z.string().optional(), ParentId: whole.optional(), Order: whole.optional() }

const row = { msgType: 'event', event: 'change_contact', receiver: 'contacts', known: 'documented' } as const

/** Changes of members, departments and tags. Freezing raises none of them: poll `status`. */
export const contactCallbacks = {
  /** A member was added. */
  createUser: callback({
    ...row,
    changeType: 'create_user',
    fields: z.object({ ...change, ChangeType: z.literal('create_user'), ...member }),
    tellApart: ['UserID'],
    doc: '90970',
  }),
  /** A member changed department or id (or more, for old addresses). */
  updateUser: callback({
    ...row,
    changeType: 'update_user',
    fields: z.object({
      ...change,
      ChangeType: z.literal('update_user'),
      ...member,
      NewUserID: userid.optional(),
    }),
    tellApart: ['UserID', 'NewUserID', 'Department'],
    doc: '90970',
  }),
  /** A member was deleted, but not by our own call. */
  deleteUser: callback({
    ...row,
    changeType: 'delete_user',
    fields: z.object({ ...change, ChangeType: z.literal('delete_user'), UserID: userid }),
    tellApart: ['UserID'],
    doc: '90970',
  }),
  /** A department was added. */
  createParty: callback({
    ...row,
    changeType: 'create_party',
    fields: z.object({ ...change, ChangeType: z.literal('create_party'), ...party }),
    tellApart: ['Id'],
    doc: '90970',
  }),
  /** A department changed. */
  updateParty: callback({
    ...row,
    changeType: 'update_party',
    fields: z.object({ ...change, ChangeType: z.literal('update_party'), ...party }),
    tellApart: ['Id'],
    doc: '90970',
  }),
  /** A department was deleted. */
  deleteParty: callback({
    ...row,
    changeType: 'delete_party',
    fields: z.object({ ...change, ChangeType: z.literal('delete_party'), Id: whole }),
    tellApart: ['Id'],
    doc: '90970',
  }),
  /** The carriers of a tag changed; lists are joined by commas. */
  updateTag: callback({
    ...row,
    changeType: 'update_tag',
    fields: z.object({
      ...change,
      ChangeType: z.literal('update_tag'),
      TagId: whole,
      AddUserItems: joined,
      DelUserItems: joined,
      AddPartyItems: joined,
      DelPartyItems: joined,
    }),
    tellApart: ['TagId', 'AddUserItems', 'DelUserItems', 'AddPartyItems', 'DelPartyItems'],
    doc: '90970',
  }),
}
