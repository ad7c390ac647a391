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
