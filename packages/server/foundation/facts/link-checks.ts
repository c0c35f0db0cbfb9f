import type pg from 'pg'

/** Tables whose ids a loaded order or customer names. */
const LINKED = ['customer', 'customer_type', 'person', 'org_unit', 'region', 'product', 'channel'] as const

async function forgo(client: pg.ClientBase, workspaceId: number): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean; does: boolean }>(
    `select has_parameter_privilege('session_replication_role', 'SET') as may,
       current_setting('session_replication_role') = 'replica' as does`,
  )
  if (rows[0]?.may !== true || rows[0].does) return false
  for (const table of LINKED)
    await client.query(
      `select count(*) from (select 1 from ${table} where workspace_id = $1 for key share) locked`,
      [workspaceId],
    )
  await client.query('set local session_replication_role = replica')
  return true
}

/**
 * Spares a load the check of every single link, which takes longer than writing the rows. What the check does for each
 * row, a lock on its target against removal, is taken once for all targets of the workspace instead; that each link
 * exists is the duty of whoever resolved it (ids come from these tables, in this transaction). Only an owner with the
 * right to set `session_replication_role` may do so; others keep the checks and are slower. Inside other such work it is
 * that work's. Work that fails leaves a broken transaction, with which the setting ends too.
 */
export async function withoutLinkChecks<T>(
  client: pg.ClientBase,
  workspaceId: number,
  work: () => Promise<T>,
): Promise<T> {
  const forgone = await forgo(client, workspaceId)
  const result = await work()
  if (forgone) await client.query('set local session_replication_role = origin')
  return result
}
