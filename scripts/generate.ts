import { generated } from './checks/generated.ts'
import { write } from './generated.ts'

for (const one of generated) {
  const changed = await write(one)
  console.log(`${changed ? 'written' : 'as it was'}  ${one.file}`)
}
