import { type WorldOptions, makeWorld } from './worlds/make.ts'
import { CallLog } from './gate/call-log.ts'
import { Company } from './model/company.ts'
import { Deliverer } from './callbacks/deliver.ts'
import { Faults } from './gate/faults.ts'
import { Gate } from './gate/handle.ts'
import { setSwitches } from './model/switching.ts'
import { settle } from './model/settle.ts'

export interface SimOptions extends WorldOptions {
  /** Directory that keeps the company over restarts; absent = only in memory. */
  readonly state?: string
  readonly switches?: Record<string, boolean | number | string>
  readonly assignMs?: number
  readonly relationMs?: number
}

/** How often the world looks whether something is due, and marks its clock, while nobody calls. */
const tickMs = 250

/** One running company: state, trouble, callbacks and the gate in front of it. */
export class Sim {
  readonly company: Company
  readonly faults = new Faults()
  readonly log = new CallLog()
  readonly deliverer: Deliverer
  readonly gate: Gate
  readonly options: SimOptions
  #timer: NodeJS.Timeout | undefined

  constructor(options: SimOptions) {
    this.options = options
    this.company = new Company(options.state)
    Object.assign(this.company.pace, pick(options))
    if (!this.company.load()) this.#make()
    // What the command line says counts after a restart too.
    else if (options.switches !== undefined) setSwitches(this.company, options.switches)
    this.company.journal.compact()
    this.company.nextDue = 0
    this.deliverer = new Deliverer(this.company, this.faults)
    this.gate = new Gate(this.company, this.faults, this.log)
  }

  #make(): void {
    makeWorld(this.company, this.options, Date.now() / 1_000)
    if (this.options.switches !== undefined) setSwitches(this.company, this.options.switches)
  }

  start(): void {
    let ticks = 0
    this.#timer = setInterval(() => {
      if (ticks++ % 4 === 0) this.company.clock.mark()
      this.settle()
    }, tickMs)
    this.#timer.unref()
  }

  /** Lets what is due happen, keeps it, and sends what follows from it. */
  settle(): void {
    settle(this.company)
    this.flush()
  }

  flush(): void {
    this.company.journal.commit()
    this.deliverer.pump()
  }

  /** Back to the first second of the world, as if it had just been made. */
  reset(): void {
    this.company.clear()
    this.company.windows.clear()
    this.company.limits.clear()
    this.faults.clear()
    this.log.clear()
    this.#make()
    this.company.nextDue = 0
    this.company.journal.compact()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.deliverer.stop()
    this.company.clock.mark()
    this.company.journal.commit()
    this.company.journal.close()
  }
}

function pick({ assignMs, relationMs }: SimOptions): { assignMs?: number; relationMs?: number } {
  return {
    ...(assignMs === undefined ? {} : { assignMs }),
    ...(relationMs === undefined ? {} : { relationMs }),
  }
}
