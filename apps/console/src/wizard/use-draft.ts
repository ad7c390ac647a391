import { triggers, wizardRoutes, type DraftSoFar } from '@jieli/contract'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ask } from '../api.ts'
import { messageOf } from '../no-way.tsx'
import { useLang } from '../ui/index.ts'

export interface DraftState {
  readonly draft: DraftSoFar
  readonly isReady: boolean
  readonly savedAt: string | undefined
  readonly problem: string
  readonly names: Readonly<Record<string, string>>
  /** The handover whose plan is changed, and the version that was read. */
  readonly amends: { readonly id: string; readonly version: number } | undefined
  /** The stored draft, to be dropped once it became a handover. */
  readonly stored: string | undefined
  change(patch: Partial<DraftSoFar>): void
  know(names: Readonly<Record<string, string>>): void
}

const saveAfterMs = 500

/** What is being written: kept on the server after each change, so that leaving is safe. */
export interface Beginning {
  readonly draft?: string
  readonly leaver?: string
  /** Said by whoever asked for the handover. */
  readonly trigger?: string
  readonly freezeAt?: string
  readonly returnAt?: string
}

export function useDraft(search: Beginning): DraftState {
  const lang = useLang()
  const navigate = useNavigate()
  const [draft, setDraft] = useState<DraftSoFar>({})
  const [isReady, setReady] = useState(false)
  const [names, setNames] = useState<Readonly<Record<string, string>>>({})
  const [savedAt, setSavedAt] = useState<string>()
  const [problem, setProblem] = useState('')
  const [amends, setAmends] = useState<DraftState['amends']>()
  const stored = useRef<{ id: string; revision: number } | undefined>(undefined)
  const asked = useRef(search)
  const saving = useRef<Promise<void>>(Promise.resolve())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    const { draft: id, leaver, freezeAt, returnAt } = asked.current
    const trigger = triggers.find((one) => one === asked.current.trigger)
    const load = async () => {
      if (id?.startsWith('H-')) {
        const plan = await ask(wizardRoutes.plan, { params: { id } })
        setDraft(plan.draft)
        setNames(plan.names)
        setAmends({ id, version: plan.version })
      } else if (id !== undefined) {
        const found = await ask(wizardRoutes.draft, { params: { id } })
        stored.current = { id: found.id, revision: found.revision }
        setDraft(found.draft)
        setNames(found.names)
        setSavedAt(found.savedAt)
      } else if (leaver !== undefined)
        setDraft({
          leaver,
          ...(trigger ? { trigger } : {}),
          ...(freezeAt === undefined ? {} : { freezeAt }),
          ...(returnAt === undefined ? {} : { returnAt }),
        })
    }
    load()
      .catch((error: unknown) => setProblem(messageOf(error, lang)))
      .finally(() => setReady(true))
  }, [lang])

  const save = useCallback(
    async (next: DraftSoFar) => {
      try {
        const kept = await ask(wizardRoutes.saveDraft, {
          body: { ...stored.current, draft: next },
        })
        const isNew = stored.current === undefined
        stored.current = { id: kept.id, revision: kept.revision }
        setSavedAt(kept.savedAt)
        setProblem('')
        // Reading the page again, or its address from somewhere else, goes on here.
        if (isNew)
          await navigate({
            to: '.',
            search: { draft: kept.id },
            replace: true,
          } as never)
      } catch (error) {
        setProblem(messageOf(error, lang))
      }
    },
    [lang, navigate],
  )

  const change = useCallback(
    (patch: Partial<DraftSoFar>) => {
      setDraft((now) => {
        const next = { ...now, ...patch }
        if (amends === undefined) {
          clearTimeout(timer.current)
          // One saving after the other, each with the revision of the one before.
          timer.current = setTimeout(() => {
            const before = saving.current
            saving.current = (async () => {
              await before
              await save(next)
            })()
          }, saveAfterMs)
        }
        return next
      })
    },
    [amends, save],
  )
  const know = useCallback(
    (more: Readonly<Record<string, string>>) => setNames((before) => ({ ...before, ...more })),
    [],
  )
  return { draft, isReady, savedAt, problem, names, amends, stored: stored.current?.id, change, know }
}
