import type { Home } from '@jieli/contract'
import type { Words } from '../ui/index.ts'

type Need = Home['needs'][number]

/** Verb, object and where the button leads. */
export function needWords(
  { kind, about, count }: Need,
  name: string,
): { title: Words; verb: Words; href: string } {
  switch (kind) {
    case 'approve':
      return {
        title: { zh: `审批${name}的工作交接`, en: `Approve the handover of ${name}` },
        verb: { zh: '看方案', en: 'See the plan' },
        href: `/h/${about}/approve`,
      }
    case 'decide':
      return {
        title: { zh: `${count} 项转不过去，定一下去向`, en: `${count} cannot be moved; decide` },
        verb: { zh: '逐组处理', en: 'Decide by group' },
        href: `/h/${about}?open=decide`,
      }
    case 'submit':
      return {
        title: { zh: `${name}的方案算好了，可以提交审批`, en: `The plan for ${name} is ready to submit` },
        verb: { zh: '复核提交', en: 'Review and submit' },
        href: `/h/${about}`,
      }
    case 'role':
      return {
        title: { zh: '决定一个角色提案', en: 'Decide a proposed role' },
        verb: { zh: '去决定', en: 'Decide' },
        href: '/admin/policy',
      }
    case 'confirm':
      return {
        title: { zh: '核对你的交接清单', en: 'Check your checklist' },
        verb: { zh: '去核对', en: 'Check' },
        href: `/h/${about}/checklist`,
      }
    case 'tasks':
      return {
        title: { zh: `${count} 件要你手工办`, en: `${count} for you to do by hand` },
        verb: { zh: '看清单', en: 'See them' },
        href: `/h/${about}/checklist`,
      }
    case 'sign':
      return {
        title: { zh: `签收${name}交给你的 ${count} 类`, en: `Sign for ${count} classes from ${name}` },
        verb: { zh: '去签收', en: 'Sign' },
        href: `/h/${about}/acceptance`,
      }
    case 'trouble':
      return {
        title: { zh: `${name}的交接暂停了，看怎么办`, en: `The handover of ${name} is paused` },
        verb: { zh: '看原因', en: 'See why' },
        href: `/h/${about}`,
      }
  }
}
