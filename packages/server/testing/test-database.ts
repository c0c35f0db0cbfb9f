import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../platform/config/read-config.ts'
import { type EmbeddedSession, openEmbedded } from '../platform/database/embedded/session.ts'
import { type Address, connect, type Database } from '../platform/database/index.ts'
import { newId } from '../platform/ids/index.ts'
import { migrate } from '../platform/migrations/migrate.ts'

/** A migrated, empty database of its own for one test, on a real PostgreSQL. */
export type TestDatabase = { readonly address: Address; readonly database: Database }

const TEMPLATE_LOCK = 4_600_010

/** Fingerprint of the migrations: a changed schema gets a new template. */
function schemaVersion(): string {
  const folder = join(ROOT, 'packages/server/platform/migrations')
  const hash = createHash('sha256')
  for (const file of readdirSync(folder).toSorted()) hash.update(readFileSync(join(folder, file)))
  return hash.digest('hex').slice(0, 12)
}

/** The data folder that all tests of this checkout share; SALESLOOM_TEST_DATA names another one. */
export function testDataFolder(): string {
  const given = process.env['SALESLOOM_TEST_DATA']
  const name = createHash('sha256').update(ROOT).digest('hex').slice(0, 8)
  return (
    given ??
    join(
      tmpdir(),
      `salesloom-test-${name}${process.env['SALESLOOM_POSTGRES_BIN'] === undefined ? '' : '-other'}`,
    )
  )
}

type Admin = Database['pool']

/** Makes a template once, whichever test comes first; others wait for it. */
async function ensureTemplate(
  session: EmbeddedSession,
  template: string,
  make: (admin: Admin, draft: string) => Promise<void>,
): Promise<void> {
  const admin = connect({ host: session.host, database: 'postgres' }, 2)
  const client = await admin.pool.connect()
  try {
    await client.query('select pg_advisory_lock($1, hashtext($2))', [TEMPLATE_LOCK, template])
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [template])
    if (rows.length > 0) return
    const draft = `${template}_draft`
    await client.query(`drop database if exists "${draft}" with (force)`)
    await make(admin.pool, draft)
    await client.query(`alter database "${draft}" rename to "${template}"`)
  } finally {
    client.release(true)
    await admin.pool.end()
  }
}

async function ensureMigrated(session: EmbeddedSession): Promise<string> {
  const template = `template_${schemaVersion()}`
  await ensureTemplate(session, template, async (admin, draft) => {
    await admin.query(`create database "${draft}"`)
    await migrate({ host: session.host, database: draft })
  })
  return template
}

/** Data that many test files begin with. */
export type Filling = {
  /** tells it from others, with everything that it depends on besides the code */
  readonly key: string
  readonly fill: (database: Database) => Promise<unknown>
}

/** What a run of tests names its filled templates by: they are of its code, and of no other run's. */
const RUN = 'SALESLOOM_TEST_RUN'

/** Begins a run: its test files share what they fill databases with; what earlier runs filled is dropped. */
export async function beginTestRun(session: EmbeddedSession): Promise<void> {
  process.env[RUN] = newId().replaceAll('-', '').toLowerCase().slice(-12)
  const admin = connect({ host: session.host, database: 'postgres' }, 1)
  const { rows } = await admin.pool.query<{ name: string }>(
    `select datname as name from pg_database where datname like 'filled\\_%'`,
  )
  for (const { name } of rows) await admin.pool.query(`drop database "${name}"`).catch(() => {})
  await admin.pool.end()
}

/** The template with a filling: one for a run of tests; by itself a file fills its own database. */
async function templateWith(session: EmbeddedSession, { key, fill }: Filling): Promise<string> {
  const migrated = await ensureMigrated(session)
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 12)
  const template = `filled_${process.env[RUN]}_${digest}`
  await ensureTemplate(session, template, async (admin, draft) => {
    await admin.query(`create database "${draft}" template ${migrated}`)
    const database = connect({ host: session.host, database: draft })
    try {
      await fill(database)
    } finally {
      await database.pool.end()
    }
  })
  return template
}

async function inAdmin(session: EmbeddedSession, statement: string): Promise<void> {
  const admin = connect({ host: session.host, database: 'postgres' }, 1)
  await admin.pool.query(statement)
  await admin.pool.end()
}

/** A test's database that stays open until it is closed. */
export type OpenTestDatabase = TestDatabase & { readonly close: () => Promise<void> }

async function openCopy(session: EmbeddedSession, template: string): Promise<OpenTestDatabase> {
  const name = `test_${newId().replaceAll('-', '_').toLowerCase()}`
  await inAdmin(session, `create database "${name}" template "${template}"`)
  const address = { host: session.host, database: name }
  const database = connect(address)
  return {
    address,
    database,
    close: async () => {
      await database.pool.end()
      await inAdmin(session, `drop database if exists "${name}" with (force)`)
      await session.close()
    },
  }
}

/** Opens a fresh database, cloned from a migrated template; closing drops it. */
export async function openTestDatabase(): Promise<OpenTestDatabase> {
  const session = await openEmbedded(testDataFolder())
  return openCopy(session, await ensureMigrated(session))
}

/** A test's database with one workspace and its data. */
export type FilledDatabase = OpenTestDatabase & { readonly workspaceId: number }

/** Opens a database of its own that holds a filling; closing drops it. */
export async function openFilled(filling: Filling): Promise<FilledDatabase> {
  const session = await openEmbedded(testDataFolder())
  const isShared = process.env[RUN] !== undefined
  const opened = await openCopy(
    session,
    isShared ? await templateWith(session, filling) : await ensureMigrated(session),
  )
  if (!isShared) await filling.fill(opened.database)
  const { rows } = await opened.database.pool.query<{ workspace_id: number }>(
    'select workspace_id from workspace',
  )
  return { ...opened, workspaceId: Number(rows[0]?.workspace_id) }
}

/**
 * Runs work on a fresh database and drops it afterwards.
 * @example await withTestDatabase(async ({ database }) => { … })
 */
export async function withTestDatabase<T>(work: (test: TestDatabase) => Promise<T>): Promise<T> {
  const test = await openTestDatabase()
  try {
    return await work(test)
  } finally {
    await test.close()
  }
}
