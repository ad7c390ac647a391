import type { CallName } from '../index.ts'
import { approvalSamples } from './approval.ts'
import { contactWaySamples } from './contact-ways.ts'
import { contactSamples } from './contacts.ts'
import { customerSamples } from './customers.ts'
import { messageSamples } from './messages.ts'
import { moduleSamples } from './modules.ts'
import { pointingSamples } from './pointing.ts'
import type { Samples } from './sample.ts'

/** One golden sample for every call, or it does not compile. */
export const samples: Samples<CallName> = {
  ...contactSamples,
  ...customerSamples,
  ...contactWaySamples,
  ...pointingSamples,
  ...messageSamples,
  ...approvalSamples,
  ...moduleSamples,
}
