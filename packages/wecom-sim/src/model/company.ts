import type { Corp } from './corp.ts'
import type {
  CorpTag,
  Customer,
  Department,
  Leaver,
  Member,
  MemberTag,
  Planned,
  TagGroup,
  Trigger,
} from './records.ts'
import type {
  AppChat,
  Approval,
  Card,
  LoginCode,
  Media,
  Outgoing,
  ResponseCode,
  Sent,
  Template,
  Token,
  UserTicket,
  Webhook,
} from './phone-records.ts'
import type { AcquisitionLink, ContactWay, ServiceAccount } from './pointing.ts'
import { type QuotaName, type SwitchName, type Switches, likely } from '@jieli/wecom'
import { Clock, type ClockState } from '../clock.ts'
import { codeOf } from '../seeded.ts'
import { Groups } from './group-book.ts'
import { Journal } from '../book/journal.ts'
import { Letters } from './letters.ts'
import { Relations } from './relations.ts'
import { Table } from '../book/table.ts'
import { Transfers } from './transfer-book.ts'
import { Windows } from './windows.ts'

/** What the world was made from, and the counters every new id takes its number from. */
export interface Origin {
  world: string
  seed: string
  counters: Record<string, number>
}

/** Assigning and marking calls take a moment, so that two of them can really meet (45035). */
export interface Pace {
  assignMs: number
  relationMs: number
}

/** The whole company in memory: tables, indexes, two clocks, and a journal that survives `kill -9`. */
export class Company {
  readonly members = new Table<Member>('members')
  readonly leavers = new Table<Leaver>('leavers')
  readonly departments = new Table<Department>('departments')
  readonly memberTags = new Table<MemberTag>('member-tags')
  readonly customers = new Table<Customer>('customers')
  readonly relations = new Relations()
  readonly groups = new Groups()
  readonly tagGroups = new Table<TagGroup>('tag-groups')
  readonly contactWays = new Table<ContactWay>('contact-ways')
  readonly links = new Table<AcquisitionLink>('acquisition-links')
  readonly serviceAccounts = new Table<ServiceAccount>('service-accounts')
  readonly transfers = new Transfers()
  readonly planned = new Table<Planned>('planned')
  readonly triggers = new Table<Trigger>('triggers')
  readonly letters = new Letters()
  readonly sent = new Table<Sent>('sent')
  readonly cards = new Table<Card>('cards')
  readonly responseCodes = new Table<ResponseCode>('response-codes')
  readonly webhooks = new Table<Webhook>('webhooks')
  readonly appChats = new Table<AppChat>('app-chats')
  readonly media = new Table<Media>('media')
  readonly templates = new Table<Template>('templates')
  readonly approvals = new Table<Approval>('approvals')
  readonly loginCodes = new Table<LoginCode>('login-codes')
  readonly userTickets = new Table<UserTicket>('user-tickets')
  readonly tokens = new Table<Token>('tokens')
  readonly outgoing = new Table<Outgoing>('outgoing')
  readonly calls = new Table<{ count: number }>('calls')
  /** Uses of day, month and 90-day budgets and lookup failures, by business day. */
  readonly uses = new Table<{ count: number }>('uses')
  readonly notes = new Table<Record<string, unknown>>('notes')
  readonly #settings = new Table<object>('settings')
  readonly journal: Journal
  readonly clock: Clock
  readonly pace: Pace = { assignMs: 25, relationMs: 1 }
  #corp: Corp | undefined
  #origin: Origin = { world: '', seed: '', counters: {} }
  switches: Switches = likely()

  readonly windows = new Windows()
  /** Budgets made smaller by control, so a test need not make ten thousand calls. */
  readonly limits = new Map<QuotaName, number>()
  /** Nothing happens by itself before this business moment, so most calls need not look. */
  nextDue = 0

  constructor(directory?: string) {
    const clock: ClockState = { business: 0, setAtWall: 0, rate: 1, wallAhead: 0 }
    this.clock = new Clock(clock, () => this.#settings.put('clock', this.clock.state))
    this.journal = new Journal(this.#tables(), directory)
  }

  get corp(): Corp {
    if (this.#corp === undefined) throw new Error('the company has no corp yet: make a world first')
    return this.#corp
  }

  get origin(): Origin {
    return this.#origin
  }

  /** Puts in what a world generator made beside its records. */
  found(corp: Corp, origin: Origin, clock: ClockState): void {
    this.#corp = corp
    this.#origin = origin
    this.clock.replace(clock)
    this.#settings.put('corp', corp)
    this.#settings.put('origin', origin)
    this.#settings.put('clock', clock)
    this.#settings.put('switches', this.switches)
  }

  /** Reads what an earlier run left in the state directory; false when there is nothing. */
  load(): boolean {
    if (!this.journal.load()) return false
    // The four settings rows were written by `found` with these very types.
    this.#corp = this.#settings.get('corp') as Corp
    this.#origin = this.#settings.get('origin') as Origin
    this.switches = { ...likely(), ...(this.#settings.get('switches') as Partial<Switches>) }
    this.clock.replace(this.#settings.get('clock') as ClockState)
    return true
  }

  clear(): void {
    for (const table of this.#tables()) table.clear()
    this.switches = likely()
  }

  touchCorp(): void {
    this.#settings.touch('corp')
  }

  touchSwitches(): void {
    this.#settings.put('switches', this.switches)
  }

  is<N extends SwitchName>(name: N): Switches[N] {
    return this.switches[name]
  }

  /** The next number of a kind; the same company counts the same way every time. */
  count(kind: string): number {
    const next = (this.#origin.counters[kind] ?? 0) + 1
    this.#origin.counters[kind] = next
    this.#settings.touch('origin')
    return next
  }

  newCode(kind: string, length: number): string {
    return codeOf(length, this.#origin.seed, kind, this.count(kind))
  }

  member(userid: string): Member | undefined {
    return this.members.get(userid.toLowerCase())
  }

  touchMember(member: Member): void {
    this.members.touch(member.userid.toLowerCase())
  }

  leaver(userid: string): Leaver | undefined {
    return this.leavers.get(userid.toLowerCase())
  }

  /** How many customers this member may have (40099): his own number, or what the switch says for everybody. */
  capOf(member: Member): number {
    return member.customerCap ?? this.switches.memberCustomerCap
  }

  noteDue(at: number): void {
    this.nextDue = Math.min(this.nextDue, at)
  }

  corpTag(id: string): { group: TagGroup; tag: CorpTag } | undefined {
    for (const group of this.tagGroups.values()) {
      const tag = group.tags.find((tag) => tag.id === id)
      if (tag !== undefined) return { group, tag }
    }
    return undefined
  }

  #tables() {
    return [
      this.#settings,
      this.members,
      this.leavers,
      this.departments,
      this.memberTags,
      this.customers,
      this.relations.table,
      this.relations.past,
      this.groups.table,
      this.tagGroups,
      this.contactWays,
      this.links,
      this.serviceAccounts,
      this.transfers.table,
      this.planned,
      this.triggers,
      this.letters.table,
      this.sent,
      this.cards,
      this.responseCodes,
      this.webhooks,
      this.appChats,
      this.media,
      this.templates,
      this.approvals,
      this.loginCodes,
      this.userTickets,
      this.tokens,
      this.outgoing,
      this.calls,
      this.uses,
      this.notes,
    ] as const
  }
}
