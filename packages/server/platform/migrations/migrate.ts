import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { type Address, connect, connectionOptions } from '../database/index.ts'
import { StartFailure } from '../failure.ts'
import { ensureApplicationRole } from './application-role.ts'
import { MIGRATIONS } from './index.ts'

const MIGRATION_TABLE = 'schema_migration'

/** Names of applied migrations that this program does not know: the database is newer than the program. */
async function unknownMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows: tables } = await client.query(`select to_regclass($1) as found`, [MIGRATION_TABLE])
  if (tables[0].found === null) return []
  const { rows } = await client.query(`select name from ${MIGRATION_TABLE} order by name`)
  return rows.map((row: { name: string }) => row.name).filter((name) => !(name in MIGRATIONS))
}

async function prepare(address: Address): Promise<void> {
  const client = new pg.Client(connectionOptions(address))
  await client.connect()
  try {
    const unknown = await unknownMigrations(client)
    if (unknown.length > 0) {
      throw new StartFailure(
        `The database is newer than this program: it has ${unknown.join(', ')}, which this version does not know. Start the newer version, or restore a backup made by this one.`,
      )
    }
    await ensureApplicationRole(client)
  } finally {
    await client.end()
  }
}

/**
 * Brings a database to this program's schema; safe to run from several nodes at once (the migrator takes a lock).
 * @returns names of the migrations that were applied now
 */
export async function migrate(address: Address): Promise<string[]> {
  await prepare(address)
  const database = connect(address, 2)
  try {
    const migrator = new Migrator({
      db: database.kysely,
      provider: { getMigrations: async () => MIGRATIONS },
      migrationTableName: MIGRATION_TABLE,
      migrationLockTableName: `${MIGRATION_TABLE}_lock`,
    })
    const { error, results } = await migrator.migrateToLatest()
    if (error !== undefined) throw error
    return (results ?? []).map((result) => result.migrationName)
  } finally {
    await database.kysely.destroy()
  }
}
