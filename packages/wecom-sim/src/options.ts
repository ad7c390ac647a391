import { type SimOptions, type Size } from './index.ts'
import { parseArgs } from 'node:util'
import { readWay } from './model/switching.ts'
import { worldNames } from './worlds/make.ts'

const usage =
  'npm run sim -- --port N [--world hemu|tiny|generated|large] [--seed S] [--at ISO] [--rate N] [--state DIR] [--reset]\n' +
  '               [--customers N --groups N --memberships N --successors N --codes N] [--switch name=value]...'

/** The command line, every mistake told with the usage. */
export function readOptions(args: readonly string[]): Partial<SimOptions> & {
  port: number
  reset: boolean
  phoneLinks?: string
} {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      world: { type: 'string' },
      seed: { type: 'string' },
      at: { type: 'string' },
      rate: { type: 'string' },
      state: { type: 'string' },
      reset: { type: 'boolean', default: false },
      customers: { type: 'string' },
      groups: { type: 'string' },
      memberships: { type: 'string' },
      successors: { type: 'string' },
      codes: { type: 'string' },
      switch: { type: 'string', multiple: true, default: [] },
      'assign-ms': { type: 'string' },
      'relation-ms': { type: 'string' },
      'phone-links': { type: 'string' },
    },
  })
  const size = Object.fromEntries(
    (['customers', 'groups', 'memberships', 'successors', 'codes'] as const).flatMap((name) => {
      const text = values[name]
      return text === undefined ? [] : [[name, numberOf(name, text)]]
    }),
  ) as Partial<Size>
  const hasSize = Object.keys(size).length > 0
  const named = values.world ?? (hasSize ? 'generated' : 'tiny')
  const world = worldNames.find((name) => name === named)
  if (world === undefined) throw new Error(`--world ${named}: one of ${worldNames.join(', ')}\n${usage}`)
  return {
    port: numberOf('port', values.port),
    reset: values.reset,
    world,
    size,
    switches: Object.fromEntries(values.switch.map(readSwitch)),
    ...(values.seed === undefined ? {} : { seed: values.seed }),
    ...(values.at === undefined ? {} : { at: values.at }),
    ...(values.rate === undefined ? {} : { rate: numberOf('rate', values.rate) }),
    ...(values.state === undefined ? {} : { state: values.state }),
    ...(values['phone-links'] === undefined ? {} : { phoneLinks: values['phone-links'] }),
    ...(values['assign-ms'] === undefined ? {} : { assignMs: numberOf('assign-ms', values['assign-ms']) }),
    ...(values['relation-ms'] === undefined
      ? {}
      : { relationMs: numberOf('relation-ms', values['relation-ms']) }),
  }
}

function numberOf(name: string, text: string): number {
  const number = Number(text)
  if (text === '' || Number.isNaN(number) || number < 0)
    throw new Error(`--${name} ${text}: a number\n${usage}`)
  return number
}

function readSwitch(text: string): [string, boolean | number | string] {
  const [name, way] = text.split('=')
  if (name === undefined || way === undefined) throw new Error(`--switch ${text}: name=value\n${usage}`)
  return [name, readWay(way)]
}
