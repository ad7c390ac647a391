import { consoleRoutes } from '@jieli/contract'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { ask } from '../api.ts'
import { useMay } from '../me.tsx'
import { ComboBox, Dialog, useSay, type Choice } from '../ui/index.ts'

/** Ctrl K: handovers by person or number, pages, and acts such as 发起交接. */
export function Find({ onClose }: { readonly onClose: () => void }) {
  const say = useSay()
  const may = useMay()
  const navigate = useNavigate()
  const search = useCallback(
    async (q: string): Promise<readonly Choice[]> => {
      const pages: Choice[] = [
        { id: '/', text: say({ zh: '待我处理', en: 'For me' }) },
        ...(may('readiness.read')
          ? [{ id: '/readiness', text: say({ zh: '交接准备', en: 'Readiness' }) }]
          : []),
        { id: '/h', text: say({ zh: '工作交接', en: 'Handovers' }) },
        ...(may('handover.start')
          ? [{ id: '/h/new/people', text: say({ zh: '发起交接', en: 'Start a handover' }) }]
          : []),
        ...(may('audit.read') ? [{ id: '/admin/audit', text: say({ zh: '审计', en: 'Audit' }) }] : []),
        ...(may('roles.read')
          ? [{ id: '/admin/policy', text: say({ zh: '角色与策略', en: 'Roles and policy' }) }]
          : []),
        ...(may('approvals.read')
          ? [{ id: '/admin/approvals', text: say({ zh: '审批策略', en: 'Approval policy' }) }]
          : []),
        ...(may('quotas.read') ? [{ id: '/admin/quotas', text: say({ zh: '额度', en: 'Quotas' }) }] : []),
        ...(may('setup.read')
          ? [{ id: '/admin/setup', text: say({ zh: '接入体检', en: 'Connection' }) }]
          : []),
      ]
      const wanted = q.trim().toLowerCase()
      const matching = pages.filter(({ text }) => text.toLowerCase().includes(wanted))
      if (wanted === '') return matching
      const views = ['active', 'archived'] as const
      const found = await Promise.all(
        views.map((view) => ask(consoleRoutes.overview, { query: { view, q: wanted, limit: 10 } })),
      )
      const handovers = found.flatMap(({ rows, names }) =>
        rows.map(({ id, leaver }) => ({
          id: `/h/${id}`,
          text: say({ zh: `${names[leaver] ?? leaver}的交接`, en: `Handover of ${names[leaver] ?? leaver}` }),
          note: id,
        })),
      )
      return [...handovers, ...matching]
    },
    [say, may],
  )
  return (
    <Dialog title={say({ zh: '找什么', en: 'Find' })} onClose={onClose}>
      <ComboBox
        label={say({ zh: '人名、拼音、交接编号或页面', en: 'A name, a number or a page' })}
        search={search}
        onChoose={({ id }) => {
          onClose()
          void navigate({ href: id })
        }}
      />
    </Dialog>
  )
}
