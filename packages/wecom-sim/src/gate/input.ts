import { type CallName, type Endpoint, isKnownCode } from '@jieli/wecom'
import { type Refused, refused } from './refused.ts'
import type { z } from 'zod'

export type Raw = Record<string, unknown>

/** Takes the request apart: the query of a GET, the JSON of a POST whatever its content type says. */
export function rawInput(row: Endpoint, query: Raw, body: string): { raw: Raw } | Refused {
  const { access_token: _, debug: __, ...rest } = query
  if (row.method === 'GET') return { raw: rest }
  const text = body.trim()
  const json = text === '' ? {} : parseJson(text)
  if (json === undefined) return refused(emptyCode(row, 40058), 'Warning: wrong json format.')
  const fromQuery = Object.fromEntries((row.query ?? []).map((field) => [field, rest[field]]))
  return { raw: { ...withoutNulls(json), ...fromQuery } }
}

function parseJson(text: string): Raw | undefined {
  try {
    const json: unknown = JSON.parse(text)
    // Checked here to be an object, and nothing more is said about it.
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Raw) : undefined
  } catch {
    return undefined
  }
}

/** Clients of other languages write every field they know; null means the same as nothing. */
function withoutNulls(json: Raw): Raw {
  return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null))
}

// 41035 is also what an unreadable body answers on customer calls (community report).
function emptyCode(row: Endpoint, otherwise: number): number {
  return row.refuses.some((code) => code === 41035) ? 41035 : otherwise
}

interface Rule {
  readonly at: RegExp
  readonly when: 'missing' | 'empty' | 'long' | 'any'
  readonly code: number
}

// Where the pages name a code for a broken field, that one; else 40058 with the name of the field.
const rules: readonly Rule[] = [
  { at: /^corpid$/, when: 'missing', code: 41002 },
  { at: /^corpsecret$/, when: 'missing', code: 41004 },
  { at: /^corpid$/, when: 'empty', code: 41002 },
  { at: /^corpsecret$/, when: 'empty', code: 41004 },
  { at: /^agentid$/, when: 'missing', code: 41011 },
  { at: /^userid$/, when: 'missing', code: 41009 },
  { at: /^userid$/, when: 'empty', code: 41009 },
  { at: /^external_userid$/, when: 'missing', code: 41035 },
  { at: /^external_userid$/, when: 'empty', code: 41035 },
  { at: /^msgtype$/, when: 'any', code: 40008 },
  { at: /^type$/, when: 'any', code: 91040 },
  { at: /\.content$/, when: 'empty', code: 44004 },
  { at: /\.content$/, when: 'long', code: 45002 },
  { at: /\.articles$/, when: 'long', code: 45008 },
  { at: /^chatid$/, when: 'any', code: 86001 },
  { at: /^userlist$/, when: 'any', code: 86006 },
  { at: /task_id$/, when: 'any', code: 42014 },
  { at: /keyname$/, when: 'any', code: 42027 },
  { at: /(^|\.)url$/, when: 'any', code: 42028 },
  { at: /_list$/, when: 'any', code: 42031 },
  { at: /\.key$/, when: 'any', code: 42032 },
]

/** The first thing wrong with the input, by the row's own schema. */
export function inputTrouble(call: CallName, row: Endpoint, raw: Raw, error: z.ZodError): Refused {
  const issue = deepest(error.issues)
  const path = issue === undefined ? '' : issue.path.join('.')
  const value = issue?.path.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined),
    raw,
  )
  const state =
    value === undefined
      ? 'missing'
      : value === ''
        ? 'empty'
        : issue?.code === 'too_big' || issue?.code === 'custom'
          ? 'long'
          : 'any'
  const rule = rules.find(
    (one) =>
      one.at.test(path) &&
      (one.when === 'any' || one.when === state) &&
      row.refuses.some((code) => code === one.code),
  )
  const code = rule !== undefined && isKnownCode(rule.code) ? rule.code : 40058
  return refused(code, `invalid parameter: ${path === '' ? call : path}`)
}

/** Of a union the issue that went deepest says most. */
function deepest(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  return issues[0]
}
