import type { Databases } from '../rig/databases.ts'
import { stories } from './all.ts'
import { tell, type StoryResult } from './run.ts'

export interface Seeding {
  readonly stateDir: string
  readonly databases: Databases
  readonly onStep?: (text: string) => void
}

/** The story whose turn it is, under the trouble of one seed, in a database of its own. */
export async function tellSeed(seed: number, { stateDir, databases, onStep }: Seeding): Promise<StoryResult> {
  const story = stories[seed % stories.length]
  if (!story) throw new Error(`no story for seed ${seed}`)
  const database = await databases.fresh(`told_${seed}`)
  const told = await tell(story, {
    stateDir,
    database,
    seed,
    cutConnections: async () => void (await databases.cutConnections(database)),
    ...(onStep ? { onStep } : {}),
  }).catch((error: unknown) => broken(seed, story.id, error))
  if (told.ok) await databases.drop(database)
  return told
}

function broken(seed: number, story: string, error: unknown): StoryResult {
  const wrong = [
    error instanceof Error
      ? `${error.name}: ${error.message} ${causeOf(error)} ${placeOf(error)}`
      : String(error),
  ]
  return {
    story,
    zh: '',
    ok: false,
    handover: '',
    state: '',
    items: 0,
    byState: {},
    calls: 0,
    seconds: 0,
    wrong,
    seed,
  }
}

function causeOf({ cause }: Error): string {
  return cause instanceof Error ? cause.message : ''
}

// Where it was asked, so that a failing seed can be told from another.
function placeOf({ stack = '' }: Error): string {
  const own = stack.split('\n').filter((line) => /scripts\//.test(line))
  return own
    .slice(0, 3)
    .map((line) => line.trim().replace(/\(.*scripts\//, '('))
    .join(' ')
}
