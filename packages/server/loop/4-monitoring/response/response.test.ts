import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { AppError } from '../../../platform/app-error.ts'
import { fixedClock } from '../../../platform/clock/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { openSmallWorkspace, type SmallWorkspace } from '../../../testing/small-workspace.ts'
import { findResponses } from './find-responses.ts'
import { finishMeasure } from './finish-measure.ts'
import type { MeasureTerms } from './measure.store.ts'
import { addMeasure, saveMeasure } from './save-measure.ts'
import { createResponse, saveResponse } from './save-response.ts'
import { moveBudget, reassignPerson } from './take-steps.ts'

let small: SmallWorkspace
let before10: CallContext
let responseId: number

const code = (expected: string) => (error: unknown) => error instanceof AppError && error.code === expected
const at = (context: CallContext, day: string) => ({ ...context, clock: fixedClock(`${day}T08:00:00Z`) })
const PRICING: MeasureTerms = {
  kind: 'serviceBundle',
  term: 'short',
  title: 'Service bundles for the customers of the north',
  ownerId: 1,
  dueOn: '2025-12-15',
  cost: 20_000,
  slice: { orgUnitId: 2 },
  expected: [
    { month: '2025-10', amount: 20_000 },
    { month: '2025-11', amount: 40_000 },
    { month: '2026-01', amount: 40_000 },
  ],
}

before(async () => {
  small = await openSmallWorkspace()
  before10 = at(small.analyst, '2025-10-01')
  // East sells 1,000.00 every month for three years.
  for (let month = 0; month < 36; month++) {
    const day = `${2022 + Math.floor((month + 9) / 12)}-${String(((month + 9) % 12) + 1).padStart(2, '0')}-10`
    await small.order({ day, amount: '1000.00' })
  }
  await small.opened.database.pool.query(`insert into deviation (workspace_id, org_unit_id, period, whys, opened_by, opened_on)
    values (1, 2, '2025-4', '[]', 'analyst', '2025-10-01'), (1, 3, '2025-4', '[]', 'analyst', '2025-10-01')`)
  responseId = (
    await createResponse(before10, {
      deviationId: 1,
      title: 'Win the north back',
      people: [{ personId: 1, role: 'lead' }],
    })
  ).responseId
})
after(() => small.opened.close())

test('real recovery is what came on the slice less what had been projected when the measure began', async () => {
  const { measureId } = await addMeasure(before10, { ...PRICING, responseId })
  const [planned] = await findResponses(before10, {})
  assert.deepEqual(
    planned?.measures.map(({ state, recovery }) => [state, recovery]),
    [['planned', null]],
  )
  assert.deepEqual([planned?.cost, planned?.expected, planned?.real], [20_000, 100_000, 0])
  await saveMeasure(before10, { ...PRICING, measureId, version: 1, state: 'running' })
  await small.order({ day: '2025-10-20', amount: '1500.00' })
  await small.order({ day: '2025-11-05', amount: '1250.00' })
  // Another team's sales are no recovery of this measure.
  await small.order({ day: '2025-11-06', amount: '9000.00', org_unit_id: 3, person_id: 2 })
  const [response] = await findResponses(at(small.analyst, '2025-12-31'), {})
  const recovery = response?.measures[0]?.recovery
  // A level history without any season is projected at its level; data end on 6 November, a fifth of that month.
  assert.deepEqual(recovery?.months[0], {
    month: '2025-10',
    expected: 20_000,
    projected: 100_000,
    actual: 150_000,
    due: 20_000,
    real: 50_000,
  })
  assert.deepEqual(recovery?.months[1], {
    month: '2025-11',
    expected: 40_000,
    projected: 100_000,
    actual: 125_000,
    due: 8_000,
    real: 105_000,
  })
  assert.deepEqual([recovery?.expected, recovery?.due, recovery?.real], [100_000, 28_000, 155_000])
  assert.equal(recovery?.share, 155 / 28)
  assert.deepEqual([response?.due, response?.real], [28_000, 155_000])
})

test('once begun, slice and projection stay; the second writer is told', async () => {
  const [response] = await findResponses(before10, {})
  const measure = response?.measures[0]
  const { measureId = 0, version = 0 } = measure ?? {}
  const moved = { ...PRICING, slice: { orgUnitId: 3 }, measureId, version, state: 'done' as const }
  await saveMeasure(at(small.analyst, '2025-12-31'), moved)
  const [after] = await findResponses(at(small.analyst, '2025-12-31'), {})
  assert.deepEqual(after?.measures[0]?.slice, PRICING.slice)
  assert.equal(after?.measures[0]?.beganOn, '2025-10-01')
  await assert.rejects(saveMeasure(small.analyst, moved), code('versionConflict'))
  const terms = { responseId, version: 9, title: 'x', state: 'open' as const, people: [] }
  await assert.rejects(saveResponse(small.analyst, terms), code('versionConflict'))
})

test('budget moves are lines of a ledger and measures of the response; a person is reassigned from a day on', async () => {
  const today = at(small.analyst, '2025-12-31')
  const move = { responseId, fromUnitId: 3, toUnitId: 2, month: '2026-02', amount: 5_000, note: 'fair' }
  await moveBudget(today, move)
  await assert.rejects(moveBudget(today, { ...move, toUnitId: 3 }), code('invalidInput'))
  await assert.rejects(moveBudget(today, { ...move, month: '2025-11' }), code('invalidInput'))
  const behind = { responseId, personId: 2, toUnitId: 2, effectiveFrom: '2025-11-01' }
  await assert.rejects(reassignPerson(today, behind), code('invalidInput'))
  await assert.rejects(moveBudget(small.anna, move), code('outsideSubtree'))
  await reassignPerson(today, { responseId, personId: 2, toUnitId: 2, effectiveFrom: '2026-02-01' })
  const [response] = await findResponses(today, {})
  assert.deepEqual(
    response?.moves.map(({ fromUnit, toUnit, amount, month }) => [fromUnit.en, toUnit.en, amount, month]),
    [['West', 'East', 5_000, '2026-02']],
  )
  assert.deepEqual(
    response?.measures.slice(1).map(({ kind, state, step }) => [kind, state, step?.text.en]),
    [
      ['budget', 'done', 'West → East (2026-02)'],
      ['reassignment', 'done', 'Ben: West → East (2026-02-01)'],
    ],
  )
  const { rows } = await small.opened.database.pool.query<{ unit: number; since: string }>(
    `select org_unit_id as unit, valid_from::text as since from position where person_id = 2 order by valid_from`,
  )
  assert.deepEqual(
    rows.map(({ unit, since }) => [unit, since]),
    [
      [3, '2020-01-01'],
      [2, '2026-02-01'],
    ],
  )
  const step = response?.measures[1]
  const change = { ...PRICING, measureId: step?.measureId ?? 0, version: 1, state: 'dropped' as const }
  await assert.rejects(saveMeasure(today, change), code('measureStep'))
  const { rows: trail } = await small.opened.database.pool.query<{ action: string }>(
    `select distinct action from audit_entry where action like 'monitoring.%' order by 1`,
  )
  assert.deepEqual(
    trail.map(({ action }) => action),
    [
      'monitoring.addMeasure',
      'monitoring.createResponse',
      'monitoring.moveBudget',
      'monitoring.reassignPerson',
      'monitoring.saveMeasure',
    ],
  )
})

test('who works in a response of another part finds it, with the measures alone that they answer for', async () => {
  const title = 'Visit the twenty largest'
  await addMeasure(before10, { ...PRICING, title, ownerId: 1, responseId })
  await addMeasure(before10, { ...PRICING, title: 'of Ben', ownerId: 2, responseId })
  const [found, ...more] = await findResponses(small.anna, {})
  assert.equal(more.length, 0)
  assert.deepEqual(
    [found?.responseId, found?.isSeen, found?.moves, found?.due, found?.real],
    [responseId, false, [], 0, 0],
  )
  assert.ok(found?.measures.every(({ ownerId, recovery }) => ownerId === 1 && recovery === null))
  assert.ok(found?.measures.some((measure) => measure.title === title))
  const whole = (await findResponses(before10, {})).find((each) => each.responseId === responseId)
  assert.ok(whole?.isSeen && whole.measures.length > (found?.measures.length ?? 0))
  // Ben owns a measure; a person who does neither finds nothing.
  const stranger = { ...small.anna, actor: { ...small.anna.actor, personId: null } }
  assert.deepEqual(await findResponses(stranger, {}), [])
})

test('the owner of a measure says that it is done, and what had been projected of all of its part is kept', async () => {
  const terms = { ...PRICING, title: 'of Ben, of the east', ownerId: 2, responseId }
  const { measureId } = await addMeasure(before10, terms)
  const other = await addMeasure(before10, { ...terms, title: 'begun by who may write' })
  await saveMeasure(before10, { ...terms, measureId: other.measureId, version: 1, state: 'running' })
  const actor = { ...small.anna.actor, role: 'representative' as const, personId: 2 }
  const ben: CallContext = {
    ...before10,
    actor,
    visibility: { whole: false, orgUnitIds: [], personIds: [2] },
  }
  await assert.rejects(finishMeasure(small.anna, { measureId, version: 1, done: true }), code('notFound'))
  assert.deepEqual(await finishMeasure(ben, { measureId, version: 1, done: true }), { measureId, version: 2 })
  await assert.rejects(finishMeasure(ben, { measureId, version: 1, done: false }), code('versionConflict'))
  const read = async () => {
    const { rows } = await small.opened.database.pool.query<{
      state: string
      began: string
      projected: unknown
    }>(
      `select state, began_on::text as began, projected from response_measure
        where response_measure_id in (${measureId}, ${other.measureId}) order by response_measure_id`,
    )
    return rows
  }
  const [his, theirs] = await read()
  assert.deepEqual([his?.state, his?.began], ['done', '2025-10-01'])
  assert.deepEqual(his?.projected, theirs?.projected, 'not only what the owner sees of the part')
  await finishMeasure(ben, { measureId, version: 2, done: false })
  assert.equal((await read())[0]?.state, 'running')
  await saveMeasure(before10, { ...terms, measureId, version: 3, state: 'dropped' })
  await assert.rejects(finishMeasure(ben, { measureId, version: 4, done: true }), code('measureDropped'))
})

test('a new measure is due today or later; one that stands keeps its day', async () => {
  const late = at(small.analyst, '2025-12-16')
  await assert.rejects(addMeasure(late, { ...PRICING, responseId }), code('invalidInput'))
  const { measureId } = await addMeasure(late, { ...PRICING, dueOn: '2025-12-16', responseId })
  await saveMeasure(at(small.analyst, '2025-12-20'), {
    ...{ ...PRICING, dueOn: '2025-12-16', title: 'later' },
    ...{ measureId, version: 1, state: 'planned' as const },
  })
})

test('responses of other parts are not written', async () => {
  await assert.rejects(addMeasure(small.anna, { ...PRICING, responseId }), code('notFound'))
  await assert.rejects(
    createResponse(small.anna, { deviationId: 1, title: 'x', people: [] }),
    code('notFound'),
  )
})

test('a measure works on a person, region, product and customer at once, and is counted for who sees all of that part', async () => {
  const { rows } = await small.opened.database.pool.query<{ id: number }>(
    `insert into deviation (workspace_id, person_id, period, whys, opened_by, opened_on)
      values (1, 1, '2025-4', '[]', 'analyst', '2025-10-01') returning deviation_id as id`,
  )
  const anna = at(small.anna, '2025-10-01')
  const people = [{ personId: 1, role: 'prices' }]
  const own = await createResponse(anna, { deviationId: rows[0]?.id ?? 0, title: 'Win it back', people })
  const begin = async (context: CallContext, slice: MeasureTerms['slice']) => {
    const terms = { ...PRICING, slice }
    const { measureId } = await addMeasure(context, { ...terms, responseId: own.responseId })
    await saveMeasure(context, { ...terms, measureId, version: 1, state: 'running' })
    return measureId
  }
  const partly = addMeasure(anna, { ...PRICING, slice: { regionId: 2 }, responseId: own.responseId })
  await assert.rejects(partly, code('invalidInput'))
  await assert.rejects(begin(before10, { regionId: 99 }), code('notFound'))
  const narrow = await begin(anna, { personId: 1, regionId: 2, productId: 2, customerId: 1 })
  const wide = await begin(before10, { regionId: 2 })
  const later = (context: CallContext) => at(context, '2025-12-31')
  const shown = async (context: CallContext, id: number) => {
    const found = (await findResponses(later(context), {})).find(
      ({ responseId: each }) => each === own.responseId,
    )
    assert.deepEqual(
      found?.people.map(({ name, role }) => [name.en, role]),
      [['Anna', 'prices']],
    )
    return found?.measures.find(({ measureId }) => measureId === id)
  }
  const hers = await shown(small.anna, narrow)
  assert.deepEqual(
    hers?.sliceNames.map(({ en }) => en),
    ['Anna', 'North', 'Road', ...(hers?.sliceNames.slice(3).map(({ en }) => en) ?? [])],
  )
  assert.equal(hers?.sliceNames.length, 4)
  // What all see of it is the same: it is hers altogether.
  assert.deepEqual((await shown(small.analyst, narrow))?.recovery, hers?.recovery)
  assert.notEqual(hers?.recovery, null)
  assert.notEqual((await shown(small.analyst, wide))?.recovery, null)
  assert.equal((await shown(small.anna, wide))?.recovery, null)
})
