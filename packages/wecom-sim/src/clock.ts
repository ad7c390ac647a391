/** What is kept of the clocks between runs. Seconds throughout. */
export interface ClockState {
  /** Business time when it was last set, and the wall moment of that. */
  business: number
  setAtWall: number
  /** Business seconds per wall second; 0 stops the business clock. */
  rate: number
  /** How far control has pushed the wall clock ahead of the machine's. */
  wallAhead: number
}

/**
 * Two clocks. Business time (24 h takeovers, days, 90 days) can be moved and can run fast; wall time (tokens, minute
 * and hour limits, callback time-outs) is the machine's and only ever pushed ahead by control.
 */
export class Clock {
  #state: ClockState
  readonly #machine: () => number
  readonly #changed: () => void

  constructor(state: ClockState, changed: () => void, machine: () => number = () => Date.now() / 1000) {
    this.#state = state
    this.#changed = changed
    this.#machine = machine
  }

  wall(): number {
    return this.#machine() + this.#state.wallAhead
  }

  /** Real seconds that pass at rate 1 whatever control does to the wall, so a pushed wall does not age the business. */
  business(): number {
    const { business, setAtWall, rate } = this.#state
    return business + Math.max(0, this.#machine() - setAtWall) * rate
  }

  get rate(): number {
    return this.#state.rate
  }

  get state(): ClockState {
    return this.#state
  }

  moveTo(business: number): void {
    Object.assign(this.#state, { business, setAtWall: this.#machine() })
    this.#changed()
  }

  run(rate: number): void {
    Object.assign(this.#state, { business: this.business(), setAtWall: this.#machine(), rate })
    this.#changed()
  }

  pushWall(seconds: number): void {
    this.#state.wallAhead += seconds
    this.#changed()
  }

  /** Fixes the present moment into the state, so that a restart goes on from here. */
  mark(): void {
    if (this.#state.rate > 0) this.moveTo(this.business())
  }

  /** After a restart business time goes on from the last mark: it stood still while nobody was there. */
  resume(): void {
    this.#state.setAtWall = this.#machine()
  }

  replace(state: ClockState): void {
    this.#state = state
    this.resume()
  }
}
