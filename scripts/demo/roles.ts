import { giveRole } from '../../apps/server/src/access/index.ts'
import { openDatabase } from '../../apps/server/src/platform/db.ts'
import type { Cluster } from '../../apps/server/src/platform/embedded/cluster.ts'

/** Who holds which role in 禾木云店; managers follow from the contacts. */
export const givenRoles = {
  sumin: 'hr',
  zhenglan: 'hr',
  tangrui: 'admin',
  shenzhiwei: 'security',
} as const

/** Gives the roles as an administrator and a security officer would have; what is there already stays. */
export async function giveRoles(cluster: Cluster): Promise<void> {
  const database = openDatabase({ url: cluster.url('jieli_app'), max: 1 })
  await database.inTx(async (tx) => {
    for (const [userid, role] of Object.entries(givenRoles))
      await giveRole(tx, { userid, role, by: 'demo', at: new Date() })
  })
  await database.close()
}
