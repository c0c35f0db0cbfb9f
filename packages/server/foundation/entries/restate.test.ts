import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { KindName } from '@salesloom/contract'
import type { CallContext } from '../../platform/http/call-context.ts'
import { findOf, putFrom, putPipeline } from '../../testing/entry-calls.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { closePeriod } from '../periods/close-period.ts'
import { findRestatements } from '../periods/find-periods.ts'
import { removeEntries, restoreEntries, type SaidEntry } from './index.ts'

let opened: FilledDatabase
let analyst: CallContext

before(async () => {
  opened = await openFilled(SUPERSTORE)
  analyst = await sampleCaller(opened, opened.workspaceId, 'superstore', 'analyst')
  await putPipeline(analyst)
  await put('customer', [{ externalId: 'C1', values: { code: 'C1', nameZh: '恒远机电' } }])
})
after(() => opened.close())

const put = (kind: KindName, entries: readonly SaidEntry[]) => putFrom(analyst, 'crm', kind, entries)

async function idOf(kind: KindName, search: string): Promise<number> {
  return (await findOf(analyst, kind, { search })).rows[0]?.id as number
}

async function restated(closedPeriodId: number) {
  const { rows } = await findRestatements(analyst, { closedPeriodId, page: 1, pageSize: 50 })
  return rows.map((row) => [row.kind, row.change, row.day, row.amountBefore, row.amountAfter])
}

const deal = (externalId: string, values: SaidEntry['values']): SaidEntry => ({
  externalId,
  values: { name: externalId, customer: 'C1', amount: '100', ...values },
})

test('A won deal that is removed or restored is restated in the period in which it was won.', async () => {
  await put('opportunity', [deal('RM1', { stage: 'won', day: '2025-12-20', closedOn: '2026-01-10' })])
  const { closedPeriodId } = await closePeriod(analyst, { from: '2026-01-01', to: '2026-01-31' })
  const ids = [await idOf('opportunity', 'RM1')]
  await removeEntries(analyst, { kind: 'opportunity', ids })
  await restoreEntries(analyst, { kind: 'opportunity', ids })
  assert.deepEqual(await restated(closedPeriodId), [
    ['opportunity', 'restored', '2026-01-10', null, '100.0000'],
    ['opportunity', 'removed', '2026-01-10', '100.0000', null],
  ])
})

test('A deal that follows its stage events into a closed period, or out of it, is restated there.', async () => {
  await put('opportunity', [deal('FE1', { stage: 'contact', day: '2025-12-20' })])
  const { closedPeriodId } = await closePeriod(analyst, { from: '2026-02-01', to: '2026-02-28' })
  const event = (externalId: string, stage: string, happenedAt: string): SaidEntry => ({
    externalId,
    values: { opportunity: { externalId: 'FE1' }, stage, happenedAt },
  })
  await put('stageEvent', [event('FE1-2', 'won', '2026-02-10T18:00:00Z')])
  // The clocks of this workspace are behind: at four in the morning of Greenwich it is the evening before.
  await put('stageEvent', [event('FE1-2', 'won', '2026-02-10T04:00:00Z')])
  assert.deepEqual(await restated(closedPeriodId), [
    ['stageEvent', 'changed', '2026-02-09', null, null],
    ['opportunity', 'changed', '2026-02-09', null, '100.0000'],
    ['opportunity', 'changed', '2026-02-10', '100.0000', null],
    ['stageEvent', 'added', '2026-02-10', null, null],
    ['opportunity', 'changed', '2026-02-10', null, '100.0000'],
  ])
  await put('stageEvent', [event('FE1-3', 'quote', '2026-03-01T18:00:00Z')])
  assert.deepEqual((await restated(closedPeriodId))[0], [
    'opportunity',
    'changed',
    '2026-02-09',
    '100.0000',
    null,
  ])
})

test('A rate that is added, changed or removed restates the closed periods in which money counts at it, and no other.', async () => {
  const rate = (day: string, value: string): SaidEntry => ({
    externalId: `EUR ${day}`,
    values: { currency: 'EUR', day, rate: value },
  })
  const invoice = (number: string, day: string): SaidEntry => ({
    externalId: number,
    values: { number, day, customer: 'C1', amount: '100', currency: 'EUR' },
  })
  await put('exchangeRate', [rate('2025-01-01', '7.1'), rate('2025-09-01', '7.3')])
  await put('invoice', [invoice('E3', '2025-03-10'), invoice('E9', '2025-09-10')])
  const close = async (from: string, to: string) => (await closePeriod(analyst, { from, to })).closedPeriodId
  const february = await close('2025-02-01', '2025-02-28')
  const march = await close('2025-03-01', '2025-03-31')
  const september = await close('2025-09-01', '2025-09-30')
  await put('exchangeRate', [rate('2025-03-05', '7.00000001')])
  await put('exchangeRate', [rate('2025-01-01', '7.2')])
  await put('exchangeRate', [rate('2025-03-05', '7.00000002')])
  const { rows } = await findOf(analyst, 'exchangeRate', {
    filters: [{ field: 'day', comparison: 'is', value: '2025-03-05' }],
  })
  await removeEntries(analyst, { kind: 'exchangeRate', ids: [rows[0]?.id as number] })
  await put('exchangeRate', [rate('2025-01-01', '7.25')])
  assert.deepEqual(await restated(march), [
    ['exchangeRate', 'changed', '2025-03-01', '7.20000000', '7.25000000'],
    ['exchangeRate', 'removed', '2025-03-05', '7.00000002', null],
    ['exchangeRate', 'changed', '2025-03-05', '7.00000001', '7.00000002'],
    ['exchangeRate', 'added', '2025-03-05', null, '7.00000001'],
  ])
  assert.deepEqual([await restated(february), await restated(september)], [[], []])
})
