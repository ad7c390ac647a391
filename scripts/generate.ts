import { generated } from './checks/generated.ts'
import { write } from './generated.ts'

// One that cannot be made must not keep the others from being written.
for (const one of generated) {
  try {
    const changed = await write(one)
    console.log(`${changed ? 'written' : 'as it was'}  ${one.file}`)
  } catch (error) {
    process.exitCode = 1
    console.error(`not made  ${one.file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
