import { z } from 'zod'
import { bodies } from './bodies.ts'
import { replacedCard, templateCard } from './cards.ts'
import { endpoint } from './endpoint.ts'
import { flag, list, nothing, userid, whole } from './fields.ts'
import { baseQuota } from './quotas.ts'

const joined = z.string().optional()

const sendCommon = {
  /** Ids joined by a vertical bar, at most 1000; `@all` is everybody in the app's range. */
  touser: joined,
  toparty: joined,
  totag: joined,
  agentid: whole,
  safe: z.int().min(0).max(2).optional(),
  enable_id_trans: flag.optional(),
  enable_duplicate_check: flag.optional(),
  duplicate_check_interval: z.int().min(0).max(14_400).optional(),
}

// Codes of one card's body (doc 90313, 42014 and 42027 to 42051).
const cardBody = [
  42014, 42027, 42028, 42029, 42030, 42031, 42032, 42033, 42034, 42035, 42036, 42037, 42038, 42039, 42040,
  42041, 42042, 42043, 42044, 42045, 42046, 42047, 42048, 42049, 42050, 42051,
] as const

/** Messages of the app to members. */
export const messages = {
  /** A message to members. `ok` is no proof of delivery: beyond 30 a minute per member WeCom drops silently. */
  sendMessage: endpoint({
    method: 'POST',
    path: '/cgi-bin/message/send',
    secret: 'app',
    needs: [],
    input: z.discriminatedUnion('msgtype', [
      z.object({ ...sendCommon, ...bodies.text }),
      z.object({ ...sendCommon, ...bodies.markdown }),
      z.object({ ...sendCommon, ...bodies.textcard }),
      z.object({ ...sendCommon, ...bodies.image }),
      z.object({ ...sendCommon, ...bodies.voice }),
      z.object({ ...sendCommon, ...bodies.file }),
      z.object({ ...sendCommon, ...bodies.video }),
      z.object({ ...sendCommon, ...bodies.news }),
      z.object({ ...sendCommon, ...bodies.mpnews }),
      z.object({ ...sendCommon, msgtype: z.literal('template_card'), template_card: templateCard }),
    ]),
    output: z.object({
      /** Lower-cased ids joined by a vertical bar. */
      invaliduser: z.string().default(''),
      invalidparty: z.string().default(''),
      invalidtag: z.string().default(''),
      unlicenseduser: z.string().default(''),
      msgid: z.string().default(''),
      /** For cards that call back: updates the card once, within 72 h. */
      response_code: z.string().optional(),
    }),
    repeat: 'never',
    quota: [...baseQuota, 'message-app-day', 'message-member-minute', 'message-member-hour'],
    refuses: [
      40007,
      40008,
      40031,
      40032,
      40056,
      40063,
      41011,
      43012,
      44004,
      45001,
      45002,
      45008,
      50002,
      50003,
      60011,
      60021,
      81013,
      82001,
      301002,
      ...cardBody,
    ],
    refusesItem: [],
    doc: '90236',
    known: 'documented',
  }),

  /** Changes a card once per response code. */
  updateTemplateCard: endpoint({
    method: 'POST',
    path: '/cgi-bin/message/update_template_card',
    secret: 'app',
    needs: [],
    input: z.object({
      userids: z.array(userid).max(1_000).optional(),
      partyids: z.array(whole).max(100).optional(),
      tagids: z.array(whole).max(100).optional(),
      atall: flag.optional(),
      agentid: whole,
      response_code: z.string().min(1),
      enable_id_trans: flag.optional(),
      button: z.object({ replace_name: z.string().min(1) }).optional(),
      template_card: replacedCard.optional(),
    }),
    output: z.object({ invaliduser: list(z.string()) }),
    batch: { field: 'userids', max: 1_000 },
    repeat: 'never',
    quota: baseQuota,
    refuses: [40056, 42015, 42016, 42017, 60140, 82001, 82101, 82102, 301002, ...cardBody],
    refusesItem: [],
    doc: '94888',
    known: 'documented',
  }),

  /** Takes a message back within 24 h. */
  recallMessage: endpoint({
    method: 'POST',
    path: '/cgi-bin/message/recall',
    secret: 'app',
    needs: [],
    input: z.object({ msgid: z.string().min(1) }),
    output: nothing,
    repeat: 'safe',
    quota: baseQuota,
    refuses: [42052],
    refusesItem: [],
    doc: '94867',
    known: 'documented',
  }),
}
