import { z } from 'zod'
import { flag, list, userid, whole } from './fields.ts'

/** A free attribute of a member: text (type 0), a web page (1) or a mini-program (2, only in the external profile). */
export const attribute = z.object({
  type: whole,
  name: z.string(),
  text: z.object({ value: z.string() }).optional(),
  web: z.object({ url: z.string(), title: z.string() }).optional(),
  miniprogram: z.object({ appid: z.string(), pagepath: z.string(), title: z.string() }).optional(),
})

/** What customers see of a member. */
export const externalProfile = z.object({
  external_corp_name: z.string().optional(),
  wechat_channels: z.object({ nickname: z.string(), status: whole.optional() }).optional(),
  external_attr: z.array(attribute).optional(),
})

/** 1 activated, 2 disabled, 4 not activated, 5 left the corp; other numbers are treated as unknown. */
export const memberStatus = whole

/**
 * A member as user/get and user/list show him. Private fields (mobile, mail, avatar, …) are withheld from apps made
 * after 2022-06-20, and `enable` is not on the page: `status` is the truth.
 */
export const member = z.object({
  userid,
  name: z.string(),
  department: list(whole),
  order: list(whole),
  is_leader_in_dept: list(whole),
  main_department: whole.optional(),
  direct_leader: list(userid),
  position: z.string().optional(),
  telephone: z.string().optional(),
  alias: z.string().optional(),
  external_position: z.string().optional(),
  status: memberStatus,
  enable: whole.optional(),
  open_userid: z.string().optional(),
  gender: z.string().optional(),
  mobile: z.string().optional(),
  email: z.string().optional(),
  biz_mail: z.string().optional(),
  avatar: z.string().optional(),
  thumb_avatar: z.string().optional(),
  qr_code: z.string().optional(),
  address: z.string().optional(),
  extattr: z.object({ attrs: list(attribute) }).optional(),
  external_profile: externalProfile.optional(),
})

/** What can be written about a member; only given fields change. */
export const memberFields = {
  name: z.string().min(1).max(64).optional(),
  alias: z.string().max(64).optional(),
  mobile: z.string().optional(),
  department: z.array(whole).max(100).optional(),
  order: z.array(whole).max(100).optional(),
  is_leader_in_dept: z.array(flag).max(100).optional(),
  position: z.string().max(128).optional(),
  gender: z.string().optional(),
  email: z.string().max(64).optional(),
  biz_mail: z.string().max(63).optional(),
  biz_mail_alias: z.object({ item: z.array(z.string()).max(5) }).optional(),
  direct_leader: z.array(userid).max(1).optional(),
  /** 1 enable, 0 disable: the only server call that freezes an account. */
  enable: flag.optional(),
  avatar_mediaid: z.string().optional(),
  telephone: z.string().max(32).optional(),
  address: z.string().max(128).optional(),
  main_department: whole.optional(),
  extattr: z.object({ attrs: z.array(attribute) }).optional(),
  external_position: z.string().max(12).optional(),
  external_profile: externalProfile.optional(),
}
