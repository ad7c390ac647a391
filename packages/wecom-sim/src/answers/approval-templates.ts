import type { Received } from '@jieli/wecom'

type Controls = Received<'createApprovalTemplate'>['template_content']['controls']

const kinds = new Set(
  [
    'Text',
    'Textarea',
    'Number',
    'Money',
    'Date',
    'Selector',
    'Contact',
    'Tips',
    'File',
    'Table',
    'Attendance',
  ].concat(['Vacation', 'Location', 'RelatedApproval', 'Formula', 'DateRange', 'BankAccount', 'PhoneNumber']),
)

/** What is wrong with the controls of a template, in words (doc 97437). */
export function templateTrouble(controls: Controls): string | undefined {
  const ids = new Set<string>()
  const titles = new Set<string>()
  for (const { property, config } of controls) {
    const { control, id } = property
    const title = property.title[0]?.text ?? ''
    if (!kinds.has(control)) return `unknown control ${control}`
    if (!new RegExp(`^${control}-\\d+$`).test(id)) return `control id ${id}`
    if (ids.has(id)) return `control id ${id} repeats`
    if (title === '' || title.length > 40) return `title of ${id}`
    if (titles.has(title)) return `title of ${id} repeats`
    if (control === 'Selector' && (config?.selector?.options ?? []).length === 0) return `options of ${id}`
    if (control === 'Table' && (config?.table?.children ?? []).length === 0) return `children of ${id}`
    if (control === 'Contact' && config?.contact === undefined) return `config of ${id}`
    if (control === 'Date' && config?.date === undefined) return `config of ${id}`
    ids.add(id)
    titles.add(title)
  }
  return undefined
}
