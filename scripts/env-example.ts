import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Generated } from './generated.ts'
import { root } from './program.ts'

const configFile = 'apps/server/src/config.ts'

/** .env.example, made from the schema that reads the environment, so that the two cannot disagree. */
export const envExample: Generated = {
  name: 'env-example',
  file: '.env.example',
  async make() {
    const fields = await fieldsOfConfig()
    return `${[...head, ...Object.entries(fields.properties).map((entry) => lines(entry, fields.required))].join('\n')}\n`
  },
}

const head = [
  '# 由 npm run generate 从 apps/server/src/config.ts 生成，请勿手改。 / Generated; do not edit.',
  '# 有 # 的行是默认值或可不填的项。 / A line with # shows a default or may be left out.',
]

interface Field {
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
}

interface Fields {
  readonly properties: Readonly<Record<string, Field>>
  readonly required: readonly string[]
}

function lines([name, field]: readonly [string, Field], required: readonly string[]): string {
  const choices = field.enum ? ` (${field.enum.join(' | ')})` : ''
  const says = (field.description ?? '').split('\n').map((line) => `# ${line}`.trimEnd())
  says[says.length - 1] += choices
  const needed = required.includes(name) && field.default === undefined
  const value = field.default === undefined ? '' : String(field.default)
  return ['', ...says, `${needed ? '' : '# '}${name}=${value}`].join('\n')
}

async function fieldsOfConfig(): Promise<Fields> {
  const path = join(root, configFile)
  if (!existsSync(path)) throw new Error(`${configFile} is not there, so .env.example cannot be made`)
  const loaded: unknown = await import(pathToFileURL(path).href)
  const schema =
    typeof loaded === 'object' && loaded !== null && 'configSchema' in loaded
      ? loaded.configSchema
      : undefined
  if (!describesItself(schema)) throw new Error(`${configFile} exports no zod object named configSchema`)
  // What a person writes, before it is read into numbers and the like.
  const { properties = {}, required = [] } = schema.toJSONSchema({ io: 'input', unrepresentable: 'any' })
  const silent = Object.keys(properties).filter((name) => !properties[name]?.description)
  if (silent.length > 0) throw new Error(`${configFile}: no .describe(…) for ${silent.join(', ')}`)
  return { properties, required }
}

interface DescribesItself {
  toJSONSchema(how: { io: 'input'; unrepresentable: 'any' }): Partial<Fields>
}

function describesItself(value: unknown): value is DescribesItself {
  return (
    typeof value === 'object' &&
    value !== null &&
    'toJSONSchema' in value &&
    typeof value.toJSONSchema === 'function'
  )
}
