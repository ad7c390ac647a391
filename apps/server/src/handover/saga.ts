import type { Run } from '../platform/durable/durable.ts'

export type Phase = 'collect' | 'move' | 'verify' | 'close' | 'turn back' | 'none'

/** What one pass asks of the world. Each may run twice: a crash can land between doing and recording. */
export interface Steps {
  begin(id: string): Promise<Phase | 'stopped'>
  collect(id: string): Promise<string>
  settle(id: string): Promise<string>
  backUp(id: string): Promise<string>
  look(id: string): Promise<string>
  open(id: string, runKey: string): Promise<string>
  send(id: string, attempt: string): Promise<string>
  restore(id: string): Promise<string>
  keepTheRest(id: string): Promise<string>
  verify(id: string): Promise<string>
  freeze(id: string, runKey: string): Promise<string>
  report(id: string): Promise<string>
  turnBack(id: string): Promise<string>
  rest(id: string, run: string): Promise<string>
}

// Far more than any pass needs; what is left goes on in the next pass.
const mostPerPass = 500

/** One short pass: look, do the next safe thing, look again, rest. Long waits are rows that fall due. */
export async function runPass(run: Run, steps: Steps, id: string): Promise<void> {
  const phase = await run.step('begin', () => steps.begin(id))
  if (phase === 'collect') await run.step('collect', () => steps.collect(id))
  if (phase === 'move') await move(run, steps, id)
  if (phase === 'verify') await run.step('verify', () => steps.verify(id))
  if (phase === 'close') await close(run, steps, id)
  if (phase === 'turn back') await run.step('turn back', () => steps.turnBack(id))
  await run.step('rest', () => steps.rest(id, run.id))
}

async function move(run: Run, steps: Steps, id: string): Promise<void> {
  if ((await run.step('settle', () => steps.settle(id))) !== 'clear') return
  if ((await run.step('look', () => steps.look(id))) === 'stopped') return
  if ((await run.step('back up', () => steps.backUp(id))) === 'stopped') return
  for (let n = 1; n <= mostPerPass; n += 1) {
    const attempt = await run.step(`open ${n}`, () => steps.open(id, `${run.id}/${n}`))
    if (attempt === '' || attempt === 'stopped') break
    if ((await run.step(`send ${n}`, () => steps.send(id, attempt))) !== 'answered') return
  }
  for (let n = 1; n <= mostPerPass; n += 1) {
    const left = await run.step(`restore ${n}`, () => steps.restore(id))
    if (left === '0' || left === 'stopped') break
  }
  await run.step('keep the rest', () => steps.keepTheRest(id))
}

async function close(run: Run, steps: Steps, id: string): Promise<void> {
  if ((await run.step('verify', () => steps.verify(id))) !== 'equal') return
  if ((await run.step('freeze', () => steps.freeze(id, `${run.id}/freeze`))) !== 'frozen') return
  await run.step('report', () => steps.report(id))
}
