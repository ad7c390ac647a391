import type { Fault } from './fault.ts'

export const nameStoredInClear: Fault = {
  name: 'name-stored-in-clear',
  says: 'A name goes into the database as it is, and is read back as it is.',
  edits: [
    {
      file: 'apps/server/src/directory/people.ts',
      find: 'sealed: box.seal(nameAt(person.userid), person.name)',
      replace: 'sealed: Buffer.from(person.name)',
    },
    {
      file: 'apps/server/src/directory/people.ts',
      find: 'box.open(nameAt(row.userid), row.sealed)',
      replace: 'row.sealed.toString()',
    },
    {
      file: 'apps/server/src/directory/index.ts',
      find: 'box.open(nameAt(userid), sealed)',
      replace: 'sealed.toString()',
    },
  ],
  alarm: { test: 'apps/server/src/directory/index.test.ts', project: 'server' },
  because: /FAIL .*directory\/index\.test\.ts > names are sealed, and opened by one door/,
}

export const nameShownInClear: Fault = {
  name: 'name-shown-in-clear',
  says: 'The mask of names lets the whole name through.',
  edits: [
    {
      file: 'apps/server/src/access/mask.ts',
      find: "return first === undefined ? '' : `${first}**`",
      replace: "return first === undefined ? '' : name",
    },
  ],
  alarm: { test: 'apps/server/src/access/mask.test.ts', project: 'server' },
  because: /FAIL .*access\/mask\.test\.ts > the name 王思敏 is shown as 王\*\*/,
}

// Canaries: names, remarks and numbers that occur nowhere else, walked through a whole handover and then searched for.
const canaries = { test: 'apps/server/test/canaries.test.ts', project: 'server' } as const

export const messageStoredInClear: Fault = {
  name: 'message-stored-in-clear',
  says: 'The words to the customers go into the database as they are.',
  edits: [
    {
      file: 'apps/server/src/handover/message.ts',
      find: "(await deps.vault.box(reader, { kind: 'handover', id })).seal(placeOf(id), text)",
      replace: 'Buffer.from(text)',
    },
    {
      file: 'apps/server/src/handover/message.ts',
      find: 'box.open(placeOf(row.id), row.message)',
      replace: 'row.message.toString()',
    },
  ],
  alarm: canaries,
  because: /FAIL .*canaries\.test\.ts > no table of any schema tells a name/,
}

export const nameAnsweredInClear: Fault = {
  name: 'name-answered-in-clear',
  says: 'The API answers the name of a customer without its mask.',
  edits: [
    {
      file: 'apps/server/src/handover/view.ts',
      find: "itemView(row, masked.name(name ?? ''))",
      replace: "itemView(row, name ?? '')",
    },
  ],
  alarm: canaries,
  because: /FAIL .*canaries\.test\.ts > while people still see masked names/,
}
