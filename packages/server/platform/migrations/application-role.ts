import type pg from 'pg'
import { StartFailure } from '../failure.ts'

const EXISTS_ALREADY = ['42710', '23505']
const NOT_ALLOWED = '42501'

/**
 * The role under which every transaction of a workspace runs. It may log in (a cluster's workers need that) but
 * has no password; the owner steps into it with `set local role`.
 */
export async function ensureApplicationRole(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query(`select 1 from pg_roles where rolname = 'salesloom_app'`)
  if (rows.length === 0) await create(client)
  await client.query('grant salesloom_app to current_user')
}

async function create(client: pg.ClientBase): Promise<void> {
  try {
    await client.query('create role salesloom_app login nosuperuser nobypassrls nocreatedb nocreaterole')
  } catch (error) {
    const code = (error as { code?: string }).code ?? ''
    if (EXISTS_ALREADY.includes(code)) return
    if (code !== NOT_ALLOWED) throw error
    throw new StartFailure(
      'The database user may not create roles. Let an administrator run: create role salesloom_app login; grant salesloom_app to <your user>;',
    )
  }
}
