import { z } from 'zod'
import { whole } from './fields.ts'

// An empty element is text, perhaps with a line break in it.
const blank = z
  .string()
  .regex(/^\s*$/)
  .transform(() => undefined)

/** What every callback carries. */
export const envelope = {
  ToUserName: z.string(),
  FromUserName: z.string(),
  CreateTime: whole,
  /** Missing or empty for contacts and customer events. */
  AgentID: z.union([blank, whole]).optional(),
}

/** What every event carries. */
export const event = { ...envelope, MsgType: z.literal('event') }

/** What every message of a person carries. */
export const said = { ...envelope, MsgId: z.string() }

/** Repeated siblings that may be missing altogether. */
export function siblings<T extends z.ZodType>(item: T): z.ZodDefault<z.ZodArray<T>> {
  // zod wants the default in the item's output type; an empty list is one for every item.
  return z.array(item).default([] as never)
}

/** A wrapper element around repeated siblings; an empty wrapper means none. */
export function wrapped<N extends string, T extends z.ZodType>(name: N, item: T) {
  const inner = z.object({ [name]: siblings(item) } as Record<N, z.ZodDefault<z.ZodArray<T>>>)
  return z.union([inner, blank]).optional()
}

/** Paths (from the root) that are lists even when they hold one element. */
export const listPaths = [
  'xml.ExtAttr.Item',
  'xml.MemChangeList.Item',
  'xml.SelectedItems.SelectedItem',
  'xml.SelectedItems.SelectedItem.OptionIds.OptionId',
  'xml.SendPicsInfo.PicList.item',
  'xml.ApprovalInfo.SpRecord',
  'xml.ApprovalInfo.SpRecord.Details',
  'xml.ApprovalInfo.SpRecord.Details.Attach',
  'xml.ApprovalInfo.Notifyer',
  'xml.ApprovalInfo.Comments',
  'xml.ApprovalInfo.Comments.Attach',
  'xml.ApprovalInfo.ProcessList.NodeList',
  'xml.ApprovalInfo.ProcessList.NodeList.SubNodeList',
  'xml.ApprovalInfo.ProcessList.NodeList.SubNodeList.MediaIds',
] as const
