import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { startDatabases } from './rig/databases.ts'
import { stories } from './stories/all.ts'
import { tell, type StoryResult } from './stories/run.ts'

const stateDir = join(new URL('..', import.meta.url).pathname, '.jieli', 'stories', String(process.pid))

/** Tells the stories one after another, each in a company and a database of its own; one JSON line each. */
export async function tellStories(
  wanted: string,
  {
    out,
    say,
    verbose = false,
  }: { readonly out: string; readonly say: (line: string) => void; readonly verbose?: boolean },
): Promise<boolean> {
  const chosen = wanted === 'all' ? stories : stories.filter(({ id }) => id === wanted)
  if (chosen.length === 0) {
    say(`没有这个故事：${wanted}。可以是 all 或 ${stories.map(({ id }) => id).join('、')}`)
    return false
  }
  const databases = await startDatabases(stateDir)
  const results: StoryResult[] = []
  try {
    for (const story of chosen) {
      const database = await databases.fresh(`story_${story.id}`)
      const result = await tell(story, {
        stateDir,
        database,
        out: join(resolve(out), story.id),
        ...(verbose ? { onStep: (text: string) => say(`  ${story.id}: ${text}`) } : {}),
      })
      results.push(result)
      say(JSON.stringify(result))
      if (result.ok) await databases.drop(database)
    }
  } finally {
    await databases.stop()
  }
  const isOk = results.every(({ ok }) => ok)
  if (isOk) await rm(stateDir, { recursive: true, force: true })
  say(JSON.stringify({ stories: results.length, ok: isOk }))
  return isOk
}
