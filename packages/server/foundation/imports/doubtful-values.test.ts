import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ImportCheck, ImportMapping, ImportRun } from '@salesloom/contract'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { rpc, type ImportState as State, settled, upload } from '../../testing/import-calls.ts'
import {
  type Requests as Call,
  openTestApplication,
  type TestApplication,
} from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { putSampleMembers } from '../access/index.ts'

type Decisions = ImportMapping['links']

let opened: FilledDatabase
let application: TestApplication
let analyst: Call

before(async () => {
  opened = await openFilled(SUPERSTORE)
  await putSampleMembers(opened.database, 1, new Date())
  application = await openTestApplication(opened)
  analyst = await application.as('analyst')
})
after(async () => {
  await application.close()
  await opened.close()
})

const prepare = (importRunId: number, more: object = {}, caller = analyst) =>
  rpc<{ mapping: ImportMapping }>(caller, 'imports.prepareImport', { importRunId, ...more })

async function check(importRunId: number, mapping: ImportMapping, caller = analyst): Promise<State> {
  await rpc(caller, 'imports.checkImport', { importRunId, mapping })
  return settled(caller, importRunId)
}

async function run(
  importRunId: number,
  mapping: ImportMapping,
  mode: ImportRun['mode'] = 'goodRows',
  caller = analyst,
): Promise<ImportRun> {
  await rpc(caller, 'imports.runImport', { importRunId, mapping, mode })
  return (await settled(caller, importRunId)).run
}

const counts = ({ state, created, updated, unchanged, refused }: ImportRun) => [
  state,
  created,
  updated,
  unchanged,
  refused,
]

function createAll(found: ImportCheck | null, more: Decisions = {}): Decisions {
  const links: Decisions = {}
  for (const { field, text } of found?.links ?? [])
    links[field] = { ...links[field], [text]: more[field]?.[text] ?? { action: 'create' } }
  return links
}

test('Amounts with tax take the rate of their row, keep the tax beside them, and give way to a column without it.', async () => {
  const header = '发票号,日期,客户名称,金额类型,价税合计,税率'
  const rows = [
    'F1,2024-05-06,恒远机电,x,113.00,13%',
    'F2,2024-05-06,恒远机电,x,-106,6',
    'F3,2024-05-06,恒远机电,x,10,',
  ]
  const id = await upload(analyst, '发票.csv', [header, ...rows].join('\n'))
  const { mapping } = await prepare(id, { kind: 'invoice' })
  assert.deepEqual(mapping.taxRate, { header: '税率', rate: null })
  const { check: found } = await check(id, mapping)
  assert.deepEqual(
    found?.counts.filter(({ code }) => code === 'taxRateMissing').map(({ rows: n }) => n),
    [1],
  )
  assert.deepEqual(counts(await run(id, { ...mapping, links: createAll(found) })), ['done', 2, 0, 0, 1])
  const { rows: stored } = await opened.database.pool.query(
    `select number, amount, tax_amount from invoice where number in ('F1', 'F2') order by number`,
  )
  assert.deepEqual(stored, [
    { number: 'F1', amount: '100.0000', tax_amount: '13.0000' },
    { number: 'F2', amount: '-100.0000', tax_amount: '-6.0000' },
  ])
  const both = await upload(
    analyst,
    '发票.csv',
    '发票号,日期,客户名称,价税合计,金额\nF4,2024-05-06,恒远机电,113,100',
  )
  const { mapping: plain } = await prepare(both, { kind: 'invoice' })
  assert.deepEqual(plain.columns.map(({ field, tax }) => [field, tax]).slice(3), [
    [null, null],
    ['amount', null],
  ])
})

test('Dates that could be read two ways stop an import until somebody says; those that prove themselves do not.', async () => {
  const file = (days: readonly string[], code = 'D') =>
    `编号,名称,起始日期\n${days.map((day, at) => `${code}${at},活动${at},${day}`).join('\n')}\n`
  const open = await upload(analyst, 'open.csv', file(['05/06/2024', '07/08/2024', '2024-01-02']))
  const { mapping } = await prepare(open, { kind: 'campaign' })
  const day = mapping.columns.find(({ header }) => header === '起始日期')
  assert.equal(day?.order, null)
  const { check: found } = await check(open, mapping)
  assert.deepEqual(found?.openOrders, ['起始日期'])
  await assert.rejects(run(open, mapping), /^Error: importOrderOpen/)
  const said = (order: 'dmy' | 'mdy') => ({
    ...mapping,
    columns: mapping.columns.map((column) => (column.header === '起始日期' ? { ...column, order } : column)),
  })
  assert.deepEqual(counts(await run(open, said('mdy'))), ['done', 3, 0, 0, 0])
  // Unchecked and unsaid, as another program may ask: nothing is guessed, the rows in doubt are refused.
  const unchecked = await upload(analyst, 'open.csv', file(['05/06/2024', '25/06/2024'], 'E'))
  assert.deepEqual(counts(await run(unchecked, { ...mapping, source: 'unchecked' })), ['done', 1, 0, 0, 1])
  // One date far below the sample proves the column, and the check's finding is what the import goes by.
  const long = [...Array.from({ length: 600 }, () => '05/06/2024'), '25/06/2024']
  const proven = await upload(analyst, 'proven.csv', file(long, 'F'))
  const { mapping: third } = await prepare(proven, { kind: 'campaign' })
  const source = { ...third, source: 'proven' }
  const checked = await check(proven, source)
  assert.deepEqual([checked.check?.openOrders, checked.check?.refusedRows], [[], 0])
  assert.deepEqual(counts(await run(proven, source)), ['done', 601, 0, 0, 0])
})
