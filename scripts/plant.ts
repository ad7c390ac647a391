import { parseArgs } from 'node:util'
import { alarmName, type Fault } from './plants/fault.ts'
import { faults } from './plants/index.ts'
import { scratchCopy } from './plants/scratch.ts'

// Do the alarms ring? Each fault is planted in a copy of the working tree, and only its own alarm is asked.
const { values } = parseArgs({ options: { only: { type: 'string' }, list: { type: 'boolean' } } })
const wanted = values.only?.split(',')
const chosen = faults.filter(({ name }) => wanted?.includes(name) ?? true)

if (values.list) {
  for (const { name, says, alarm } of faults) console.log(`${name.padEnd(28)}${says} [${alarmName(alarm)}]`)
} else if (chosen.length < (wanted?.length ?? 1)) {
  console.error(`no such fault; there are ${faults.map(({ name }) => name).join(', ')}`)
  process.exit(2)
} else {
  await plantAll()
}

async function plantAll(): Promise<void> {
  const green = await alarmsAreSilent()
  let seen = 0
  for (const fault of chosen) if (await isSeen(fault)) seen += 1
  const missed = chosen.length - seen
  console.log(
    `plants: ${seen} of ${chosen.length} faults seen${green ? '' : '; an alarm rang without a fault'}`,
  )
  console.log(`${seen} passed, ${missed + (green ? 0 : 1)} failed`)
  process.exitCode = missed === 0 && green ? 0 : 1
}

// An alarm that always rings proves nothing.
async function alarmsAreSilent(): Promise<boolean> {
  const scratch = await scratchCopy()
  const alarms = new Map(chosen.map(({ alarm }) => [alarmName(alarm), alarm]))
  let green = true
  try {
    for (const [name, alarm] of alarms) {
      const { code, output } = await scratch.ring(alarm)
      console.log(`${code === 0 ? '✓' : '✗'} silent without a fault: ${name}`)
      if (code !== 0) console.log(indented(output))
      green &&= code === 0
    }
  } finally {
    await scratch.remove()
  }
  return green
}

async function isSeen({ name, says, edits, alarm, because }: Fault): Promise<boolean> {
  const scratch = await scratchCopy()
  try {
    await scratch.plant(edits)
    const { code, output } = await scratch.ring(alarm)
    const rang = code !== 0
    const rightly = because.test(output)
    console.log(`${rang && rightly ? '✓' : '✗'} ${name}: ${says}`)
    if (!rang) console.log(indented(`${alarmName(alarm)} stayed green`))
    else if (!rightly) console.log(indented(`${alarmName(alarm)} is red, but not by ${because}\n${output}`))
    return rang && rightly
  } catch (error) {
    console.log(`✗ ${name}: ${error instanceof Error ? error.message : String(error)}`)
    return false
  } finally {
    await scratch.remove()
  }
}

function indented(text: string): string {
  return text.trim().split('\n').slice(-60).join('\n').replace(/^/gm, '    ')
}
