import type { Fault } from './fault.ts'

const file = 'packages/wecom-sim/src/answers/departments.ts'

export const answerMissing: Fault = {
  name: 'answer-missing',
  says: 'The catalogue has a row that the simulator does not answer.',
  edits: [
    {
      file,
      find: `  listDepartmentIds(company, { id }, ctx) {
    const found = seenTree(company, id, ctx)
    if ('refuse' in found) return found
    return { department_id: found.list.map(({ id, parent, order }) => ({ id, parentid: parent, order })) }
  },
`,
      replace: '',
    },
  ],
  alarm: { check: 'types' },
  because: /answers\/departments\.ts.*TS2741.*'listDepartmentIds' is missing/,
}

export const refusalUnknown: Fault = {
  name: 'refusal-not-in-catalogue',
  says: 'The simulator refuses with a code that the row does not list.',
  edits: [
    {
      file,
      find: `department === undefined ? { refuse: 60003 }`,
      replace: `department === undefined ? { refuse: 40096 }`,
    },
  ],
  alarm: { check: 'types' },
  because: /answers\/departments\.ts.*TS2322[\s\S]*40096/,
}
