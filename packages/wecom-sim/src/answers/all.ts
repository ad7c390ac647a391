import type { Answers } from '../answer.ts'
import { acquisitionLinks } from './acquisition-links.ts'
import { appChats } from './appchats.ts'
import { approvals } from './approvals.ts'
import { contactWays } from './contact-ways.ts'
import { core } from './core.ts'
import { customers } from './customers.ts'
import { customerTags } from './customer-tags.ts'
import { departments } from './departments.ts'
import { groups } from './groups.ts'
import { inService } from './in-service.ts'
import { login } from './login.ts'
import { memberWrites } from './member-writes.ts'
import { members } from './members.ts'
import { messages } from './messages.ts'
import { modules } from './modules.ts'
import { resigned } from './resigned.ts'
import { serviceSeats } from './service-seats.ts'
import { tags } from './tags.ts'
import { webhook } from './webhook.ts'

/** The company's answer to every call of the catalogue. A row without one does not compile. */
export const answers: Answers = {
  ...core,
  ...members,
  ...memberWrites,
  ...departments,
  ...tags,
  ...customers,
  ...customerTags,
  ...groups,
  ...contactWays,
  ...acquisitionLinks,
  ...serviceSeats,
  ...inService,
  ...resigned,
  ...messages,
  ...appChats,
  ...webhook,
  ...login,
  ...approvals,
  ...modules,
}
