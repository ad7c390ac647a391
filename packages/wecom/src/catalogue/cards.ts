import { z } from 'zod'
import { bytes, whole } from './fields.ts'

// Character counts on the pages are advice ("recommended"), list lengths and byte limits are hard (doc 90236).
const key = bytes(1_024).min(1)
const optionId = bytes(128).min(1)

/** Names one card within one app for ever: never repeat it. */
export const taskId = z
  .string()
  .regex(/^[0-9A-Za-z_\-@]+$/)
  .max(128)

const source = z.object({
  icon_url: z.string().optional(),
  desc: z.string().optional(),
  /** 0 grey, 1 black, 2 red, 3 green. */
  desc_color: z.int().min(0).max(3).optional(),
})
const actionMenu = z.object({
  desc: z.string().optional(),
  action_list: z
    .array(z.object({ text: z.string(), key }))
    .min(1)
    .max(3),
})
const title = z.object({ title: z.string().optional(), desc: z.string().optional() })
/** Type 0 nothing, 1 url, 2 mini-program. */
const link = { url: bytes(2_048).optional(), appid: z.string().optional(), pagepath: z.string().optional() }
const quoteArea = z.object({
  type: whole.optional(),
  ...link,
  title: z.string().optional(),
  quote_text: z.string().optional(),
})
const rows = z
  .array(
    z.object({
      /** 0 text, 1 url, 2 file, 3 a member. */
      type: whole.optional(),
      keyname: z.string(),
      value: z.string().optional(),
      url: bytes(2_048).optional(),
      media_id: z.string().optional(),
      userid: z.string().optional(),
    }),
  )
  .max(6)
const jumps = z.array(z.object({ type: whole.optional(), title: z.string(), ...link })).max(3)
const cardAction = z.object({ type: whole, ...link })
const option = z.object({ id: optionId, text: z.string() })
const select = z.object({
  question_key: key,
  title: z.string().optional(),
  option_list: z.array(option).min(1).max(10),
  selected_id: z.string().optional(),
  disable: z.boolean().optional(),
})
const checkbox = z.object({
  question_key: key,
  /** 0 one, 1 several. */
  mode: whole.optional(),
  disable: z.boolean().optional(),
  option_list: z
    .array(option.extend({ is_checked: z.boolean().optional() }))
    .min(1)
    .max(20),
})
const button = z.object({
  /** 0 calls back with `key`, 1 opens `url`. */
  type: whole.optional(),
  text: z.string(),
  style: z.int().min(1).max(4).optional(),
  key: key.optional(),
  url: bytes(2_048).optional(),
})
const submitButton = z.object({ text: z.string().optional(), key })
const picture = z.object({ url: z.string(), aspect_ratio: z.number().min(1.3).max(2.25).optional() })
const imageText = z.object({
  type: whole.optional(),
  ...link,
  title: z.string().optional(),
  desc: z.string().optional(),
  image_url: z.string(),
})

const head = { source: source.optional(), main_title: title, task_id: taskId.optional() }

const shapes = {
  text_notice: {
    ...head,
    card_type: z.literal('text_notice'),
    main_title: title.optional(),
    action_menu: actionMenu.optional(),
    quote_area: quoteArea.optional(),
    emphasis_content: title.optional(),
    sub_title_text: z.string().optional(),
    horizontal_content_list: rows.optional(),
    jump_list: jumps.optional(),
    card_action: cardAction,
  },
  news_notice: {
    ...head,
    card_type: z.literal('news_notice'),
    action_menu: actionMenu.optional(),
    quote_area: quoteArea.optional(),
    card_image: picture.optional(),
    image_text_area: imageText.optional(),
    vertical_content_list: z
      .array(z.object({ title: z.string(), desc: z.string().optional() }))
      .max(4)
      .optional(),
    horizontal_content_list: rows.optional(),
    jump_list: jumps.optional(),
    card_action: cardAction,
  },
  button_interaction: {
    ...head,
    card_type: z.literal('button_interaction'),
    action_menu: actionMenu.optional(),
    quote_area: quoteArea.optional(),
    sub_title_text: z.string().optional(),
    horizontal_content_list: rows.optional(),
    card_action: cardAction.optional(),
    button_selection: select.optional(),
    button_list: z.array(button).min(1).max(6),
  },
  vote_interaction: {
    ...head,
    card_type: z.literal('vote_interaction'),
    checkbox,
    submit_button: submitButton,
  },
  multiple_interaction: {
    ...head,
    card_type: z.literal('multiple_interaction'),
    select_list: z.array(select).min(1).max(3),
    submit_button: submitButton,
  },
}

const required = { task_id: taskId }

/** A card as it is sent: interactive ones need a `task_id`, notices only with an `action_menu`. */
export const templateCard = z.discriminatedUnion('card_type', [
  z.object(shapes.text_notice),
  z.object(shapes.news_notice),
  z.object({ ...shapes.button_interaction, ...required }),
  z.object({ ...shapes.vote_interaction, ...required }),
  z.object({ ...shapes.multiple_interaction, ...required }),
])

const replaced = { replace_text: z.string().optional() }

/** A card that takes the place of an earlier one; `replace_text` greys its button. */
export const replacedCard = z.discriminatedUnion('card_type', [
  z.object({ ...shapes.text_notice, ...replaced }),
  z.object({ ...shapes.news_notice, ...replaced }),
  z.object({ ...shapes.button_interaction, ...replaced }),
  z.object({ ...shapes.vote_interaction, ...replaced }),
  z.object({ ...shapes.multiple_interaction, ...replaced }),
])

/** The two kinds of card a group webhook takes; they never call back. */
export const noticeCard = z.discriminatedUnion('card_type', [
  z.object(shapes.text_notice),
  z.object(shapes.news_notice),
])
