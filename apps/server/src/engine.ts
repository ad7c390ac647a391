import { compose, type Composing, type Server } from './compose.ts'
import { aboutError } from './platform/log.ts'
import { checkEveryMs } from './vault/index.ts'
import { startLoop, type Loop } from './platform/loop.ts'

export interface Duties {
  readonly http: boolean
  readonly work: boolean
}

/** The server of a known company, at work. */
export interface Engine {
  readonly server: Server
  stop(): Promise<void>
}

/** Wires the server and begins its work. */
export async function startEngine(composing: Composing, duties: Duties): Promise<Engine> {
  const server = compose(composing)
  await server.vault.check()
  await server.durable.start()
  const loops = duties.work ? startWork(server) : []
  return {
    server,
    // Pages first, then the loops, the runs, the log's last numbers, and the database last.
    async stop() {
      await server.trail.stop()
      await Promise.all(loops.map((loop) => loop.stop()))
      await server.durable.stop()
      if (duties.work) await server.sequencer.stop()
      await server.vault.settle()
      await server.database.close()
    },
  }
}

const hourMs = 3_600_000

function startWork(server: Server): readonly Loop[] {
  const { config, log, handovers, backups, notify, directory, callbacks, gateway, access } = server
  server.sequencer.start()
  const loop = (what: string, everyMs: number, work: () => Promise<unknown>) =>
    startLoop(everyMs, work, (error) => log.warn({ what, ...aboutError(error) }, 'work failed, tried again'))
  return [
    loop('handovers', config.SWEEP_MS, () => handovers.startDue()),
    loop('access', config.SWEEP_MS, () => handovers.endAccessDue()),
    loop('silence', config.SWEEP_MS, () => handovers.tellOfSilence()),
    loop('reminders', config.SWEEP_MS * 5, () => handovers.remindApprovers()),
    loop('messages', config.SWEEP_MS, () => notify.pump()),
    loop('contacts', config.SWEEP_MS, () => directory.pollDue()),
    loop('safety net', config.SWEEP_MS * 10, () => handovers.tellOfGone()),
    ...(config.READINESS_MONTHLY === 'on'
      ? [loop('readiness', config.SWEEP_MS * 30, () => handovers.startReadiness())]
      : []),
    loop('callbacks', config.SWEEP_MS * 5, () => callbacks.retryDue(new Date())),
    loop('archives', config.SWEEP_MS * 5, () => handovers.archiveDue()),
    loop('shredding', config.SWEEP_MS * 10, () => handovers.shredDue()),
    loop('backups', checkEveryMs, () => backups.checkDue()),
    loop('tidy', hourMs, async () => {
      await gateway.tidy()
      await callbacks.tidy()
      await notify.tidy()
      await access.tidy()
    }),
  ]
}
