import { triggers, type Trigger } from '@jieli/contract'
import type { Handler } from '../gateway/index.ts'
import type { Deps } from './deps.ts'
import { ask } from './start-requests.ts'

/** Which form of WeCom (审批模板) asks for which handover. */
export type StartForms = ReadonlyMap<string, Trigger>

/** Reads `template-id=resign, another=leave`; what is no trigger is left out. */
export function startFormsOf(text: string | undefined): StartForms {
  const pairs = (text ?? '').split(/[\s,]+/).map((one) => one.split('='))
  return new Map(
    pairs.flatMap(([template = '', name = '']) => {
      const trigger = triggers.find((one) => one === name)
      return template === '' || trigger === undefined ? [] : [[template, trigger] as const]
    }),
  )
}

// Doc 91815: 2 passed.
const passed = 2

/**
 * A form that was agreed to (离职, 调岗 or 休假申请) asks for the handover of whoever filed it. The event carries no
 * content of the form, so HR fills in the dates.
 */
export function startByForm(deps: () => Deps, forms: StartForms): Handler<'approvalChanged'> {
  return {
    name: 'handover.start-by-form',
    on: 'approvalChanged',
    async handle(tx, { ApprovalInfo: form }) {
      const trigger = forms.get(form.TemplateId)
      const person = form.Applyer?.UserId
      if (trigger === undefined || person === undefined || form.SpStatus !== passed) return
      await ask(deps(), tx, {
        source: 'wecom-form',
        ref: form.SpNoStr,
        person,
        trigger,
        freezeAt: null,
        returnAt: null,
        by: { userid: person, role: 'employee' },
        now: await deps().business.now(),
      })
    },
  }
}
