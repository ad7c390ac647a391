import { Builder } from './builder.ts'
import type { Company } from '../model/company.ts'
import { aCorp } from './corp.ts'
import { codeOf } from '../seeded.ts'
import { generated, type Size, tinySize } from './generated.ts'
import { hemu } from './hemu.ts'
import { large } from './large.ts'
import { sentinels } from './hemu-bunches.ts'
import { hemuPeople } from './hemu-people.ts'
import { day, momentOf } from '../time.ts'

export const worldNames = ['hemu', 'tiny', 'generated', 'large'] as const
export type WorldName = (typeof worldNames)[number]

export interface WorldOptions {
  readonly world: WorldName
  readonly seed: string
  /** Where business time starts, ISO. */
  readonly at?: string
  /** Business seconds per wall second. */
  readonly rate: number
  readonly size?: Partial<Size>
}

const startOf = {
  hemu: '2026-11-12T10:00:00+08:00',
  tiny: '2026-11-12T10:00:00+08:00',
  generated: '2026-11-12T10:00:00+08:00',
  large: '2026-11-12T10:00:00+08:00',
}

/** Fills an empty company. The same options make the same company, to the last id. */
export function makeWorld(company: Company, options: WorldOptions, wall: number): void {
  const start = momentOf(options.at ?? startOf[options.world])
  if (start === undefined) throw new Error(`not a moment: ${options.at}`)
  const corp = aCorp(options.seed)
  const clock = { business: start, setAtWall: wall, rate: options.rate, wallAhead: 0 }
  company.found(corp, { world: options.world, seed: options.seed, counters: {} }, clock)
  const taken = [...hemuPeople.map((person) => person.name), ...Object.values(sentinels).flat()]
  const builder = new Builder(company, options.seed, start, taken)
  if (options.world === 'hemu') hemu(builder)
  else if (options.world === 'large') large(builder, options.size ?? {})
  else generated(builder, { ...tinySize, ...options.size })
  webhooks(builder)
  furnish(builder)
  for (const planned of company.planned.values()) company.noteDue(planned.at)
}

/** Groups with a webhook that a person put in by hand. */
function webhooks({ company }: Builder): void {
  const everybody = [...company.members.values()]
    .filter((member) => member.status === 1)
    .map((member) => member.userid)
  for (const group of ['接力审计', '接力通知']) {
    const key = codeOf(32, company.origin.seed, 'webhook', group).toLowerCase()
    company.webhooks.put(key, { key, group, members: everybody, state: 'open' })
  }
}

/** What every corp has that somebody else made: a tag, a group of another app, a template. */
function furnish({ company }: Builder): void {
  const [first = '', second = ''] = [...company.members.values()].map((member) => member.userid)
  company.memberTags.put('1', {
    id: 1,
    name: '管理后台标签',
    madeBy: 'other',
    users: [first],
    departments: [],
  })
  company.appChats.put('otherappchat1', {
    id: 'otherappchat1',
    name: '别的应用的群',
    owner: first,
    users: [first, second],
    madeByUs: false,
  })
  company.contactWays.put('otherappcode1', {
    id: 'otherappcode1',
    type: 1,
    remark: '别的应用的码',
    state: '',
    skipVerify: true,
    style: 1,
    users: [first],
    parties: [],
    createdAt: company.clock.business() - 200 * day,
    madeBy: 'other',
    temporary: false,
  })
  company.templates.put('Bs0000000000LeaveTemplate', {
    id: 'Bs0000000000LeaveTemplate',
    name: [{ text: '请假', lang: 'zh_CN' }],
    controls: [
      {
        property: {
          control: 'Textarea',
          id: 'Textarea-1',
          title: [{ text: '事由', lang: 'zh_CN' }],
          require: 1,
          un_print: 0,
        },
      },
    ],
    madeByApp: false,
    customPrint: false,
    approvers: null,
    applicantChooses: false,
  })
}
