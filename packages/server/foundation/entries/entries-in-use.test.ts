import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { KindName } from '@salesloom/contract'
import type { CallContext } from '../../platform/http/call-context.ts'
import { code, findOf, putFrom, putPipeline, type Wish } from '../../testing/entry-calls.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { getEntry } from './get-entry.ts'
import { createEntry, editEntry, removeEntries, restoreEntries, type SaidEntry } from './index.ts'

let opened: FilledDatabase
let analyst: CallContext
let representative: CallContext

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  const caller = (role: 'analyst' | 'representative') => sampleCaller(opened, workspaceId, 'superstore', role)
  analyst = await caller('analyst')
  representative = await caller('representative')
  await putPipeline(analyst)
})
after(() => opened.close())

const put = (kind: KindName, entries: readonly SaidEntry[], context = analyst, source = 'crm') =>
  putFrom(context, source, kind, entries)

const find = (kind: KindName, wish: Wish = {}, context = analyst) => findOf(context, kind, wish)

test('A representative cannot link to a customer or deal that no list shows them, by id, code or name.', async () => {
  const mine = new Set((await find('customer', { pageSize: 200 }, representative)).rows.map(({ id }) => id))
  const all = await find('customer', { pageSize: 200 })
  const foreign = all.rows.find(({ id }) => !mine.has(id))
  const own = all.rows.find(({ id }) => mine.has(id))
  assert.ok(foreign !== undefined && own !== undefined)
  const visit = (customer: string | number) =>
    createEntry(representative, { kind: 'visit', values: { day: '2017-05-02', customer } })
  assert.ok((await visit(own.id)).id > 0)
  for (const said of [foreign.id, String(foreign.values['code']), String(foreign.values['nameZh'])])
    await assert.rejects(visit(said), code('linkUnknown'))
  await put('opportunity', [
    {
      externalId: 'foreign-deal',
      values: { name: 'Theirs', customer: foreign.id, stage: 'contact', day: '2017-04-01' },
    },
  ])
  await assert.rejects(
    createEntry(representative, { kind: 'activity', values: { day: '2017-05-02', opportunity: 'Theirs' } }),
    code('linkUnknown'),
  )
})

test('A deal goes with its own history, comes back with it, and cannot end before it began.', async () => {
  const customer = (await find('customer')).rows[0]?.id ?? 0
  const values = { name: 'Gone and back', customer, stage: 'quote', day: '2017-03-01', amount: '100' }
  const { id } = await createEntry(analyst, { kind: 'opportunity', values })
  const history = async () =>
    (
      await find('stageEvent', {
        filters: [{ field: 'opportunity', comparison: 'is', value: String(id) }],
      })
    ).total
  assert.equal(await history(), 1)
  await removeEntries(analyst, { kind: 'opportunity', ids: [id] })
  assert.equal(await history(), 0)
  await restoreEntries(analyst, { kind: 'opportunity', ids: [id] })
  assert.equal(await history(), 1)
  const { version } = (await getEntry(analyst, { kind: 'opportunity', id })).row
  const early = { stage: 'won', closedOn: '2017-02-01' }
  await assert.rejects(
    editEntry(analyst, { kind: 'opportunity', id, version, values: early }),
    code('closedBeforeStart'),
  )
  await assert.rejects(
    editEntry(analyst, { kind: 'opportunity', id, version, values: { amount: '-1' } }),
    code('outOfRange'),
  )
  await assert.rejects(
    createEntry(analyst, {
      kind: 'stageEvent',
      values: { opportunity: id, stage: 'won', happenedAt: '2099-01-01T00:00:00Z' },
    }),
    code('inTheFuture'),
  )
})

test('The workspace’s own currency, and rates that amounts rest on, stay.', async () => {
  const own = (await find('currency')).rows.find(({ values }) => values['code'] === 'USD')
  const money = (currency: string) => ({ day: '2017-06-01', amount: '10', currency })
  const customer = (await find('customer')).rows[0]?.id ?? 0
  await put('currency', [
    { externalId: 'EUR', values: { code: 'EUR', nameZh: '欧元', digits: 2 } },
    { externalId: 'CHF', values: { code: 'CHF', nameZh: '瑞士法郎', digits: 2 } },
  ])
  const rates = await put('exchangeRate', [
    { externalId: 'r1', values: { currency: 'EUR', day: '2017-01-01', rate: '1.05' } },
    { externalId: 'r2', values: { currency: 'EUR', day: '2017-06-15', rate: '1.12' } },
  ])
  assert.deepEqual(rates.failures, [])
  const paid = await put('payment', [
    { externalId: 'eur', values: { ...money('EUR'), number: 'R1', customer } },
  ])
  assert.deepEqual(paid.failures, [])
  const remove = async (kind: KindName, is: (values: Record<string, unknown>) => boolean) => {
    const row = (await find(kind, { pageSize: 200 })).rows.find(({ values }) => is(values))
    assert.ok(row !== undefined)
    return removeEntries(analyst, { kind, ids: [row.id] })
  }
  if (own !== undefined)
    await assert.rejects(removeEntries(analyst, { kind: 'currency', ids: [own.id] }), code('entryInUse'))
  await assert.rejects(
    remove('currency', (values) => values['code'] === 'EUR'),
    code('entryInUse'),
  )
  await assert.rejects(
    remove('exchangeRate', (values) => values['day'] === '2017-01-01'),
    code('entryInUse'),
  )
  assert.deepEqual(await remove('exchangeRate', (values) => values['day'] === '2017-06-15'), { changed: 1 })
  const euro = (await find('currency')).rows.find(({ values }) => values['code'] === 'EUR')
  assert.ok(euro !== undefined)
  const edit = (values: Record<string, string>) =>
    editEntry(analyst, { kind: 'currency', id: euro.id, version: euro.version, values })
  await assert.rejects(edit({ code: 'JPY' }), code('entryInUse'))
  await edit({ code: 'EUR', nameZh: '欧元区' })
  assert.deepEqual(await remove('currency', (values) => values['code'] === 'CHF'), { changed: 1 })
})

test('An entry is not restored to what was removed meanwhile; once that is back, it is.', async () => {
  const deal = { externalId: 'B1', values: { name: '先删', stage: 'contact', day: '2026-05-01' } }
  const dealId = (await put('opportunity', [deal])).ids.get('B1') ?? 0
  const values = { kind: 'call', day: '2026-05-02', opportunity: dealId }
  const call = await createEntry(analyst, { kind: 'activity', values })
  await removeEntries(analyst, { kind: 'activity', ids: [call.id] })
  await removeEntries(analyst, { kind: 'opportunity', ids: [dealId] })
  const restore = () => restoreEntries(analyst, { kind: 'activity', ids: [call.id] })
  await assert.rejects(restore(), code('linkRemoved'))
  await restoreEntries(analyst, { kind: 'opportunity', ids: [dealId] })
  assert.deepEqual(await restore(), { changed: 1 })
})

test('A representative’s new customer is their own where nobody is named.', async () => {
  const values = { code: 'NEW-1', nameZh: '新客户' }
  const { id } = await createEntry(representative, { kind: 'customer', values })
  const { row } = await getEntry(representative, { kind: 'customer', id })
  assert.equal((row.values['person'] as { id: number }).id, representative.actor.personId)
})
