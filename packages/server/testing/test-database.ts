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

async function ensureTemplate(session: EmbeddedSession, template: string): Promise<void> {
  const admin = connect({ host: session.host, database: 'postgres' }, 1)
  const client = await admin.pool.connect()
  try {
    await client.query(`select pg_advisory_lock(${TEMPLATE_LOCK})`)
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [template])
    if (rows.length > 0) return
    const draft = `${template}_draft`
    await client.query(`drop database if exists ${draft} with (force)`)
    await client.query(`create database ${draft}`)
    await migrate({ host: session.host, database: draft })
    await client.query(`alter database ${draft} rename to ${template}`)
  } finally {
    client.release(true)
    await admin.pool.end()
  }
}

async function inAdmin(session: EmbeddedSession, statement: string): Promise<void> {
  const admin = connect({ host: session.host, database: 'postgres' }, 1)
  await admin.pool.query(statement)
  await admin.pool.end()
}

/** A test's database that stays open until it is closed. */
export type OpenTestDatabase = TestDatabase & { readonly close: () => Promise<void> }

/** Opens a fresh database, cloned from a migrated template; closing drops it. */
export async function openTestDatabase(): Promise<OpenTestDatabase> {
  const session = await openEmbedded(testDataFolder())
  const template = `template_${schemaVersion()}`
  const name = `test_${newId().replaceAll('-', '_').toLowerCase()}`
  await ensureTemplate(session, template)
  await inAdmin(session, `create database "${name}" template ${template}`)
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
