import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { generateSample, LARGEST_SCALE, SEED } from './generate.ts'
import type { AnyRow, TableName } from './tables.ts'

const DAY = '2026-05-20'

function rowsOf(day: string, seed = SEED): Map<TableName, AnyRow[]> {
  const all = new Map<TableName, AnyRow[]>()
  for (const batch of generateSample({ seed, day, scale: 1 }))
    for (const [table, rows] of batch) all.set(table, [...(all.get(table) ?? []), ...rows])
  return all
}

function fingerprint(day: string, seed = SEED): string {
  const hash = createHash('sha256')
  for (const batch of generateSample({ seed, day, scale: 1 })) hash.update(JSON.stringify([...batch]))
  return hash.digest('hex')
}

const at = (rows: Map<TableName, AnyRow[]>, table: TableName) => rows.get(table) ?? []
const text = (row: AnyRow, column: string) => String(row[column])

test('the same seed and day give the same bytes, another seed others', () => {
  const first = fingerprint(DAY)
  assert.equal(fingerprint(DAY), first)
  assert.notEqual(fingerprint(DAY, SEED + 1), first)
})

test('a later day of the same quarter uncovers more of the same history and changes nothing of it', () => {
  const [early, later] = [rowsOf('2026-04-14'), rowsOf(DAY)]
  const orders = (rows: Map<TableName, AnyRow[]>) =>
    at(rows, 'sales_order')
      .map((row) => [row['order_date'], row['customer_id'], row['person_id'], row['tax_amount']].join(' '))
      .filter((line) => line < '2026-04-15')
      .toSorted()
  assert.ok(orders(early).length > 6_000)
  assert.deepEqual(orders(later), orders(early))
  assert.equal(at(early, 'sales_order').length, orders(early).length)
})

test('another quarter moves the history along: the stories stay as far from today', () => {
  for (const [day, leaver] of [
    ['2026-05-20', '2026-0'],
    ['2026-11-24', '2026-0'],
    ['2027-02-10', '2026-1'],
  ] as const) {
    const left = at(rowsOf(day), 'person').filter((row) => row['left_on'] !== null)
    assert.deepEqual([left.length, String(left[0]?.['left_on']).slice(0, 6)], [1, leaver], day)
  }
})

test('nothing has happened after the day; only plans and expected days lie ahead', () => {
  const rows = rowsOf(DAY)
  const happened = ['day', 'order_date', 'closed_on', 'qualified_on', 'lapsed_on', 'approved_on', 'left_on']
  for (const [table, all] of rows) {
    if (table === 'holiday') continue
    for (const row of all) {
      if (table === 'visit' && row['status'] === 'planned') continue
      for (const column of happened) {
        const value = row[column] ?? null
        assert.ok(value === null || String(value) <= DAY, `${table} ${row.id} ${column} ${value}`)
      }
      assert.ok(String(row['happened_at'] ?? '').slice(0, 10) <= DAY)
    }
  }
  for (const deal of at(rows, 'opportunity').filter((row) => row['outcome'] === 'open'))
    assert.equal(deal['closed_on'], null)
})

test('a day, seed or scale that makes no sense is refused by name', () => {
  const first = (options: Parameters<typeof generateSample>[0]) => () => generateSample(options).next()
  assert.throws(first({ seed: -1, day: DAY, scale: 1 }), /seed: -1/)
  assert.throws(first({ seed: SEED, day: DAY, scale: 0 }), /scale: 0/)
  assert.throws(first({ seed: SEED, day: DAY, scale: LARGEST_SCALE + 1 }), /scale: 1001/)
  assert.throws(first({ seed: SEED, day: '2026-02-30', scale: 1 }), /civil date/)
})

test('the company is of the size that its description says', () => {
  const rows = rowsOf(DAY)
  const count = (table: TableName, kind?: string) =>
    at(rows, table).filter((row) => kind === undefined || row['kind'] === kind).length
  assert.deepEqual(
    [
      count('person'),
      count('region', 'area'),
      count('region', 'city'),
      count('product', 'category'),
      count('product', 'product'),
      count('customer'),
    ],
    [60, 5, 20, 3, 24, 900],
  )
  const perYear = at(rows, 'sales_order').filter((row) => text(row, 'order_date').startsWith('2025')).length
  assert.ok(perYear > 2_000 && perYear < 2_700, String(perYear))
})

test('ten times as much has ten times the customers and about ten times the orders, a book at a time', () => {
  let [customers, orders, largest] = [0, 0, 0]
  for (const batch of generateSample({ seed: SEED, day: DAY, scale: 10 })) {
    customers += batch.get('customer')?.length ?? 0
    orders += batch.get('sales_order')?.length ?? 0
    largest = Math.max(
      largest,
      [...batch.values()].reduce((sum, rows) => sum + rows.length, 0),
    )
  }
  assert.equal(customers, 9_000)
  assert.ok(orders > 60_000 && orders < 75_000, String(orders))
  assert.ok(largest < 20_000, String(largest))
})
