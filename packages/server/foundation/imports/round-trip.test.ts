import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ImportMapping, ImportRun, KindName } from '@salesloom/contract'
import { sql } from 'kysely'
import { inWorkspace } from '../../platform/database/index.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { type ImportState, rpc, settled, upload } from '../../testing/import-calls.ts'
import {
  openTestApplication,
  type Requests,
  sampleCaller,
  type TestApplication,
} from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { putSampleMembers } from '../access/index.ts'

let opened: FilledDatabase
let application: TestApplication
let analyst: Requests
let representative: Requests
let director: Requests

before(async () => {
  opened = await openFilled(SUPERSTORE)
  await putSampleMembers(opened.database, 1, new Date())
  application = await openTestApplication(opened)
  analyst = await application.as('analyst')
  representative = await application.as('representative')
  director = await application.as('director')
})
after(async () => {
  await application.close()
  await opened.close()
})

type Wish = { kind?: KindName; caller?: Requests; change?: (mapping: ImportMapping) => ImportMapping }

/** Takes a file all the way: what the check said of it, and what became of it. */
async function bring(content: string | Buffer, { kind, caller = analyst, change = (m) => m }: Wish = {}) {
  const importRunId = await upload(caller, 'file.csv', content)
  const asked = kind === undefined ? { importRunId } : { importRunId, kind }
  const { mapping: suggested } = await rpc<{ mapping: ImportMapping }>(caller, 'imports.prepareImport', asked)
  const mapping = change(suggested)
  await rpc(caller, 'imports.checkImport', { importRunId, mapping })
  const { check } = await settled(caller, importRunId)
  await rpc(caller, 'imports.runImport', { importRunId, mapping, mode: 'goodRows' })
  const state: ImportState = await settled(caller, importRunId)
  const { rows } = await rpc<{ rows: { problems: { code: string }[] }[] }>(
    caller,
    'imports.findImportProblems',
    {
      importRunId,
      severity: 'refused',
    },
  )
  return {
    mapping,
    check,
    run: state.run,
    codes: rows.flatMap((row) => row.problems.map(({ code }) => code)),
  }
}

const counts = ({ state, created, updated, unchanged, refused }: ImportRun) => [
  state,
  created,
  updated,
  unchanged,
  refused,
]

/** A customer that the representative sees. */
async function customerOfTheirs(): Promise<string> {
  const found = await rpc<{ rows: { values: { nameZh: string } }[] }>(representative, 'entries.findEntries', {
    kind: 'customer',
  })
  return found.rows[0]?.values.nameZh ?? ''
}

/** Somebody outside of the representative's part. */
async function personElsewhere(): Promise<string> {
  const { visibility } = await sampleCaller(opened, 1, 'superstore', 'representative')
  const seen = visibility.whole ? [] : [...visibility.personIds]
  const { rows } = await inWorkspace(opened.database, 1, (tx) =>
    sql<{ code: string }>`select code from person where workspace_id = 1
      and person_id <> all(${seen}::bigint[]) order by person_id limit 1`.execute(tx),
  )
  return rows[0]?.code ?? ''
}

test('A currency is taken by its code or its name; another text is refused row by row, in the check as in the import.', async () => {
  const own = await customerOfTheirs()
  const rows = [
    ['P1', '人民币'],
    ['P2', 'usd'],
    ['P3', '港币'],
    ['P4', '贝壳'],
    ['P5', ''],
  ].map(([number, currency]) => `${number},2025-03-01,${own},100,${currency}`)
  const { check, run, codes } = await bring(`单据编号,回款日期,客户,回款金额,币种\n${rows.join('\n')}\n`, {
    kind: 'payment',
  })
  assert.deepEqual([check?.refusedRows, counts(run)], [1, ['done', 4, 0, 0, 1]])
  assert.deepEqual(codes, ['notACurrency'])
  const { rows: stored } = await inWorkspace(opened.database, 1, (tx) =>
    sql<{
      currency: string | null
    }>`select currency from payment where workspace_id = 1 order by number`.execute(tx),
  )
  assert.deepEqual(
    stored.map(({ currency }) => currency),
    ['CNY', 'USD', 'HKD', null],
  )
})

test('A list that leaves as a file comes back without changing anything, whatever its rows came from.', async () => {
  const own = await customerOfTheirs()
  await rpc(analyst, 'entries.createEntry', {
    kind: 'payment',
    values: { number: '-HAND', day: '2025-03-02', customer: own, amount: '12.3' },
  })
  for (const [kind, format, locale] of [
    ['payment', 'csv', 'zh-CN'],
    ['payment', 'xlsx', 'en'],
    ['customer', 'csv', 'en'],
  ] as const) {
    const answer = await analyst(`/api/v1/exports/${kind}/${format}?locale=${locale}`)
    const { mapping, check, run } = await bring(Buffer.from(await answer.arrayBuffer()), { kind })
    assert.notEqual(mapping.sourceColumn, null)
    assert.deepEqual([check?.refusedRows, check?.known], [0, check?.rows])
    assert.deepEqual(counts(run), ['done', 0, 0, check?.rows, 0], `${kind} ${format}`)
    assert.ok((check?.rows ?? 0) >= 5)
  }
  const answer = await analyst('/api/v1/exports/payment/csv?locale=en')
  const changed = (await answer.text()).replace(',12.3000,', ',12.4,')
  assert.deepEqual(counts((await bring(changed, { kind: 'payment' })).run), ['done', 0, 1, 4, 0])
})

test('The check refuses the customers that the import refuses: a code that is taken.', async () => {
  const file = '外部编号,客户编号,客户名称\nX1,DUP-1,恒远\nX2,DUP-2,华联\n'
  await bring(file, { kind: 'customer' })
  const { check, run, codes } = await bring(file.replaceAll('X', 'Y').replace('DUP-2', 'DUP-3'), {
    kind: 'customer',
  })
  assert.deepEqual([check?.refusedRows, check?.counts[0]?.code], [1, 'duplicateCode'])
  assert.deepEqual([counts(run), codes], [['done', 1, 0, 0, 1], ['duplicateCode']])
})

test('What lies outside of a representative’s part refuses its row, not the import, and the check says so.', async () => {
  const own = await customerOfTheirs()
  const visits = `拜访日期,客户,负责人,目的\n2025-03-01,${own},,one\n2025-03-01,${own},${await personElsewhere()},two\n`
  const first = await bring(visits, { kind: 'visit', caller: representative })
  const said = first.check?.counts.find(({ severity }) => severity === 'refused')
  assert.deepEqual([first.check?.refusedRows, said?.code], [1, 'outsideSubtree'])
  assert.deepEqual([counts(first.run), first.codes], [['done', 1, 0, 0, 1], ['outsideSubtree']])
  // A customer who is created is the representative’s own; a person is not theirs to create.
  const file = `拜访日期,客户,负责人,目的\n2025-03-01,${own},,three\n2025-03-01,Brand New,,four\n2025-03-01,${own},Nobody Known,five\n`
  const links: ImportMapping['links'] = {
    customer: { 'Brand New': { action: 'create' } },
    person: { 'Nobody Known': { action: 'create' } },
  }
  const second = await bring(file, {
    kind: 'visit',
    caller: representative,
    change: (mapping) => ({ ...mapping, links }),
  })
  assert.deepEqual([counts(second.run), second.codes], [['done', 2, 0, 0, 1], ['forbidden']])
})

const CRM = [
  [
    'product,series,sales_price\nGTX Basic,GTX,550\nGTX Pro,GTX,4821\n',
    'product',
    ['nameZh', null, 'listPrice'],
  ],
  [
    'sales_agent,manager,regional_office\nAnna Snelling,Dustin Brinkmann,Central\n',
    'person',
    ['nameZh', null, null],
  ],
  [
    '单据编号,回款日期,客户,回款金额\n1,2025-03-01,A,1\n2,n/a,B,n/a\n',
    'payment',
    ['number', 'day', 'customer', 'amount'],
  ],
] as const

test('A file is taken for the kind whose required fields it has, and a bad value among few does not hide a column.', async () => {
  for (const [content, kind, fields] of CRM) {
    const caller = kind === 'payment' ? analyst : director
    const importRunId = await upload(caller, 'file.csv', content)
    const { mapping } = await rpc<{ mapping: ImportMapping }>(caller, 'imports.prepareImport', {
      importRunId,
    })
    assert.equal(mapping.kind, kind)
    assert.deepEqual(
      mapping.columns.map(({ field }) => field),
      fields,
    )
  }
})

test('Order lines that leave as a file come back without changing anything, with their source and currency.', async () => {
  const slice = { from: '2017-12-01', to: '2017-12-31' }
  const query = encodeURIComponent(JSON.stringify(slice))
  const path = `/api/v1/exports/orderLine/csv?locale=en&query=${query}`
  const costs = () =>
    inWorkspace(
      opened.database,
      1,
      async (tx) =>
        (
          await sql`select sum(cost)::text as cost, count(*) as lines from order_line where workspace_id = 1`.execute(
            tx,
          )
        ).rows,
    )
  const before = await costs()
  const text = await (await analyst(path)).text()
  assert.match(text.split('\n')[0] ?? '', /Source.*Currency/)
  const { mapping, check, run } = await bring(text, { kind: 'orderLine' })
  assert.notEqual(mapping.sourceColumn, null)
  // Seventeen lines are of products whose name several have.
  assert.deepEqual(
    check?.counts.map(({ code, field, rows }) => [code, field, rows]),
    [['linkAmbiguous', 'product', 17]],
  )
  assert.deepEqual([check?.rows, check?.known], [462, 445])
  assert.deepEqual(counts(run), ['done', 0, 0, 445, 17])
  assert.equal(await (await analyst(path)).text(), text)
  assert.deepEqual(await costs(), before)
})

test('A tree that leaves as a file comes back without changing anything; costs are for those who read them.', async () => {
  for (const [list, kind, locale] of [
    ['organisation', 'orgUnit', 'zh-CN'],
    ['regions', 'region', 'en'],
    ['products', 'product', 'zh-TW'],
    ['customerTypes', 'customerType', 'en'],
  ] as const) {
    const answer = await director(`/api/v1/exports/${list}/csv?locale=${locale}`)
    const { check, run } = await bring(await answer.text(), { kind, caller: director })
    assert.equal(check?.refusedRows, 0, list)
    assert.ok((check?.rows ?? 0) > 1, list)
    assert.deepEqual(counts(run), ['done', 0, 0, check?.rows, 0], list)
  }
  const header = async (caller: Requests) =>
    (await (await caller('/api/v1/exports/products/csv?locale=en')).text()).split('\r\n')[0]
  assert.match((await header(director)) ?? '', /Standard cost/)
  assert.doesNotMatch((await header(representative)) ?? '', /cost/i)
})
