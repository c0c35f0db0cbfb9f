import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withTestDatabase } from '../../testing/test-database.ts'
import { distributeDatabase, KEYS, obstacle, TABLES } from './distribute-database.ts'
import { type ForeignKey, parentsFirst, planDistribution } from './plan-distribution.ts'

const key = (table: string, references: string): ForeignKey => ({
  table,
  name: `${table}_${references}_fkey`,
  references,
  definition: `FOREIGN KEY (workspace_id, ${references}_id) REFERENCES ${references}(workspace_id, ${references}_id)`,
})

test('Parents come before what points to them, and a table that points to itself stands once.', () => {
  const keys = [key('line', 'order'), key('order', 'customer'), key('customer', 'customer')]
  assert.deepEqual(parentsFirst(['line', 'order', 'customer'], keys), ['customer', 'order', 'line'])
})

test('A ring of tables still gets an order, with every table in it once.', () => {
  assert.deepEqual(parentsFirst(['a', 'b'], [key('a', 'b'), key('b', 'a')]), ['a', 'b'])
})

test('Keys go away before the tables are distributed and come back after, each with its own definition.', () => {
  const keys = [key('line', 'order')]
  assert.deepEqual(planDistribution({ tables: ['line', 'order'], distributed: [], foreignKeys: keys }), [
    'alter table "line" drop constraint "line_order_fkey"',
    "select create_distributed_table('order', 'workspace_id')",
    "select create_distributed_table('line', 'workspace_id', colocate_with => 'order')",
    `alter table "line" add constraint "line_order_fkey" ${keys[0]?.definition}`,
  ])
})

test('What is distributed already is left alone, and a new table joins it.', () => {
  const keys = [key('line', 'order')]
  const tables = ['line', 'order']
  assert.deepEqual(planDistribution({ tables, distributed: tables, foreignKeys: keys }), [])
  assert.deepEqual(
    planDistribution({ tables, distributed: ['order'], foreignKeys: keys })[1],
    "select create_distributed_table('line', 'workspace_id', colocate_with => 'order')",
  )
})

test('Each thing that is missing is one sentence with the way forward.', () => {
  const whole = { installed: true, available: true, propagates: true, workers: 2 }
  assert.equal(obstacle(whole), null)
  assert.match(obstacle({ ...whole, available: false }) ?? '', /has no Citus/)
  assert.match(obstacle({ ...whole, installed: false }) ?? '', /create extension citus/)
  assert.match(obstacle({ ...whole, propagates: false }) ?? '', /propagate_set_commands/)
  assert.match(obstacle({ ...whole, workers: 0 }) ?? '', /citus_add_node/)
})

test('On a PostgreSQL without the extension nothing is changed and the sentence says what to install.', async () => {
  await withTestDatabase(async ({ address, database }) => {
    const count = async () =>
      (await database.pool.query(`select count(*)::int as n from pg_constraint where contype = 'f'`)).rows[0]
        .n
    const before = await count()
    await assert.rejects(
      distributeDatabase(address, () => {}),
      /has no Citus/,
    )
    assert.equal(await count(), before)
  })
})

test('Every table that carries its workspace is in the plan for a real database, after what its keys point to.', async () => {
  await withTestDatabase(async ({ database }) => {
    const tables = (await database.pool.query<{ name: string }>(TABLES)).rows.map((row) => row.name)
    const keys = (await database.pool.query<ForeignKey>(KEYS)).rows
    const ordered = parentsFirst(tables, keys)
    assert.deepEqual(ordered.toSorted(), tables.toSorted())
    for (const { table, references } of keys)
      assert.ok(
        table === references || ordered.indexOf(references) < ordered.indexOf(table),
        `${table} → ${references}`,
      )
  })
})
