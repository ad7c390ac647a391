/** A stream of server-sent events as it comes in. */
export interface Events {
  readonly all: readonly { readonly event: string; readonly id: string; readonly data: string }[]
  readonly isOver: () => boolean
  close(): void
}

/** Reads a stream until it ends or is closed. */
export function eventsOf({ body }: Response): Events {
  const all: Events['all'][number][] = []
  let isOver = false
  const reader = body?.getReader()
  void (async () => {
    const text = new TextDecoder()
    let rest = ''
    for (;;) {
      const part = await reader?.read()
      if (!part || part.done) break
      const blocks = (rest + text.decode(part.value, { stream: true })).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? ''
        if (field('event') !== '') all.push({ event: field('event'), id: field('id'), data: field('data') })
      }
    }
    isOver = true
  })().catch(() => {
    isOver = true
  })
  return { all, isOver: () => isOver, close: () => void reader?.cancel().catch(() => {}) }
}
