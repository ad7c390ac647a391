import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../program.ts'
import { verdictOf, type Check } from './check.ts'

const folder = 'docs/decisions'
// Longer than a screen is not read again, and a record that is not read is a decision made twice.
const mostLines = 40

export const decisions: Check = {
  name: 'decisions',
  asks: 'Is every decision record short and listed?',
  async run() {
    const list = await readFile(join(root, folder, 'README.md'), 'utf8')
    const records = (await readdir(join(root, folder))).filter((name) => name !== 'README.md')
    const findings = await Promise.all(
      records.map(async (name) => {
        const lines = (await readFile(join(root, folder, name), 'utf8')).trimEnd().split('\n').length
        return [
          ...(lines > mostLines ? [`${folder}/${name}: ${lines} lines, at most ${mostLines}`] : []),
          ...(list.includes(`(${name})`)
            ? []
            : [`${folder}/${name} is not in the table of ${folder}/README.md`]),
        ]
      }),
    )
    const missing = [...list.matchAll(/\]\(([^)]+\.md)\)/g)].flatMap(([, name]) =>
      name === undefined || records.includes(name)
        ? []
        : [`${folder}/README.md names ${name}, which is not there`],
    )
    return verdictOf([...findings.flat(), ...missing])
  },
}
