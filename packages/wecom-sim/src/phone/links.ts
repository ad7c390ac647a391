import { readFileSync } from 'node:fs'

/** What the phone page is told of the product beside it; each address is on this machine. */
export interface PhoneLinks {
  /** The console at the left, and the console as it opens on the phone. */
  readonly consoleUrl?: string
  readonly webviewUrl?: string
  /** Answers `{at, busy}`: the next moment at which anything is due. */
  readonly nextDueUrl?: string
  /** POST: pulls the plug of the product; it is put back by itself. */
  readonly plugUrl?: string
  /** POST: changes one entry of the product's log behind its back; pressed again it is put back. */
  readonly tamperUrl?: string
  /** Answers the stops of the tour, each with what it found. */
  readonly tourUrl?: string
}

/** Read at every request: whoever starts the product writes the file afterwards. */
export function readLinks(file: string | undefined): PhoneLinks {
  if (file === undefined) return {}
  try {
    const links: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof links === 'object' && links !== null ? links : {}
  } catch {
    return {}
  }
}
