import { parseArgs } from 'node:util'
import { refusalWords } from '@jieli/contract'
import { givenRoles } from '@jieli/contract'
import { readBootConfig } from '../config.ts'
import { openServer } from '../main.ts'
import { Usage } from './usage.ts'

/** Gives a person a role from the machine itself: the operator's way back when nobody may do it in the console. */
export async function accessCommand(args: readonly string[]): Promise<void> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true })
  const [what, userid, name] = positionals
  const role = givenRoles.find((known) => known === name)
  if (what !== 'give' || userid === undefined || role === undefined)
    throw new Usage(`access give USERID ${givenRoles.join('|')}`)
  const { server, close } = await openServer(readBootConfig())
  const given = await server.access.give(userid, role)
  await close()
  if (given.ok) return console.log(`${userid} 现在有角色 ${role} / has the role now`)
  const { zh, en } = refusalWords[given.why]
  console.error(`${userid} ${role}: ${zh} / ${en}`)
  process.exitCode = 1
}
