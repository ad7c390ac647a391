import type { Settings } from './deps.ts'

/** The end of a message: where to go; nothing while nobody said where the console is reached. */
export function linkTo({ publicUrl }: Pick<Settings, 'publicUrl'>, path: string): string {
  return publicUrl === undefined ? '' : `：${publicUrl}${path}`
}
