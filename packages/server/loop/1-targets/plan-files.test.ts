import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cell, type Table, writeTable } from '../../connectors/files/write-table.ts'
import { AppError } from '../../platform/app-error.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { approveScenario, submitScenario } from './approve-scenario.ts'
import { planTable, quotaTable } from './files/plan-table.ts'
import { readPlanFile } from './files/read-plan-file.ts'
import { getPlanRows } from './get-plan-rows.ts'
import { setTarget } from './set-target.ts'
import { editCells } from './spread-target.ts'

let opened: FilledDatabase
let director: CallContext
let manager: CallContext
let scenarioId: number

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  director = await sampleCaller(opened, workspaceId, 'superstore', 'director')
  manager = await sampleCaller(opened, workspaceId, 'superstore', 'manager')
  const made = await setTarget(director, {
    name: '2017',
    baseYear: 2016,
    growthPercent: 10,
    channel: 'sales',
    fallback: 'teamMedian',
  })
  scenarioId = made.scenarioId
})
after(() => opened.close())

async function rowsOf(table: Table): Promise<Cell[][]> {
  const rows: Cell[][] = []
  for await (const row of table.rows) rows.push([...row])
  return rows
}

async function fileOf(table: Table, rows: Cell[][], format: 'csv' | 'xlsx'): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of writeTable(format, { ...table, rows })) parts.push(part)
  return Buffer.concat(parts).toString('base64')
}

const totalOf = async (context: CallContext) => {
  const { groups } = await getPlanRows(context, {
    scenarioId,
    columns: 'none',
    filter: {},
    parents: [{ at: {}, axis: 'none' }],
  })
  return groups[0]?.[0]?.total
}

test('a plan goes out, is changed in a spreadsheet and comes back with exactly what was changed', async () => {
  const table = await planTable(director, { scenarioId }, 'zh-CN')
  const rows = await rowsOf(table)
  const first = table.columns.findIndex(({ title }) => title === '2017-01')
  const before = (await totalOf(director)) ?? 0
  const sum = rows.reduce(
    (all, row) => all + row.slice(first).reduce<number>((a, cell) => a + Math.round(Number(cell) * 100), 0),
    0,
  )
  assert.equal(sum, before)
  for (const format of ['csv', 'xlsx'] as const) {
    const same = await readPlanFile(director, {
      scenarioId,
      name: 'plan',
      content: await fileOf(table, rows, format),
    })
    assert.deepEqual([same.kind, same.changed, same.refused], ['planTable', 0, 0], format)
  }
  const changed = rows.map((row) => [...row])
  const line = changed[0]
  assert.ok(line !== undefined)
  line[first] = '1234.56'
  line[first + 1] = 'plenty'
  line[first + 2] = '0.001'
  changed.push(['person:999999|region:1|product:1', ...Array.from({ length: 15 }, () => '1')])
  // A month that the plan does not have, and a column of notes that is nobody's business.
  const columns = [
    ...table.columns,
    { title: '2018-01', kind: 'text' as const },
    { title: 'Notes of 2017', kind: 'text' as const },
  ]
  const read = await readPlanFile(director, {
    scenarioId,
    name: 'plan',
    content: await fileOf({ ...table, columns }, changed, 'xlsx'),
  })
  assert.deepEqual([read.changed, read.changes[0]?.after], [1, 123_456])
  assert.deepEqual(
    read.problems.map(({ row, column, reason }) => [row, column, reason]),
    [
      [1, '2018-01', 'unknownMonth'],
      [2, '2017-02', 'notANumber'],
      [2, '2017-03', 'tooFine'],
      [rows.length + 2, 'key', 'unknownLine'],
    ],
  )
  const { edits } = read
  await editCells(director, { scenarioId, version: 1, edits })
  const after = (await totalOf(director)) ?? 0
  assert.equal(after - before, 123_456 - (read.changes[0]?.before ?? 0))
})

test('the ForecastingQuota of Salesforce goes out by owner, month and family, and comes back unchanged', async () => {
  const table = await quotaTable(director, { scenarioId })
  const rows = await rowsOf(table)
  assert.deepEqual(
    table.columns.map(({ title }) => title),
    ['QuotaOwnerId', 'StartDate', 'ProductFamily', 'QuotaAmount', 'IsQuantity'],
  )
  const sum = rows.reduce((all, row) => all + Math.round(Number(row[3]) * 100), 0)
  assert.equal(sum, await totalOf(director))
  const same = await readPlanFile(director, {
    scenarioId,
    name: 'q',
    content: await fileOf(table, rows, 'csv'),
  })
  assert.deepEqual([same.kind, same.changed, same.refused], ['forecastingQuota', 0, 0])
  const wrong = await readPlanFile(director, {
    scenarioId,
    name: 'q',
    content: Buffer.from('QuotaOwnerId,StartDate,ProductFamily,QuotaAmount\nnobody,2017-01-01,,5\n').toString(
      'base64',
    ),
  })
  assert.deepEqual(wrong.problems[0], {
    row: 2,
    column: 'QuotaOwnerId',
    value: 'nobody',
    reason: 'unknownOwner',
  })
})

test('a manager’s file holds their own part alone, and a foreign file is refused with what would be right', async () => {
  // A draft has no file for those who do not plan.
  await assert.rejects(planTable(manager, { scenarioId }, 'en'), { code: 'notFound' })
  const submitted = await submitScenario(director, { scenarioId, version: 2 })
  await approveScenario(director, { scenarioId, version: submitted.version })
  const all = await rowsOf(await planTable(director, { scenarioId }, 'en'))
  const own = await rowsOf(await planTable(manager, { scenarioId }, 'en'))
  assert.ok(own.length > 0 && own.length < all.length)
  const content = Buffer.from('name,amount\na,1\n').toString('base64')
  const error = await readPlanFile(director, { scenarioId, name: 'other.csv', content }).catch(
    (e: unknown) => e,
  )
  assert.ok(error instanceof AppError)
  assert.equal(error.code, 'planFileForeign')
})
