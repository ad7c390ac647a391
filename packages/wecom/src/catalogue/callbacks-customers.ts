import { z } from 'zod'
import { event, wrapped } from './callback-fields.ts'
import { callback } from './callback.ts'
import { chatId, externalUserid, userid, whole, wideId } from './fields.ts'

const contact = { ...event, Event: z.literal('change_external_contact') }
const chat = { ...event, Event: z.literal('change_external_chat') }
const tag = { ...event, Event: z.literal('change_external_tag') }
const relation = { UserID: userid, ExternalUserID: externalUserid }
const welcome = { State: z.string().optional(), WelcomeCode: z.string().optional() }

const row = { msgType: 'event', receiver: 'app', known: 'documented' } as const
const ofContact = {
  ...row,
  event: 'change_external_contact',
  tellApart: ['UserID', 'ExternalUserID'],
  doc: '92130',
} as const
const ofChat = { ...row, event: 'change_external_chat', doc: '92130' } as const
const ofTag = { ...row, event: 'change_external_tag', tellApart: ['Id', 'TagType'], doc: '92130' } as const
const tagFields = { Id: z.string(), TagType: z.string(), StrategyId: wideId.optional() }

/** Changes of customers, customer groups and customer tags. */
export const customerCallbacks = {
  /** A member got a customer: also the successor of a finished transfer, unless they were friends already. */
  addCustomer: callback({
    ...ofContact,
    changeType: 'add_external_contact',
    fields: z.object({ ...contact, ChangeType: z.literal('add_external_contact'), ...relation, ...welcome }),
  }),
  /** Remark or corp tags of a relation changed. */
  editCustomer: callback({
    ...ofContact,
    changeType: 'edit_external_contact',
    fields: z.object({ ...contact, ChangeType: z.literal('edit_external_contact'), ...relation }),
  }),
  /** A customer added a member who has not confirmed yet. */
  addHalfCustomer: callback({
    ...ofContact,
    changeType: 'add_half_external_contact',
    fields: z.object({
      ...contact,
      ChangeType: z.literal('add_half_external_contact'),
      ...relation,
      ...welcome,
    }),
  }),
  /** A member lost a customer: by his own act, or (Source DELETE_BY_TRANSFER) by a finished transfer. */
  deleteCustomer: callback({
    ...ofContact,
    changeType: 'del_external_contact',
    fields: z.object({
      ...contact,
      ChangeType: z.literal('del_external_contact'),
      ...relation,
      Source: z.string().optional(),
    }),
  }),
  /** A customer deleted a member. */
  deletedByCustomer: callback({
    ...ofContact,
    changeType: 'del_follow_user',
    fields: z.object({ ...contact, ChangeType: z.literal('del_follow_user'), ...relation }),
  }),
  /** A takeover failed; UserID is the successor, the leaver is not named. */
  transferFail: callback({
    ...ofContact,
    changeType: 'transfer_fail',
    tellApart: ['UserID', 'ExternalUserID', 'FailReason'],
    fields: z.object({
      ...contact,
      ChangeType: z.literal('transfer_fail'),
      ...relation,
      /** `customer_refused` or `customer_limit_exceed`; others are shown as they are. */
      FailReason: z.string(),
    }),
  }),
  /** A customer agreed to message archiving. */
  archiveApproved: callback({
    ...ofContact,
    changeType: 'msg_audit_approved',
    doc: '92005',
    known: 'observed',
    fields: z.object({
      ...contact,
      ChangeType: z.literal('msg_audit_approved'),
      ...relation,
      WelcomeCode: z.string().optional(),
    }),
  }),
  /** A customer group was made. */
  createChat: callback({
    ...ofChat,
    changeType: 'create',
    tellApart: ['ChatId'],
    fields: z.object({ ...chat, ChangeType: z.literal('create'), ChatId: chatId }),
  }),
  /** A customer group changed: members, owner, name or notice. */
  updateChat: callback({
    ...ofChat,
    changeType: 'update',
    tellApart: ['ChatId', 'UpdateDetail', 'CurMemVer', 'MemChangeList'],
    fields: z.object({
      ...chat,
      ChangeType: z.literal('update'),
      ChatId: chatId,
      /** add_member, del_member, change_owner, change_name or change_notice. */
      UpdateDetail: z.string(),
      JoinScene: whole.optional(),
      /** 0 left, 1 removed. */
      QuitScene: whole.optional(),
      MemChangeCnt: whole.optional(),
      MemChangeList: wrapped('Item', z.string()),
      LastMemVer: z.string().optional(),
      CurMemVer: z.string().optional(),
    }),
  }),
  /** A customer group was dismissed. */
  dismissChat: callback({
    ...ofChat,
    changeType: 'dismiss',
    tellApart: ['ChatId'],
    fields: z.object({ ...chat, ChangeType: z.literal('dismiss'), ChatId: chatId }),
  }),
  /** A customer tag or group of tags was made. */
  createCorpTag: callback({
    ...ofTag,
    changeType: 'create',
    fields: z.object({ ...tag, ChangeType: z.literal('create'), ...tagFields }),
  }),
  /** A customer tag or group of tags changed. */
  updateCorpTag: callback({
    ...ofTag,
    changeType: 'update',
    fields: z.object({ ...tag, ChangeType: z.literal('update'), ...tagFields }),
  }),
  /** A customer tag or group of tags was deleted. */
  deleteCorpTag: callback({
    ...ofTag,
    changeType: 'delete',
    fields: z.object({ ...tag, ChangeType: z.literal('delete'), ...tagFields }),
  }),
  /** The order of customer tags changed; without TagType. */
  shuffleCorpTags: callback({
    ...ofTag,
    changeType: 'shuffle',
    fields: z.object({
      ...tag,
      ChangeType: z.literal('shuffle'),
      ...tagFields,
      TagType: z.string().optional(),
    }),
  }),
}
