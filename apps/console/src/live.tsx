import { liveEvent, livePath } from '@jieli/contract'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, use, useEffect, useState, type ReactNode } from 'react'

interface Live {
  readonly isConnected: boolean
  /** When the page last heard from the server, by this machine's clock. */
  readonly heardAt: number
}

const Context = createContext<Live>({ isConnected: true, heardAt: Date.now() })

export function useLive(): Live {
  return use(Context)
}

// Many entries of one moment have one reading.
const gatherMs = 150
// Without a sign for so long the page says that it is stale.
const silentMs = 4_000

/** One stream a browser page: it brings ids, and whatever is shown of them is read again. The browser resumes by itself. */
export function LiveUpdates({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient()
  const [live, setLive] = useState<Live>({ isConnected: true, heardAt: Date.now() })
  useEffect(() => {
    let stream: EventSource | undefined
    let cursor: string | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let stale: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    const reread = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void client.invalidateQueries(), gatherMs)
    }
    const heard = () => {
      clearTimeout(stale)
      stale = undefined
      setLive({ isConnected: true, heardAt: Date.now() })
    }
    const open = () => {
      if (isOver) return
      stream = new EventSource(cursor === undefined ? livePath : `${livePath}?after=${cursor}`)
      stream.addEventListener('hello', (event) => {
        const isBack = cursor !== undefined && stale !== undefined
        cursor = event.lastEventId
        heard()
        if (isBack) reread()
      })
      stream.addEventListener('logged', (event) => {
        cursor = event.lastEventId
        if (liveEvent.safeParse(JSON.parse(String(event.data))).success) reread()
      })
      stream.addEventListener('reset', (event) => {
        cursor = event.lastEventId
        reread()
      })
      stream.addEventListener('error', () => {
        stale ??= setTimeout(() => setLive(({ heardAt }) => ({ isConnected: false, heardAt })), silentMs)
        // A server that answers an error closes the stream for good; we come again.
        if (stream?.readyState === EventSource.CLOSED) {
          stream.close()
          setTimeout(open, 1_000)
        }
      })
    }
    open()
    return () => {
      isOver = true
      stream?.close()
      clearTimeout(timer)
      clearTimeout(stale)
    }
  }, [client])
  return <Context value={live}>{children}</Context>
}
