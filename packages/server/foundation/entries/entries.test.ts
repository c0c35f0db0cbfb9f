import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { EntryValue, KindName } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { code, findOf, linked, putFrom, putPipeline, type Wish } from '../../testing/entry-calls.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { closePeriod, reopenPeriod } from '../periods/close-period.ts'
import { findPeriods, findRestatements } from '../periods/find-periods.ts'
import { getEntry } from './get-entry.ts'
import {
  createEntry,
  editEntries,
  editEntry,
  findDuplicates,
  mergeCustomers,
  removeEntries,
  restoreEntries,
  type SaidEntry,
} from './index.ts'

let opened: FilledDatabase
let analyst: CallContext
let director: CallContext
let representative: CallContext

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  const caller = (role: 'analyst' | 'director' | 'representative') =>
    sampleCaller(opened, workspaceId, 'superstore', role)
  analyst = await caller('analyst')
  director = await caller('director')
  representative = await caller('representative')
  await putPipeline(analyst)
})
after(() => opened.close())

const put = (kind: KindName, entries: readonly SaidEntry[], context = analyst, source = 'crm') =>
  putFrom(context, source, kind, entries)

const find = (kind: KindName, wish: Wish = {}, context = analyst) => findOf(context, kind, wish)

const customer = (externalId: string, nameZh: string, more: SaidEntry['values'] = {}): SaidEntry => ({
  externalId,
  values: { code: externalId, nameZh, ...more },
})

test('Entries that arrive again change nothing, and one that says something else is changed field by field.', async () => {
  const first = await put('customer', [
    customer('C1', '恒远机电有限公司', { phone: '021-1' }),
    customer('C2', '申达仪表'),
  ])
  assert.deepEqual([first.created, first.updated, first.unchanged, first.failures], [2, 0, 0, []])
  const again = await put('customer', [
    customer('C1', '恒远机电有限公司', { phone: '021-1' }),
    customer('C2', '申达仪表'),
  ])
  assert.deepEqual([again.created, again.updated, again.unchanged], [0, 0, 2])
  const changed = await put('customer', [{ externalId: 'C1', values: { phone: '021-2' } }])
  assert.deepEqual([changed.created, changed.updated, changed.unchanged], [0, 1, 0])
  const { rows } = await find('customer', { search: '恒远' })
  assert.deepEqual(
    [rows[0]?.values['nameZh'], rows[0]?.values['phone'], rows[0]?.version],
    ['恒远机电有限公司', '021-2', 2],
  )
})

test('What somebody edited by hand is kept when the source says the same as before.', async () => {
  await put('customer', [customer('C3', '嘉实精工', { phone: '1' })])
  const row = (await find('customer', { search: '嘉实' })).rows[0]
  await editEntry(analyst, { kind: 'customer', id: row?.id ?? 0, version: 1, values: { phone: '2' } })
  await put('customer', [customer('C3', '嘉实精工', { phone: '1' })])
  assert.equal((await find('customer', { search: '嘉实' })).rows[0]?.values['phone'], '2')
})

test('A customer is found by characters, by pinyin and by initials.', async () => {
  await put('customer', [customer('C4', '新拓自动化设备有限公司')])
  for (const search of ['新拓', 'xintuo', 'XTZDH', 'C4'])
    assert.equal((await find('customer', { search })).rows[0]?.values['code'], 'C4', search)
})

test('Every wrong value is reported with its field, and the good entries go in.', async () => {
  const result = await put('opportunity', [
    {
      externalId: 'O1',
      values: { name: '好的', customer: 'C1', stage: 'contact', day: '2026-03-01', amount: '1000.50' },
    },
    {
      externalId: 'O2',
      values: { name: '坏的', customer: '没有的', stage: 'contact', day: '2026-02-30', amount: '1e3' },
    },
    { externalId: 'O3', values: { name: '缺阶段', customer: 'C1', day: '2026-03-01' } },
    { externalId: 'O4', values: { name: '多余', stage: 'contact', day: '2026-03-01', colour: 'red' } },
    { externalId: 'O1', values: { name: '重复', stage: 'contact', day: '2026-03-01' } },
  ])
  assert.equal(result.created, 1)
  assert.deepEqual(
    result.failures.map((one) => [one.index, one.field, one.code]),
    [
      [1, 'day', 'notADay'],
      [1, 'amount', 'notANumber'],
      [1, 'customer', 'linkUnknown'],
      [2, 'stage', 'valueRequired'],
      [3, 'colour', 'unknownField'],
      [4, 'externalId', 'entryTwice'],
    ],
  )
})

test('A name that fits two records is refused, and its code is not.', async () => {
  await put('customer', [customer('D1', '同名公司'), customer('D2', '同名公司')])
  const said = (value: string) => ({ externalId: `K${value}`, values: { name: '王伟', customer: value } })
  const result = await put('contact', [said('同名公司'), said('D2')])
  assert.deepEqual([result.created, result.failures[0]?.code], [1, 'linkAmbiguous'])
})

test('A code that is taken is refused for that entry alone.', async () => {
  const result = await put('customer', [
    customer('E1', '甲'),
    { externalId: 'E2', values: { code: 'E1', nameZh: '乙' } },
    customer('E3', '丙'),
  ])
  assert.equal(result.created, 2)
  assert.deepEqual(
    result.failures.map((one) => [one.index, one.field, one.code]),
    [[1, 'code', 'duplicateCode']],
  )
})

test('A stage decides outcome, chance and closing day, and a mass change writes history for every row.', async () => {
  const deals = Array.from({ length: 5 }, (_, i) => ({
    externalId: `M${i}`,
    values: { name: `批量 ${i}`, customer: 'C1', stage: 'contact', day: '2026-04-01', amount: '100' },
  }))
  await put('opportunity', deals)
  const { rows } = await find('opportunity', { search: '批量' })
  assert.deepEqual(new Set(rows.map((row) => row.values['probability'])), new Set(['0.100000']))
  await editEntries(analyst, {
    kind: 'opportunity',
    ids: rows.map((row) => row.id),
    values: { stage: 'won' },
  })
  const won = await find('opportunity', { search: '批量' })
  for (const row of won.rows)
    assert.deepEqual([row.values['probability'], row.values['closedOn']], ['1.000000', '2026-11-24'])
  const events = await find('stageEvent', {
    filters: [{ field: 'opportunity', comparison: 'is', value: String(rows[0]?.id) }],
  })
  assert.equal(events.total, 2)
  assert.equal(won.sums['amount'], '500.0000')
})

test('Stage events that arrive out of order leave the deal where the latest one says.', async () => {
  await put('opportunity', [
    { externalId: 'S1', values: { name: '乱序', stage: 'contact', day: '2026-05-01' } },
  ])
  const event = (externalId: string, stage: string, happenedAt: string) => ({
    externalId,
    values: { opportunity: { externalId: 'S1' }, stage, happenedAt },
  })
  await put('stageEvent', [event('e2', 'won', '2026-06-01T20:00:00+08:00')])
  await put('stageEvent', [event('e1', 'quote', '2026-05-20T08:00:00+08:00')])
  const row = (await find('opportunity', { search: '乱序' })).rows[0]
  assert.deepEqual(
    [linked(row?.values['stage']).name.zh, row?.values['closedOn'], row?.values['probability']],
    ['赢单', '2026-06-01', '1.000000'],
  )
})

test('A removal that others depend on is refused with what depends, and one that nobody needs can be undone.', async () => {
  const used = (await find('customer', { search: 'C1' })).rows.find((row) => row.values['code'] === 'C1')
  await assert.rejects(removeEntries(analyst, { kind: 'customer', ids: [used?.id ?? 0] }), code('entryInUse'))
  const { id } = await createEntry(analyst, { kind: 'lead', values: { name: '可删', day: '2026-05-01' } })
  await removeEntries(analyst, { kind: 'lead', ids: [id] })
  assert.equal((await find('lead', { search: '可删' })).total, 0)
  assert.equal((await find('lead', { search: '可删', removed: true })).total, 1)
  await restoreEntries(analyst, { kind: 'lead', ids: [id] })
  assert.equal((await find('lead', { search: '可删' })).total, 1)
})

test('A fact keeps the unit that its person belonged to on the day.', async () => {
  const { personId } = representative.actor
  const result = await put('visit', [
    {
      externalId: 'V1',
      values: { day: '2026-05-04', customer: 'C1', person: personId as number, minutes: 30 },
    },
  ])
  assert.deepEqual(result.failures, [])
  const { rows } = await find('visit')
  assert.notEqual(rows[0]?.values['orgUnit'], null)
})

test('A representative writes and sees their own, and nobody else’s, in lists, sums and by id.', async () => {
  const own = await createEntry(representative, { kind: 'lead', values: { name: '我的', day: '2026-05-01' } })
  const other = await createEntry(director, { kind: 'lead', values: { name: '别人的', day: '2026-05-01' } })
  const seen = await find('lead', {}, representative)
  assert.deepEqual(
    seen.rows.map((row) => row.id),
    [own.id],
  )
  assert.equal(seen.total, 1)
  await assert.rejects(getEntry(representative, { kind: 'lead', id: other.id }), code('notFound'))
  await assert.rejects(
    editEntry(representative, { kind: 'lead', id: other.id, version: 1, values: { company: 'x' } }),
    code('outsideSubtree'),
  )
  await assert.rejects(
    createEntry(representative, { kind: 'invoice', values: { number: '1', day: '2026-05-01', amount: '1' } }),
    code('forbidden'),
  )
})

test('Costs are not in what a representative reads, filters or sorts by.', async () => {
  const { personId } = representative.actor
  await put('shipment', [
    {
      externalId: 'H1',
      values: {
        number: 'H1',
        day: '2026-05-04',
        quantity: '1',
        amount: '10',
        cost: '7',
        person: personId as number,
      },
    },
  ])
  const seen = await find('shipment', {}, representative)
  assert.deepEqual(
    [seen.total, 'cost' in (seen.rows[0]?.values ?? {}), 'cost' in seen.sums],
    [1, false, false],
  )
  await assert.rejects(
    find('shipment', { filters: [{ field: 'cost', comparison: 'atLeast', value: '5' }] }, representative),
    code('unknownField'),
  )
  await assert.rejects(find('shipment', { sort: 'cost' }, representative), code('unknownField'))
})

test('A change inside a closed period counts and is shown as restated, on both sides of a moved day.', async () => {
  const invoice = (day: string, amount: string): SaidEntry => ({
    externalId: 'I1',
    values: { number: 'I1', day, customer: 'C1', amount },
  })
  await put('invoice', [invoice('2026-01-15', '100')])
  const { closedPeriodId } = await closePeriod(analyst, { from: '2026-01-01', to: '2026-01-31' })
  await assert.rejects(closePeriod(analyst, { from: '2026-01-31', to: '2026-02-28' }), code('periodClosed'))
  await put('invoice', [invoice('2026-01-15', '120')])
  await put('invoice', [invoice('2026-02-15', '120')])
  const { rows } = await findRestatements(analyst, { closedPeriodId, page: 1, pageSize: 50 })
  assert.deepEqual(
    rows.map((row) => [row.change, row.day, row.amountBefore, row.amountAfter]),
    [
      ['changed', '2026-01-15', '120.0000', null],
      ['changed', '2026-01-15', '100.0000', '120.0000'],
    ],
  )
  await reopenPeriod(analyst, { closedPeriodId })
  assert.deepEqual(
    (await findPeriods(analyst)).map((period) => [period.restatements, period.reopenedBy !== null]),
    [[2, true]],
  )
})

test('A deal that was won in a closed period is restated there, whenever it began.', async () => {
  const deal = (amount: string): SaidEntry => ({
    externalId: 'CP1',
    values: { name: '跨期', customer: 'C1', stage: 'won', day: '2026-02-20', closedOn: '2026-03-10', amount },
  })
  const inside = (amount: string): SaidEntry => ({
    ...deal(amount),
    externalId: 'CP2',
    values: { ...deal(amount).values, name: '期内', day: '2026-03-02' },
  })
  await put('opportunity', [deal('100'), inside('70')])
  const { closedPeriodId } = await closePeriod(analyst, { from: '2026-03-01', to: '2026-03-31' })
  await put('opportunity', [deal('130'), inside('75')])
  const { rows } = await findRestatements(analyst, { closedPeriodId, page: 1, pageSize: 50 })
  assert.deepEqual(rows.map((row) => [row.change, row.amountBefore, row.amountAfter]).toSorted(), [
    ['changed', '100.0000', '130.0000'],
    ['changed', '70.0000', '75.0000'],
  ])
  await reopenPeriod(analyst, { closedPeriodId })
})

test('The trail of an entry names what its links pointed to, before and after, also what was removed since.', async () => {
  await put('customer', [customer('T1', '痕迹甲'), customer('T2', '痕迹乙')])
  await put('contact', [{ externalId: 'T', values: { name: '痕迹联系人', customer: 'T1' } }])
  const { id = 0, version = 0 } = (await find('contact', { search: '痕迹联系人' })).rows[0] ?? {}
  await editEntry(analyst, { kind: 'contact', id, version, values: { customer: 'T2' } })
  const gone = (await find('customer', { search: '痕迹甲' })).rows[0]?.id ?? 0
  await removeEntries(analyst, { kind: 'customer', ids: [gone] })
  const { trail } = await getEntry(analyst, { kind: 'contact', id })
  const [line] = trail as Array<{ before: Record<string, unknown>; after: Record<string, unknown> }>
  assert.deepEqual(
    [
      linked(line?.before['customer_id'] as EntryValue).name.zh,
      linked(line?.after['customer_id'] as EntryValue).name.zh,
    ],
    ['痕迹甲', '痕迹乙'],
  )
})

test('Customers that look the same are found, and merging them moves everything that pointed to either.', async () => {
  await put('customer', [customer('G1', '宏图机械有限公司'), customer('G2', '宏图机械股份有限公司')])
  await put('contact', [{ externalId: 'G', values: { name: '李雷', customer: 'G2' } }])
  const group = (await findDuplicates(analyst)).find(({ customers }) =>
    customers.some(({ code: c }) => c === 'G1'),
  )
  assert.deepEqual(
    group?.customers.map(({ code: c }) => c),
    ['G1', 'G2'],
  )
  const [keep, merge] = group?.customers.map(({ id }) => id) ?? []
  const { moved } = await mergeCustomers(analyst, { keep: keep as number, merge: [merge as number] })
  assert.deepEqual(moved, { contact: 1 })
  const contact = (await find('contact', { search: '李雷' })).rows[0]
  assert.equal(linked(contact?.values['customer']).id, keep)
  const { trail } = await getEntry(analyst, { kind: 'customer', id: keep as number })
  assert.deepEqual(
    [trail[0]?.action, trail[0]?.after],
    ['entries.mergeCustomers', { merged: [merge], moved: { contact: 1 } }],
  )
})

test('A customer who was merged does not come back with the source that it came from: its rows are the kept one’s.', async () => {
  const [one, two, three] = [customer('M1', '合并甲'), customer('M2', '合并乙'), customer('M3', '合并丙')]
  await put('customer', [one, two, three])
  const idOf = async (search: string) => (await find('customer', { search })).rows[0]?.id as number
  const [a, b, c] = [await idOf('合并甲'), await idOf('合并乙'), await idOf('合并丙')]
  await mergeCustomers(analyst, { keep: b, merge: [a] })
  await mergeCustomers(analyst, { keep: c, merge: [b] })
  const again = await put('customer', [
    { ...one, values: { ...one.values, nameEn: 'Once more' } },
    two,
    three,
  ])
  assert.deepEqual([again.created, again.updated, again.unchanged, again.failures], [0, 0, 3, []])
  assert.equal((await find('customer', { search: '合并' })).total, 1)
  // By its external id, its code, its name.
  for (const [i, said] of ['M1', { code: 'M1' }, { name: '合并甲' }].entries()) {
    await put('contact', [{ externalId: `MC${i}`, values: { name: `韩梅梅 ${i}`, customer: said } }])
    const contact = (await find('contact', { search: `韩梅梅 ${i}` })).rows[0]
    assert.equal(linked(contact?.values['customer']).id, c, JSON.stringify(said))
  }
})

test('A filter by a region includes what lies below it, and a list’s sum is that of all its rows.', async () => {
  const regions = await analyst.database.pool.query<{ parent_id: number; region_id: number }>(
    'select parent_id, region_id from region_placement where parent_id is not null order by region_id limit 1',
  )
  const { parent_id: parent, region_id: child } = regions.rows[0] as { parent_id: number; region_id: number }
  await put('marketSize', [
    {
      externalId: 'Z1',
      values: { region: child, fromDay: '2026-01-01', untilDay: '2026-12-31', amount: '10.1000' },
    },
    {
      externalId: 'Z2',
      values: { region: parent, fromDay: '2026-01-01', untilDay: '2026-12-31', amount: '20.0001' },
    },
  ])
  const within = await find('marketSize', {
    filters: [{ field: 'region', comparison: 'is', value: String(parent) }],
    pageSize: 1,
  })
  assert.deepEqual([within.total, within.rows.length, within.sums['amount']], [2, 1, '30.1001'])
})

test('Text that looks like a pattern or like SQL is only text.', async () => {
  assert.equal((await find('customer', { search: "%' or 1=1 --" })).total, 0)
  await assert.rejects(find('customer', { sort: 'code; drop table customer' }), code('unknownField'))
  const result = await put('customer', [customer('X1', 'a\u0000b')])
  assert.deepEqual(result.failures, [])
})

test('a code, day or rate that was removed is offered to be restored, and comes back with the new values', async () => {
  const cases = [
    ['campaign', { code: 'K9', nameZh: '春季', fromDay: '2026-03-01' }, { nameZh: '秋季' }, 'code'],
    ['exchangeRate', { currency: 'USD', day: '2026-03-01', rate: '7.1' }, { rate: '7.2' }, 'day'],
    ['holiday', { day: '2026-10-05', works: false, nameZh: '国庆' }, { nameZh: '国庆节' }, 'day'],
  ] as const
  for (const [kind, values, changed, field] of cases) {
    const { id } = await createEntry(director, { kind, values })
    await removeEntries(director, { kind, ids: [id] })
    const again = { kind, values: { ...values, ...changed } }
    const refused = await createEntry(director, again).catch((error: unknown) => error as AppError)
    assert.ok(refused instanceof AppError)
    assert.deepEqual(
      [refused.code, refused.detail['id'], refused.detail['field']],
      ['removedInTheWay', id, field],
    )
    const restored = await createEntry(director, { ...again, restoreId: id })
    const { row, trail } = await getEntry(director, { kind, id })
    assert.deepEqual(
      [restored.id, restored.version, row.version, row.removedAt],
      [id, row.version, row.version, null],
    )
    for (const [name, value] of Object.entries(changed))
      assert.equal(String(row.values[name]).replace(/0+$/, ''), value)
    assert.ok(trail.some(({ action }) => action === 'entries.restoreEntries'))
    const standing = await createEntry(director, again).catch((error: unknown) => error as AppError)
    assert.equal((standing as AppError).code, 'duplicateCode')
    const twice = await createEntry(director, { ...again, restoreId: id }).catch(
      (error: unknown) => error as AppError,
    )
    assert.equal((twice as AppError).code, 'notFound')
  }
})

test('an import restores what was removed and comes again, by its own id or by its code', async () => {
  const said = (externalId: string) => [
    { externalId, values: { code: 'K10', nameZh: '夏季', fromDay: '2026-06-01' } },
  ]
  await put('campaign', said('a'))
  const { rows } = await find('campaign', { search: '夏季' })
  const id = rows[0]?.id ?? 0
  for (const externalId of ['a', 'elsewhere']) {
    await removeEntries(analyst, { kind: 'campaign', ids: [id] })
    const result = await put('campaign', said(externalId), analyst, externalId === 'a' ? 'crm' : 'erp')
    assert.deepEqual([result.created, result.updated, result.failures], [0, 1, []])
    assert.equal((await getEntry(analyst, { kind: 'campaign', id })).row.removedAt, null)
  }
  assert.equal((await put('campaign', said('a'))).unchanged, 1)
})

test('a person whom a file names by a code on record from elsewhere is that person, and stays so', async () => {
  const hr = (nameZh: string, code = 'E-77', externalId = 'hr-1') => [
    { externalId, values: { code, nameZh, grade: 'P5' } },
  ]
  const { id } = await createEntry(director, { kind: 'person', values: { code: 'E-77', nameZh: '沈望' } })
  const first = await put('person', hr('沈望'), director, 'hr')
  assert.deepEqual([first.created, first.updated, first.failures, first.ids.get('hr-1')], [0, 1, [], id])
  assert.equal((await put('person', hr('沈望'), director, 'hr')).unchanged, 1)
  const { row } = await getEntry(director, { kind: 'person', id })
  assert.deepEqual([row.values['grade'], row.source], ['P5', 'manual'])
  const both = await put('person', [...hr('沈望一'), ...hr('沈望二', 'E-77', 'hr-2')], director, 'hr')
  assert.deepEqual(
    both.failures.map(({ index, field, code }) => [index, field, code]),
    [[1, 'code', 'duplicateCode']],
  )
})

test('A number that is a number is refused for what is wrong with it: too large, nothing, below nothing.', async () => {
  const refusal = (kind: KindName, values: Record<string, EntryValue>) =>
    createEntry(analyst, { kind, values } as never).then(
      () => 'taken',
      (error: AppError) => `${error.code} ${error.detail['range'] ?? error.detail['most'] ?? ''}`.trim(),
    )
  const rate = (value: string | number) =>
    refusal('exchangeRate', { currency: 'USD', day: '2025-01-01', rate: value })
  assert.equal(await rate('-3'), 'outOfRange > 0, ≤ 99999999999')
  assert.equal(await rate(-3), 'outOfRange > 0, ≤ 99999999999')
  assert.equal(await rate('0'), 'outOfRange > 0, ≤ 99999999999')
  assert.equal(await rate('three'), 'notANumber')
  const paid = (amount: string | number) => refusal('payment', { number: 'N', day: '2025-01-01', amount })
  assert.equal(await paid('99999999999999999999'), 'outOfRange ± 9999999999999')
  assert.equal(await paid(1e20), 'outOfRange ± 9999999999999')
  assert.equal(await paid('10000000000000'), 'outOfRange ± 9999999999999')
  assert.equal(await paid('1.23456'), 'tooManyPlaces 4')
  assert.equal(await rate('7.123456789'), 'tooManyPlaces 8')
  const discount = { customer: 'C1', number: 'Q', day: '2025-01-01', amount: '1' }
  assert.equal(await refusal('quote', { ...discount, discountRate: '0.1234567' }), 'tooManyPlaces 6')
  assert.equal(await rate('1e3'), 'notANumber')
})

test('A customer who was merged is not restored by itself; the refusal says where it went.', async () => {
  const make = (code: string) =>
    createEntry(director, { kind: 'customer', values: { code, nameZh: `并 ${code}` } })
  const [keep, gone] = [await make('MERGE-A'), await make('MERGE-B')]
  await mergeCustomers(director, { keep: keep.id, merge: [gone.id] })
  const refused = await restoreEntries(director, { kind: 'customer', ids: [gone.id] }).catch(
    (error: unknown) => error,
  )
  assert.ok(refused instanceof AppError)
  assert.match(refused.textIn('zh-CN'), /“并 MERGE-B”已并入“并 MERGE-A”/)
})
