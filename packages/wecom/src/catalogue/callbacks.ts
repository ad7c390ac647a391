import type { z } from 'zod'
import { appCallbacks } from './callbacks-app.ts'
import { approvalCallbacks } from './callbacks-approval.ts'
import { contactCallbacks } from './callbacks-contacts.ts'
import { customerCallbacks } from './callbacks-customers.ts'

/** Every callback we know, by our name for it. */
export const callbacks = {
  ...contactCallbacks,
  ...customerCallbacks,
  ...appCallbacks,
  ...approvalCallbacks,
}

/** The name of a callback. */
export type CallbackName = keyof typeof callbacks

/** What a receiver gets after parsing. */
export type CallbackValue<K extends CallbackName> = z.output<(typeof callbacks)[K]['fields']>

/** What a sender may write. */
export type CallbackDraft<K extends CallbackName> = z.input<(typeof callbacks)[K]['fields']>
