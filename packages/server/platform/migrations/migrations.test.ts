import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { withTestDatabase } from '../../testing/test-database.ts'
import { connect } from '../database/index.ts'
import { describeSchema } from './describe-schema.ts'
import { MIGRATIONS } from './index.ts'
import { migrate } from './migrate.ts'

const TABLES = { migrationTableName: 'schema_migration', migrationLockTableName: 'schema_migration_lock' }

test('Migrating again, and from two nodes at once, changes nothing.', async () => {
  await withTestDatabase(async ({ address, database }) => {
    const schema = async () => {
      const client = await database.pool.connect()
      try {
        return await describeSchema(client)
      } finally {
        client.release()
      }
    }
    const before = await schema()
    assert.deepEqual(await Promise.all([migrate(address), migrate(address)]), [[], []])
    assert.equal(await schema(), before)
  })
})

test('A migration that fails half-way is rolled back whole, and the next start goes on.', async () => {
  await withTestDatabase(async ({ address }) => {
    const { kysely, pool } = connect(address, 2)
    const broken = {
      up: async (db: Kysely<unknown>) => {
        await db.schema.createTable('half_done').addColumn('id', 'integer').execute()
        await db.schema.alterTable('sales_order').dropColumn('channel').execute()
        throw new Error('the power went off')
      },
    }
    const migrator = (more: object) =>
      new Migrator({
        db: kysely,
        provider: { getMigrations: async () => ({ ...MIGRATIONS, ...more }) },
        ...TABLES,
      })
    const { error } = await migrator({ '9999-broken': broken }).migrateToLatest()
    assert.match(String(error), /power went off/)
    const { rows } = await pool.query(`select to_regclass('half_done') as half,
      (select count(*)::int from information_schema.columns where table_name = 'sales_order' and column_name = 'channel') as kept,
      (select count(*)::int from schema_migration where name = '9999-broken') as noted`)
    assert.deepEqual(rows[0], { half: null, kept: 1, noted: 0 })
    const repaired = await migrator({
      '9999-broken': {
        up: (db: Kysely<unknown>) => db.schema.createTable('half_done').addColumn('id', 'integer').execute(),
      },
    }).migrateToLatest()
    assert.equal(repaired.error, undefined)
    await pool.query(`drop table half_done; delete from schema_migration where name = '9999-broken'`)
    await kysely.destroy()
  })
})

test('A transaction that fails leaves no row in any table.', async () => {
  await withTestDatabase(async ({ database }) => {
    const client = await database.pool.connect()
    try {
      await client.query('begin')
      await client.query(
        `insert into workspace (code, name_zh, name_en, currency, currency_digits, time_zone)
         values ('half', '半', 'Half', 'CNY', 2, 'Asia/Shanghai')`,
      )
      await assert.rejects(client.query('select 1 / 0'), /division by zero/)
      await client.query('rollback')
      const { rows } = await client.query('select count(*)::int as found from workspace')
      assert.equal(rows[0].found, 0)
    } finally {
      client.release()
    }
  })
})
