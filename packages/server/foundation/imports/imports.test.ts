import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { ImportCheck, ImportMapping, ImportRun } from '@salesloom/contract'
import { SALES_PIPELINE, WITHOUT_SALES_PIPELINE } from '../../testing/crm-opportunities.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { rpc, type ImportState as State, settled, upload } from '../../testing/import-calls.ts'
import {
  type Requests as Call,
  openTestApplication,
  type TestApplication,
} from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { putSampleMembers } from '../access/index.ts'

type Prepared = { mapping: ImportMapping; templateId: string | null; columns: unknown[] }

let opened: FilledDatabase
let application: TestApplication
let analyst: Call
let representative: Call

before(async () => {
  opened = await openFilled(SUPERSTORE)
  await putSampleMembers(opened.database, 1, new Date())
  application = await openTestApplication(opened)
  analyst = await application.as('analyst')
  representative = await application.as('representative')
})
after(async () => {
  await application.close()
  await opened.close()
})

const prepare = (importRunId: number, more: object = {}, caller = analyst) =>
  rpc<Prepared>(caller, 'imports.prepareImport', { importRunId, ...more })

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

const CUSTOMERS = '客户编号,客户名称,所属行业\nK1,恒远机电,制造\nK2,华联商贸,零售\n'

test('A small file of customers is recognised, checked, brought in, and brings nothing new the second time.', async () => {
  const id = await upload(analyst, 'customers.csv', CUSTOMERS)
  const { mapping } = await prepare(id)
  assert.equal(mapping.kind, 'customer')
  assert.deepEqual(
    mapping.columns.map(({ field }) => field),
    ['code', 'nameZh', 'industry'],
  )
  const { check: found } = await check(id, mapping)
  assert.deepEqual([found?.rows, found?.refusedRows, found?.known], [2, 0, 0])
  assert.deepEqual(counts(await run(id, mapping)), ['done', 2, 0, 0, 0])
  const again = await upload(analyst, 'customers.csv', CUSTOMERS)
  assert.deepEqual(counts(await run(again, mapping)), ['done', 0, 0, 2, 0])
})

const TREE = [
  '编码,上级编码,名称,层级,生效日期',
  'T3,T2,三区,市,2026-01-01',
  'T2,T1,二区,省,2026-01-01',
  'T1,,一区,国家,2026-01-01',
  'T4,T9,四区,市,2026-01-01',
  'T5,T5,五区,市,2026-01-01',
  'T2,T1,二区改,省,2026-01-01',
].join('\n')

test('A tree from a file is checked before it is brought in: circle, unknown parent and repeated code by row and column.', async () => {
  const id = await upload(analyst, 'regions.csv', TREE)
  const { mapping } = await prepare(id, { kind: 'region' })
  assert.deepEqual(
    mapping.columns.map(({ field }) => field),
    ['code', 'parentCode', 'nameZh', 'kind', 'fromDay'],
  )
  const { check: found } = await check(id, mapping)
  assert.deepEqual([found?.rows, found?.refusedRows, found?.known], [6, 3, 0])
  const { rows } = await rpc<{ rows: { rowNumber: number; problems: { header: string; code: string }[] }[] }>(
    analyst,
    'imports.findImportProblems',
    { importRunId: id, severity: 'refused' },
  )
  assert.deepEqual(
    rows.map(({ rowNumber, problems: [first] }) => [rowNumber, first?.header, first?.code]),
    [
      [5, '上级编码', 'treeParentUnknown'],
      [6, '上级编码', 'treeCircle'],
      [7, '编码', 'codeTwice'],
    ],
  )
  assert.deepEqual(counts(await run(id, mapping)), ['done', 3, 0, 0, 3])
  const again = await upload(analyst, 'regions.csv', TREE)
  assert.deepEqual(counts(await run(again, mapping)), ['done', 0, 0, 3, 3])
  const theirs = await upload(representative, 'regions.csv', TREE)
  await assert.rejects(check(theirs, mapping, representative), /forbidden/)
})

type Decisions = ImportMapping['links']

/** Every unknown name becomes a new record, but for those that are decided otherwise. */
function createAll(found: ImportCheck | null, more: Decisions = {}): Decisions {
  const links: Decisions = {}
  for (const { field, text } of found?.links ?? [])
    links[field] = { ...links[field], [text]: more[field]?.[text] ?? { action: 'create' } }
  return links
}

const countOf = (found: ImportCheck | null, code: string, field: string) =>
  found?.counts.find((one) => one.code === code && one.field === field)?.rows ?? 0

test('The dirty pipeline of a CRM goes in through the same addresses as the page, its dirt reported row by row.', {
  skip: WITHOUT_SALES_PIPELINE,
}, async () => {
  const accounts = await upload(
    analyst,
    'accounts.csv',
    readFileSync(SALES_PIPELINE.replace('sales_pipeline', 'accounts')),
  )
  const { mapping: accountMapping } = await prepare(accounts, { kind: 'customer' })
  const { check: sectors } = await check(accounts, accountMapping)
  assert.deepEqual(
    sectors?.values.map(({ field, text, suggestion }) => [field, text, suggestion]),
    [['industry', 'technolgy', 'technology']],
  )
  assert.deepEqual(
    counts(await run(accounts, { ...accountMapping, replace: { industry: { technolgy: 'technology' } } })),
    ['done', 85, 0, 0, 0],
  )
  const { rows: made } = await opened.database.pool.query<{ id: number }>(
    `insert into product (workspace_id, code, kind, name_zh, name_en) values (1, 'GTX-PRO', 'product', 'GTX Pro', 'GTX Pro') returning product_id as id`,
  )
  const id = await upload(analyst, 'sales_pipeline.csv', readFileSync(SALES_PIPELINE))
  const { mapping } = await prepare(id, { kind: 'opportunity' })
  assert.deepEqual(Object.fromEntries(mapping.columns.map(({ header, field }) => [header, field])), {
    opportunity_id: 'name',
    sales_agent: 'person',
    product: 'product',
    account: 'customer',
    deal_stage: 'stage',
    engage_date: 'day',
    close_date: 'closedOn',
    close_value: 'amount',
  })
  const { check: found } = await check(id, mapping)
  const unknown = (field: string) => (found?.links ?? []).filter((link) => link.field === field)
  assert.deepEqual(
    [found?.rows, countOf(found, 'linkEmpty', 'customer'), countOf(found, 'valueRequired', 'day')],
    [8_800, 1_425, 500],
  )
  assert.deepEqual(
    ['person', 'product', 'stage', 'customer'].map((field) => unknown(field).length),
    [30, 7, 4, 0],
  )
  const pro = unknown('product').find(({ text }) => text === 'GTXPro')
  assert.deepEqual(
    [pro?.rows, pro?.suggestions[0]?.name, pro?.suggestions[0]?.likeness],
    [1_480, 'GTX Pro', 1],
  )
  const links = createAll(found, { product: { GTXPro: { action: 'use', id: made[0]?.id ?? 0 } } })
  const done = await run(id, { ...mapping, links })
  assert.deepEqual(counts(done), ['done', 8_300, 0, 0, 500])
  const again = await upload(analyst, 'sales_pipeline.csv', readFileSync(SALES_PIPELINE))
  assert.deepEqual(counts(await run(again, { ...mapping, links, constants: { day: '2017-12-31' } })), [
    'done',
    500,
    0,
    8_300,
    0,
  ])
  const { rows } = await opened.database.pool.query<{ outcome: string; n: number; amount: string }>(
    `select outcome, count(*)::int as n, coalesce(sum(amount), 0)::text as amount from opportunity group by 1 order by 1`,
  )
  assert.deepEqual(rows, [
    { outcome: 'lost', n: 2_473, amount: '0.0000' },
    { outcome: 'open', n: 2_089, amount: '0' },
    { outcome: 'won', n: 4_238, amount: '10005534.0000' },
  ])
})

const ORDERS = [
  '单据编号,行号,日期,客户,销售员,物料编码,销售数量,含税单价,折扣率(%),价税合计',
  'XS001,1,2024/5/6,恒远机电,,P-1,"1,000",12.5,10,"11,250.00"',
  'XS001,2,2024/5/6,恒远机电,,P-1,2,(5),0,(10.00)',
  'XS002,1,2024年5月7日,华联商贸,,P-1,3,￥1.5万,,4.5万',
  'XS003,1,2024/5/8,华联商贸,,P-1,三,1,,1',
].join('\r\n')

const SALESFORCE = [
  'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Probability (%),Close Date,Created Date,Opportunity Owner',
  '006A,Expansion,恒远机电,Negotiation/Review,"12,500.00",75,06/24/2024,05/06/2024,',
  '006B,Renewal,华联商贸,Closed Won,800,100,06/05/2024,05/13/2024,',
].join('\n')

const HUBSPOT = [
  'Record ID\tDeal Name\tPipeline\tDeal Stage\tAmount\tClose Date\tCreate Date\tAssociated Company',
  '1001\tRollout\t\tappointmentscheduled\t5000\t2024-06-30 10:00\t2024-05-06 09:30\t恒远机电',
].join('\r\n')

const CHINESE = [
  '商机编号,商机名称,客户名称,销售阶段,预计金额(万元),赢单率,预计成交日期,创建时间,负责人',
  'SJ-1,扩产项目,恒远机电,方案报价,12.5,60%,2024年6月30日,2024/5/6 10:20,',
].join('\n')

test('Exports of Salesforce, HubSpot, a Chinese CRM and an ERP are known by their columns and go in.', async () => {
  await opened.database.pool.query(
    `insert into product (workspace_id, code, kind, name_zh, name_en) values (1, 'P-1', 'product', '螺杆', 'Screw')`,
  )
  for (const [name, text, templateId, expected] of [
    ['salesforce.csv', Buffer.from(`\ufeff${SALESFORCE}`, 'utf16le'), 'salesforce-opportunities', 2],
    ['hubspot.txt', HUBSPOT, 'hubspot-deals', 1],
    ['商机.csv', CHINESE, 'chinese-crm-opportunities', 1],
  ] as const) {
    const id = await upload(analyst, name, text)
    const prepared = await prepare(id)
    assert.equal(prepared.templateId, templateId)
    const { check: found } = await check(id, prepared.mapping)
    assert.deepEqual(found?.openOrders, [], name)
    const done = await run(id, { ...prepared.mapping, links: createAll(found) })
    assert.deepEqual(counts(done), ['done', expected, 0, 0, 0], name)
  }
  const { rows } = await opened.database.pool.query(
    `select name, amount, day, expected_close_on, probability, outcome from opportunity
     where source in ('salesforce', 'hubspot', 'crm') order by name`,
  )
  assert.deepEqual(rows, [
    {
      name: 'Expansion',
      amount: '12500.0000',
      day: '2024-05-06',
      expected_close_on: '2024-06-24',
      probability: '0.750000',
      outcome: 'open',
    },
    {
      name: 'Renewal',
      amount: '800.0000',
      day: '2024-05-13',
      expected_close_on: '2024-06-05',
      probability: '1.000000',
      outcome: 'won',
    },
    {
      name: 'Rollout',
      amount: '5000.0000',
      day: '2024-05-06',
      expected_close_on: '2024-06-30',
      probability: '0.000000',
      outcome: 'open',
    },
    {
      name: '扩产项目',
      amount: '125000.0000',
      day: '2024-05-06',
      expected_close_on: '2024-06-30',
      probability: '0.600000',
      outcome: 'open',
    },
  ])
})

test('An ERP’s sales ledger becomes orders with their roll-up; its bad row is downloaded, repaired and imported again.', async () => {
  const id = await upload(analyst, '销售订单.csv', ORDERS)
  const { templateId, mapping } = await prepare(id)
  assert.equal(templateId, 'erp-sales-orders')
  assert.deepEqual(mapping.externalId, ['单据编号', '行号'])
  // Amounts are kept without tax: the file says 含税 and no rate, so somebody has to.
  await assert.rejects(run(id, mapping), /^Error: importTaxRateMissing/)
  const taxed = { ...mapping, taxRate: { header: null, rate: '13%' } }
  assert.deepEqual(counts(await run(id, taxed)), ['done', 3, 0, 0, 1])
  const rolled = async () =>
    (
      await opened.database.pool.query(
        `select sum(d.amount)::text as amount, sum(d.line_count)::int as lines from sales_daily d
         join product p on p.product_id = d.product_id where p.code = 'P-1'`,
      )
    ).rows[0]
  assert.deepEqual(await rolled(), { amount: '49769.9114', lines: 3 })
  const text = await (await analyst(`/api/v1/imports/${id}/problems.csv?locale=zh-CN`)).text()
  assert.match(text, /原行号,问题\r\n[\s\S]*XS003,1,2024\/5\/8,华联商贸,,P-1,三,1,,1,5,/)
  assert.match(text, /\[销售数量\] “数量”的值“三”不是数字/)
  const repaired = await upload(analyst, 'repaired.csv', text.replace(',三,', ',3,'))
  // 11,250 ÷ 1.13 = 9,955.7522; −10 ÷ 1.13 = −8.8496; 45,000 ÷ 1.13 = 39,823.0088; then 1 ÷ 1.13 = 0.8850
  assert.deepEqual(counts(await run(repaired, taxed)), ['done', 1, 0, 0, 0])
  const half = await upload(analyst, 'half.csv', text)
  await run(half, taxed)
  const left = await (await analyst(`/api/v1/imports/${half}/problems.csv?locale=en`)).text()
  assert.match(left, /^[^问]+,Row,Problems\r\n[^问]*XS003[^问]*$/)
  const again = await upload(analyst, '销售订单.csv', ORDERS)
  assert.deepEqual(counts(await run(again, taxed)), ['done', 0, 0, 3, 1])
  assert.deepEqual(await rolled(), { amount: '49770.7964', lines: 4 })
})

test('All or nothing stores nothing where one row is refused, and everything where none is.', async () => {
  const bad = await upload(analyst, 'c.csv', '客户编号,客户名称\nA1,甲\nA2,\n')
  const { mapping } = await prepare(bad, { kind: 'customer' })
  const refused = await run(bad, mapping, 'allOrNothing')
  assert.deepEqual(
    [refused.state, refused.error?.code, refused.created, refused.refused],
    ['failed', 'importNothingStored', 0, 1],
  )
  const { rows } = await opened.database.pool.query(`select 1 from customer where code = 'A1'`)
  assert.equal(rows.length, 0)
  const good = await upload(analyst, 'c.csv', '客户编号,客户名称\nA1,甲\nA2,乙\n')
  assert.deepEqual(counts(await run(good, mapping, 'allOrNothing')), ['done', 2, 0, 0, 0])
})

const manyRows = (count: number) =>
  `客户编号,客户名称\n${Array.from({ length: count }, (_, at) => `N${at},客户${at}`).join('\n')}\n`

test('An import that lost its node in the middle goes on from the last stored row, and no row is stored twice.', async () => {
  const id = await upload(analyst, 'many.csv', manyRows(9_000))
  const { mapping } = await prepare(id, { kind: 'customer' })
  // What a killed node leaves behind: four thousand rows stored with their mark, the run without a job.
  const first = await upload(analyst, 'first.csv', manyRows(4_000))
  assert.deepEqual(counts(await run(first, mapping)), ['done', 4_000, 0, 0, 0])
  await opened.database.pool.query(
    `update import_run set state = 'failed', kind = 'customer', mode = 'goodRows', mapping = $2, rows_done = 4000, created_count = 4000 where import_run_id = $1`,
    [id, JSON.stringify(mapping)],
  )
  await rpc(analyst, 'imports.resumeImport', { importRunId: id })
  const { run: done } = await settled(analyst, id)
  assert.deepEqual([...counts(done), done.rowsDone], ['done', 9_000, 0, 0, 0, 9_000])
  const { rows } = await opened.database.pool.query<{ n: number }>(
    `select count(*)::int as n from customer where code ~ '^N[0-9]+$'`,
  )
  assert.equal(rows[0]?.n, 9_000)
})

test('A running import stops when asked, keeps what was stored, and can be resumed.', async () => {
  const id = await upload(analyst, 'stop.csv', manyRows(30_000).replaceAll('N', 'S'))
  const { mapping } = await prepare(id, { kind: 'customer' })
  await rpc(analyst, 'imports.runImport', {
    importRunId: id,
    mapping: { ...mapping, source: 'stop' },
    mode: 'goodRows',
  })
  for (let tries = 0; tries < 200; tries++) {
    const { run: now } = await rpc<State>(analyst, 'imports.getImport', { importRunId: id })
    if (now.rowsDone > 0) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await rpc(analyst, 'imports.cancelImport', { importRunId: id })
  const { run: stopped } = await settled(analyst, id)
  assert.equal(stopped.state, 'cancelled')
  assert.ok(stopped.rowsDone > 0 && stopped.rowsDone < 30_000 && stopped.created === stopped.rowsDone)
  await rpc(analyst, 'imports.resumeImport', { importRunId: id })
  assert.deepEqual(counts((await settled(analyst, id)).run), ['done', 30_000, 0, 0, 0])
})

test('A row whose id stood before, a torn row and an unreadable one are refused with their place and reason.', async () => {
  const content = Buffer.concat([
    Buffer.from('客户编号,客户名称\nD1,甲\nD1,乙\nD2,丙,x\n"D3"y,丁\nD4,'),
    Buffer.from([0xff, 0xfe]),
    Buffer.from('\n'),
  ])
  const id = await upload(analyst, 'dirt.csv', content)
  const { mapping } = await prepare(id, {
    kind: 'customer',
    reading: { encoding: 'utf-8', separator: null, sheet: null, headerRow: null },
  })
  await run(id, mapping)
  const { rows } = await rpc<{
    rows: Array<{
      rowNumber: number
      problems: Array<{ header: string | null; value: string; code: string }>
    }>
  }>(analyst, 'imports.findImportProblems', { importRunId: id })
  assert.deepEqual(
    rows.map(({ rowNumber, problems }) => [rowNumber, problems[0]?.header, problems[0]?.code]),
    [
      [3, '客户编号', 'rowTwice'],
      [4, null, 'rowLength'],
      [5, null, 'rowQuotes'],
      [6, '客户名称', 'unreadableText'],
    ],
  )
})

test('What a person decided is remembered in a template, which is taken by itself for the next file.', async () => {
  const id = await upload(analyst, 'own.csv', '编号甲,名字乙,行当丙\nT1,甲公司,零售\n')
  const { mapping } = await prepare(id, { kind: 'customer' })
  const columns = mapping.columns.map((column, at) => ({
    ...column,
    field: ['code', 'nameZh', 'industry'][at] ?? null,
  }))
  const own = {
    ...mapping,
    columns,
    externalId: ['编号甲'],
    source: '旧系统',
    replace: { industry: { 零售: '商业' } },
  }
  const { templateId } = await rpc<{ templateId: string }>(analyst, 'imports.saveTemplate', {
    name: '旧系统客户',
    mapping: own,
  })
  const next = await upload(analyst, 'own.csv', '编号甲,名字乙,行当丙\nT2,乙公司,零售\n')
  const prepared = await prepare(next)
  assert.deepEqual(
    [prepared.templateId, prepared.mapping.source, prepared.mapping.replace],
    [templateId, '旧系统', own.replace],
  )
  assert.deepEqual(counts(await run(next, prepared.mapping)), ['done', 1, 0, 0, 0])
  const { rows } = await opened.database.pool.query(`select industry from customer where code = 'T2'`)
  assert.equal(rows[0]?.industry, '商业')
  await rpc(analyst, 'imports.removeTemplate', { templateId })
  await assert.rejects(rpc(analyst, 'imports.removeTemplate', { templateId }), /notFound/)
})

test('Only those who may write a kind import it, and nobody sees the imports of others but those who see everything.', async () => {
  const guest = application.request
  await assert.rejects(upload(guest, 'x.csv', CUSTOMERS), /notSignedIn/)
  const id = await upload(representative, 'stages.csv', 'Code,Name\na,b\n')
  const { mapping } = await prepare(id, {}, representative)
  await assert.rejects(
    rpc(representative, 'imports.checkImport', {
      importRunId: id,
      mapping: { ...mapping, kind: 'lossReason', columns: [] },
    }),
    /forbidden/,
  )
  const others = await upload(analyst, 'theirs.csv', CUSTOMERS)
  await assert.rejects(rpc(representative, 'imports.getImport', { importRunId: others }), /notFound/)
  const stranger = await representative(`/api/v1/imports/${others}/problems.csv`)
  assert.equal(stranger.status, 404)
  assert.equal((await rpc<State>(analyst, 'imports.getImport', { importRunId: id })).run.importRunId, id)
  const crossSite = await analyst('/api/v1/imports/files?name=x.csv', {
    method: 'POST',
    body: CUSTOMERS,
    headers: { 'x-salesloom': '' },
  })
  assert.equal(crossSite.status, 403)
})

test('A file beyond the limit is refused with a sentence and leaves nothing behind, whether it announces its size or not.', async () => {
  const small = await openTestApplication(opened, { env: { SALESLOOM_IMPORT_LIMIT: '1' } })
  const caller = await small.as('analyst')
  await assert.rejects(
    upload(caller, 'big.csv', 'x'.repeat(1_500_000)),
    /uploadTooLarge: .*larger than the 1 MB/,
  )
  await assert.rejects(upload(caller, 'empty.csv', ''), /fileEmpty/)
  const { rows } = await opened.database.pool.query(
    `select 1 from import_run where file_name in ('big.csv', 'empty.csv')`,
  )
  assert.equal(rows.length, 0)
  await small.close()
})

test('A picture with the name of a table is refused when it is read, with what it is.', async () => {
  const id = await upload(analyst, 'table.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]))
  await assert.rejects(prepare(id), /fileForeign: .*picture/)
})

test('Every list leaves as CSV and as XLSX with its filters, and what a spreadsheet would carry out is made harmless.', async () => {
  const id = await upload(analyst, 'formula.csv', '客户编号,客户名称\nF1,"=HYPERLINK(""http://evil"")"\n')
  const { mapping } = await prepare(id, { kind: 'customer' })
  await run(id, mapping)
  const query = encodeURIComponent(JSON.stringify({ search: 'HYPERLINK' }))
  const csv = await (await analyst(`/api/v1/exports/customer/csv?query=${query}&locale=en`)).text()
  assert.match(csv, /^External id,Source system,Code,Chinese name/)
  assert.equal(csv.trim().split('\r\n').length, 2)
  assert.match(csv, /"'=HYPERLINK/)
  const { openTable } = await import('../../connectors/files/open-table.ts')
  const { memorySource } = await import('../../connectors/files/byte-source.ts')
  for (const list of ['customer', 'opportunity', 'orderLine', 'organisation', 'regions', 'products']) {
    const filter = list === 'orderLine' ? { from: '2010-01-01', to: '2030-12-31' } : {}
    const answer = await analyst(
      `/api/v1/exports/${list}/xlsx?query=${encodeURIComponent(JSON.stringify(filter))}`,
    )
    assert.equal(answer.status, 200, list)
    const table = await openTable(memorySource(Buffer.from(await answer.arrayBuffer())))
    let rows = 0
    for await (const batch of table.rows()) rows += batch.length
    assert.ok(rows > 0, list)
    if (list === 'orderLine') assert.equal(rows, 9_994 + 4)
  }
  assert.equal((await analyst('/api/v1/exports/nothing/csv')).status, 422)
  assert.equal((await application.request('/api/v1/exports/customer/csv')).status, 401)
})
