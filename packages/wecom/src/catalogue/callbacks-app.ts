import { z } from 'zod'
import { envelope, event, said, wrapped } from './callback-fields.ts'
import { callback } from './callback.ts'
import { whole } from './fields.ts'

const ofApp = { msgType: 'event', receiver: 'app', doc: '90240', known: 'documented' } as const
const card = {
  ...event,
  /** The key of the button or menu entry. */
  EventKey: z.string(),
  TaskId: z.string(),
  CardType: z.string(),
  /** Updates the card once, within 72 h. */
  ResponseCode: z.string(),
}
const selected = wrapped(
  'SelectedItem',
  z.object({ QuestionKey: z.string(), OptionIds: wrapped('OptionId', z.string()) }),
)

function simple<const E extends string>(name: E) {
  return callback({
    ...ofApp,
    event: name,
    fields: z.object({ ...event, Event: z.literal(name), EventKey: z.string().optional() }),
    tellApart: [],
  })
}

function keyed<const E extends string>(name: E) {
  return callback({
    ...ofApp,
    event: name,
    fields: z.object({ ...event, Event: z.literal(name), EventKey: z.string() }),
    tellApart: ['EventKey'],
  })
}

// WeCom switches long-unused apps off after these; all of them are alarms.
function dormancy<const E extends string>(name: E) {
  return callback({
    ...ofApp,
    event: name,
    fields: z.object({ ...event, Event: z.literal(name), EffectTime: whole.optional() }),
    tellApart: [],
  })
}

function message<const T extends string, F extends z.ZodRawShape>(type: T, fields: F) {
  return callback({
    msgType: type,
    receiver: 'app',
    fields: z.object({ ...said, ...envelope, MsgType: z.literal(type), ...fields }),
    tellApart: [],
    doc: '90239',
    known: 'documented',
  })
}

/** What people do with the app: cards, menus, messages; and what WeCom does to it. */
export const appCallbacks = {
  /** A button, a vote or a selection on a card. */
  cardClicked: callback({
    ...ofApp,
    event: 'template_card_event',
    fields: z.object({ ...card, Event: z.literal('template_card_event'), SelectedItems: selected }),
    tellApart: ['EventKey', 'TaskId', 'ResponseCode'],
  }),
  /** An entry of a card's top-right menu. */
  cardMenuChosen: callback({
    ...ofApp,
    event: 'template_card_menu_event',
    fields: z.object({ ...card, Event: z.literal('template_card_menu_event') }),
    tellApart: ['EventKey', 'TaskId', 'ResponseCode'],
  }),
  /** Somebody entered the app's visible range. */
  subscribed: simple('subscribe'),
  /** Somebody left the app's visible range, left the corp or was disabled. */
  unsubscribed: simple('unsubscribe'),
  /** Somebody opened the app (only when the admin reports it). */
  appEntered: simple('enter_agent'),
  /** A menu entry with a key. */
  menuClicked: keyed('click'),
  /** A menu entry with a link. */
  menuViewed: keyed('view'),
  /** A menu entry with a mini-program. */
  menuMiniProgram: keyed('view_miniprogram'),
  /** The app is long unused and will be switched off. */
  inactiveAlert: dormancy('inactive_alert'),
  /** The app was switched off for disuse. */
  closedForDisuse: dormancy('close_inactive_agent'),
  /** The app was switched on again. */
  reopened: dormancy('reopen_inactive_agent'),
  /** The app is little used. */
  lowActiveAlert: dormancy('low_active_alert'),
  /** The app counts as little used. */
  lowActive: dormancy('low_active'),
  /** The app is used enough again. */
  activeRestored: dormancy('active_restored'),
  /** A person wrote to the app. */
  textSaid: message('text', { Content: z.string() }),
  /** A person sent a picture. */
  imageSaid: message('image', { PicUrl: z.string(), MediaId: z.string() }),
  /** A person sent a voice message. */
  voiceSaid: message('voice', { MediaId: z.string(), Format: z.string() }),
  /** A person sent a video. */
  videoSaid: message('video', { MediaId: z.string(), ThumbMediaId: z.string() }),
  /** A person sent a place. */
  locationSaid: message('location', {
    Location_X: z.string(),
    Location_Y: z.string(),
    Scale: whole,
    Label: z.string(),
    AppType: z.string().optional(),
  }),
  /** A person sent a link. */
  linkSaid: message('link', {
    Title: z.string(),
    Description: z.string(),
    Url: z.string(),
    PicUrl: z.string().optional(),
  }),
}
