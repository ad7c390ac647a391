import { settingNames, type SettingName } from '@jieli/contract'

/** The file by which WeCom checks that a domain is ours, as downloaded from its admin console. */
export interface DomainFile {
  /** Where WeCom asks for it: at the root of the domain, under its own name. */
  readonly path: string
  readonly text: string
}

/** Settings by our names. */
export type Values = Partial<Readonly<Record<SettingName, string>>>

/** Without these nothing works; the keys of the callback make themselves. */
const needed: readonly SettingName[] = ['corpId', 'agentId', 'appSecret']

export const names = Object.keys(settingNames).filter(isSetting)

function isSetting(name: string): name is SettingName {
  return Object.hasOwn(settingNames, name)
}

/** What the environment names, by our names. */
export function namedIn(environment: Readonly<Record<string, unknown>>): Values {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[settingNames[name]]
      return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : []
    }),
  )
}

/** By the names of the environment, as the configuration reads them. */
export function asVariables(values: Values): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = values[name]
      return value === undefined ? [] : [[settingNames[name], value]]
    }),
  )
}

export function missingOf(values: Values): readonly SettingName[] {
  return needed.filter((name) => values[name] === undefined)
}

export function isNeeded(name: SettingName): boolean {
  return needed.includes(name)
}
