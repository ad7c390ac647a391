import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Home } from './home/Home.tsx'
import { NotHere } from './shell/NotHere.tsx'
import { Shell } from './shell/Shell.tsx'

const root = createRootRoute({ component: Shell, notFoundComponent: NotHere })

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
/** Filters, tabs and what is open stand in the address; anything else in it is left alone. */
const texts =
  <K extends string>(...keys: readonly K[]) =>
  (search: Record<string, unknown>): { [key in K]?: string } => {
    const found = keys.flatMap((key) => {
      const value = text(search[key])
      return value === undefined ? [] : [[key, value] as const]
    })
    // Each key is one of K.
    return Object.fromEntries(found) as { [key in K]?: string }
  }

const home = createRoute({ getParentRoute: () => root, path: '/', component: Home })
const list = createRoute({
  getParentRoute: () => root,
  path: '/h',
  validateSearch: texts('view', 'q'),
  component: lazyRouteComponent(() => import('./handovers/List.tsx'), 'List'),
})
const start = createRoute({
  getParentRoute: () => root,
  path: '/h/new/$step',
  validateSearch: texts('draft', 'leaver', 'trigger', 'freezeAt', 'returnAt'),
  component: lazyRouteComponent(() => import('./wizard/Wizard.tsx'), 'Wizard'),
})
const progress = createRoute({
  getParentRoute: () => root,
  path: '/h/$id',
  validateSearch: texts('tab', 'kind', 'reason', 'successor', 'item', 'open'),
  component: lazyRouteComponent(() => import('./handovers/Progress.tsx'), 'Progress'),
})
const approval = createRoute({
  getParentRoute: () => root,
  path: '/h/$id/approve',
  component: lazyRouteComponent(() => import('./handovers/Approval.tsx'), 'Approval'),
})
const checklist = createRoute({
  getParentRoute: () => root,
  path: '/h/$id/checklist',
  component: lazyRouteComponent(() => import('./checklist/Checklist.tsx'), 'Checklist'),
})
const invite = createRoute({
  getParentRoute: () => root,
  path: '/h/$id/invite',
  component: lazyRouteComponent(() => import('./invite/Invite.tsx'), 'Invite'),
})
const acceptance = createRoute({
  getParentRoute: () => root,
  path: '/h/$id/acceptance',
  component: lazyRouteComponent(() => import('./acceptance/Acceptance.tsx'), 'Acceptance'),
})
const report = createRoute({
  getParentRoute: () => root,
  path: '/h/$id/report',
  component: lazyRouteComponent(() => import('./handovers/Report.tsx'), 'Report'),
})
const readiness = createRoute({
  getParentRoute: () => root,
  path: '/readiness',
  validateSearch: texts('finding', 'after'),
  component: lazyRouteComponent(() => import('./readiness/Readiness.tsx'), 'Readiness'),
})
const audit = createRoute({
  getParentRoute: () => root,
  path: '/admin/audit',
  validateSearch: texts('person', 'object', 'action', 'seq', 'size', 'root'),
  component: lazyRouteComponent(() => import('./audit/Audit.tsx'), 'Audit'),
})
const policy = createRoute({
  getParentRoute: () => root,
  path: '/admin/policy',
  component: lazyRouteComponent(() => import('./roles/Policy.tsx'), 'Policy'),
})
const approvalPolicy = createRoute({
  getParentRoute: () => root,
  path: '/admin/approvals',
  component: lazyRouteComponent(() => import('./approvals/ApprovalPolicy.tsx'), 'ApprovalPolicy'),
})
const quotas = createRoute({
  getParentRoute: () => root,
  path: '/admin/quotas',
  component: lazyRouteComponent(() => import('./quotas/Quotas.tsx'), 'Quotas'),
})
const setup = createRoute({
  getParentRoute: () => root,
  path: '/admin/setup',
  component: lazyRouteComponent(() => import('./setup/Setup.tsx'), 'Setup'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    list,
    start,
    progress,
    approval,
    checklist,
    invite,
    readiness,
    acceptance,
    report,
    audit,
    policy,
    approvalPolicy,
    quotas,
    setup,
  ]),
  scrollRestoration: true,
  defaultPreload: 'intent',
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
