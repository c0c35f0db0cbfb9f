import pg from 'pg'
import { type Address, connectionOptions } from '../database/index.ts'
import { StartFailure } from '../failure.ts'
import { type ForeignKey, planDistribution, type Shape } from './plan-distribution.ts'

export const TABLES = `
  select c.relname as name from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`

export const KEYS = `
  select c.relname as table, r.conname as name, p.relname as references, pg_get_constraintdef(r.oid) as definition
  from pg_constraint r join pg_class c on c.oid = r.conrelid join pg_class p on p.oid = r.confrelid
  where r.contype = 'f' and c.relnamespace = 'public'::regnamespace order by 1, 2`

async function readShape(client: pg.Client): Promise<Shape> {
  const tables = await client.query<{ name: string }>(TABLES)
  const keys = await client.query<ForeignKey>(KEYS)
  const distributed = await client.query<{ name: string }>(
    'select c.relname as name from pg_dist_partition d join pg_class c on c.oid = d.logicalrelid order by 1',
  )
  return {
    tables: tables.rows.map((row) => row.name),
    distributed: distributed.rows.map((row) => row.name),
    foreignKeys: keys.rows,
  }
}

/** What stands in the way, in one sentence with the way forward; null where nothing does. */
export function obstacle(found: {
  readonly installed: boolean
  readonly available: boolean
  readonly propagates: boolean
  readonly workers: number
}): string | null {
  if (!found.available)
    return 'This PostgreSQL has no Citus: install the extension on this server and its workers (Debian has no package; it comes from the project’s own packages, its container image or a cloud’s elastic clusters), add it to shared_preload_libraries, restart, and run this again.'
  if (!found.installed)
    return 'Citus is there but not in this database: run “create extension citus;” as an administrator, here and on each worker, and run this again.'
  if (!found.propagates)
    return "Set citus.propagate_set_commands to “local” for this database (alter database … set citus.propagate_set_commands = 'local'), otherwise row-level security shows nothing on the workers."
  if (found.workers === 0)
    return "There is no worker yet: add one with “select citus_add_node('host', 5432);” and run this again."
  return null
}

async function findObstacle(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ installed: boolean; available: boolean }>(`
    select exists (select 1 from pg_extension where extname = 'citus') as installed,
      exists (select 1 from pg_available_extensions where name = 'citus') as available`)
  const { installed = false, available = false } = rows[0] ?? {}
  if (!installed) return obstacle({ installed, available, propagates: false, workers: 0 })
  const setting = await client.query<{ value: string }>(
    `select current_setting('citus.propagate_set_commands', true) as value`,
  )
  const workers = await client.query<{ count: number }>(
    `select count(*)::int as count from pg_dist_node where isactive and noderole = 'primary'`,
  )
  return obstacle({
    installed,
    available,
    propagates: setting.rows[0]?.value === 'local',
    workers: workers.rows[0]?.count ?? 0,
  })
}

/**
 * Spreads an empty or filled database over its workers by workspace, where the extension is there.
 * @returns the statements that were run; none where everything is distributed already
 * @throws StartFailure one sentence that says what is missing
 */
export async function distributeDatabase(
  address: Address,
  say: (line: string) => void,
): Promise<readonly string[]> {
  const client = new pg.Client(connectionOptions(address))
  await client.connect()
  try {
    const missing = await findObstacle(client)
    if (missing !== null) throw new StartFailure(missing)
    const statements = planDistribution(await readShape(client))
    for (const statement of statements) {
      say(statement)
      await client.query(statement)
    }
    return statements
  } finally {
    await client.end()
  }
}
