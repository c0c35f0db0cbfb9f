import type pg from 'pg'

/** Tables whose ids a loaded order names. */
const LINKED = ['customer', 'person', 'org_unit', 'region', 'product', 'channel'] as const

/**
 * Spares a load the check of every single link, which takes longer than writing the rows. What the check does for each
 * row, a lock on its target against removal, is taken once for all targets of the workspace instead; that each link
 * exists is the duty of whoever resolved it (ids come from these tables, in this transaction). Only an owner with the
 * right to set `session_replication_role` may do so; others keep the checks and are slower.
 * @returns whether the checks are off until {@link restoreLinkChecks} or the end of the transaction
 */
export async function forgoLinkChecks(client: pg.ClientBase, workspaceId: number): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    `select has_parameter_privilege('session_replication_role', 'SET') as may`,
  )
  if (rows[0]?.may !== true) return false
  for (const table of LINKED)
    await client.query(
      `select count(*) from (select 1 from ${table} where workspace_id = $1 for key share) locked`,
      [workspaceId],
    )
  await client.query('set local session_replication_role = replica')
  return true
}

/** Links are checked row by row again. */
export async function restoreLinkChecks(client: pg.ClientBase): Promise<void> {
  await client.query('set local session_replication_role = origin')
}
