import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import {
  applyChange,
  changedByPercent,
  cutDimension,
  decodeChunk,
  encodeChunk,
  type HistoryCell,
  outlinePlan,
  parsePlanningCode,
  selectCells,
  shapePlan,
  spreadProportional,
  sumCells,
  sumRow,
  type TargetRequest,
  targetFromHistory,
  undoChange,
  writeCell,
} from './index.ts'

const organisation = cutDimension('organisation', [
  { key: 'orgUnit:1', parent: null },
  { key: 'orgUnit:2', parent: 'orgUnit:1' },
  { key: 'orgUnit:3', parent: 'orgUnit:1' },
  { key: 'person:1', parent: 'orgUnit:2' },
  { key: 'person:2', parent: 'orgUnit:2' },
  { key: 'person:3', parent: 'orgUnit:3' },
])
const region = cutDimension('region', [
  { key: 'region:1', parent: null },
  { key: 'region:2', parent: 'region:1' },
  { key: 'region:3', parent: 'region:1' },
])
const product = cutDimension('product', [
  { key: 'product:1', parent: null },
  { key: 'product:2', parent: null },
])
const months = ['2013-01', '2013-02', '2013-03']

const cell = (
  person: number,
  place: number,
  item: number,
  month: number,
  ledgerUnits: number,
): HistoryCell => ({
  keys: [`person:${person}`, `region:${place}`, `product:${item}`],
  month,
  ledgerUnits: BigInt(ledgerUnits),
})

function request(history: HistoryCell[], more: Partial<TargetRequest> = {}): TargetRequest {
  const people = [1, 2, 3].map((id) => ({
    key: `person:${id}`,
    homeRegion: 'region:2',
    peers: id === 3 ? [] : [`person:${3 - id}`],
  }))
  return {
    dimensions: [organisation, region, product],
    history,
    people,
    months,
    growthPercent: 12,
    fallback: 'teamMedian',
    currencyDigits: 2,
    ...more,
  }
}

function targetOf(history: HistoryCell[], more: Partial<TargetRequest> = {}) {
  const answer = targetFromHistory(request(history, more))
  assert.ok(answer.ok)
  return answer.value
}

test('members are cut depth first, so that a unit is one range', () => {
  assert.deepEqual(organisation.keys, [
    'orgUnit:1',
    'orgUnit:2',
    'person:1',
    'person:2',
    'orgUnit:3',
    'person:3',
  ])
  assert.deepEqual(organisation.ends, [6, 4, 3, 4, 6, 6])
})

test('a circle, a double key and an unknown parent are refused', () => {
  assert.throws(
    () =>
      cutDimension('x', [
        { key: 'a', parent: 'b' },
        { key: 'b', parent: 'a' },
      ]),
    /circle/,
  )
  assert.throws(
    () =>
      cutDimension('x', [
        { key: 'a', parent: null },
        { key: 'a', parent: null },
      ]),
    /twice/,
  )
  assert.throws(() => cutDimension('x', [{ key: 'a', parent: 'z' }]), /unknown parent/)
})

test('a year of 100.00 grown by 12 % is 112.00, in the proportions of history', () => {
  const target = targetOf([cell(1, 2, 1, 0, 600_000), cell(2, 2, 1, 0, 300_000), cell(3, 3, 2, 2, 100_000)])
  assert.equal(target.baseTotal, 10_000)
  assert.equal(target.total, 11_200)
  const cells = selectCells(target.shape, { members: { organisation: 'person:1' } })
  assert.equal(sumCells(target.values, cells), 6_720)
})

test('a person without history gets the median of the team, spread like the team sells, and is named', () => {
  const target = targetOf([cell(1, 2, 1, 0, 300_000), cell(1, 2, 2, 1, 100_000), cell(3, 3, 1, 0, 100_000)])
  assert.deepEqual(target.fallbacks, [{ person: 'person:2', ledgerUnits: 400_000, peers: 1 }])
  const own = selectCells(target.shape, { members: { organisation: 'person:2' } })
  const bikes = selectCells(target.shape, { members: { organisation: 'person:2', product: 'product:1' } })
  const total = sumCells(target.values, own)
  // weights 40 + 40 + 10 = 90; target 50 × 1.12 = 56.00; 56.00 × 40 ÷ 90 = 24.888…
  assert.ok(Math.abs(total - 2_489) <= 1)
  assert.ok(Math.abs(sumCells(target.values, bikes) - (total * 3) / 4) <= 1)
})

test('without the fallback a person without history gets nothing, and without any history there is no answer', () => {
  const target = targetOf([cell(1, 2, 1, 0, 300_000)], { fallback: 'none' })
  assert.deepEqual(target.fallbacks, [])
  assert.equal(target.shape.combinations.length / 3, 1)
  assert.deepEqual(targetFromHistory(request([])), { ok: false, reason: 'no-history', detail: {} })
})

test('people of the history who are gone are named, and their sales stay in the base', () => {
  const target = targetOf([cell(1, 2, 1, 0, 300_000), cell(9, 2, 1, 0, 100_000)], { fallback: 'none' })
  assert.deepEqual(target.departed, ['person:9'])
  assert.equal(target.baseTotal, 4_000)
  assert.equal(target.total, 4_480)
})

test('leaves add up to the target exactly, whatever the history', () => {
  const history = fc.array(
    fc.record({
      person: fc.integer({ min: 1, max: 3 }),
      place: fc.integer({ min: 2, max: 3 }),
      item: fc.integer({ min: 1, max: 2 }),
      month: fc.integer({ min: 0, max: 2 }),
      units: fc.integer({ min: -50_000, max: 9_000_000 }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  fc.assert(
    fc.property(history, fc.integer({ min: -50, max: 300 }), (rows, growth) => {
      const answer = targetFromHistory(
        request(
          rows.map((row) => cell(row.person, row.place, row.item, row.month, row.units)),
          { growthPercent: growth },
        ),
      )
      if (!answer.ok) return
      const { shape, values, total } = answer.value
      const all = Int32Array.from({ length: shape.combinations.length / 3 }, (_, c) => c)
      const rowsOfPlan = outlinePlan(
        shape,
        [{ kind: 'dimension', name: 'organisation' }, { kind: 'months' }],
        all,
        [0, 1, 2],
      )
      assert.equal(sumRow(shape, values, rowsOfPlan[0]!), total)
      for (const parent of rowsOfPlan.filter((row) => row.hasChildren)) {
        const below = rowsOfPlan
          .filter((row) => row.parentKey === parent.key)
          .reduce((sum, row) => sum + sumRow(shape, values, row), 0)
        assert.equal(below, sumRow(shape, values, parent))
      }
    }),
    { numRuns },
  )
})

test('percent changes are exact and rounded away from zero at a half', () => {
  assert.equal(changedByPercent(10_050, 12), 11_256)
  assert.equal(changedByPercent(1, 50), 2)
  assert.equal(changedByPercent(-1, 50), -2)
  assert.equal(changedByPercent(333, 12.5), 375)
})

const shape = shapePlan(
  [organisation, region, product],
  [
    ['person:1', 'region:2', 'product:1'],
    ['person:2', 'region:2', 'product:1'],
    ['person:3', 'region:3', 'product:2'],
  ],
  months,
)
const values = Float64Array.from([10, 20, 30, 0, 0, 0, 5, 5, 5])

test('a number typed into a consolidation is spread in proportion over its leaves', () => {
  const change = writeCell(shape, values, { members: { organisation: 'orgUnit:2' } }, '1.20', 2)
  assert.ok(change.ok)
  assert.deepEqual([...applyChange(values, change.value)], [20, 40, 60, 0, 0, 0, 5, 5, 5])
})

test('codes add, subtract, spread equally, change by percent and clear', () => {
  const written = (at: string, code: string) => {
    const change = writeCell(shape, values, { members: { organisation: at } }, code, 2)
    assert.ok(change.ok, code)
    return [...change.value.after]
  }
  assert.deepEqual(written('person:1', 'P+0.60'), [20, 40, 60])
  assert.deepEqual(written('person:1', 'P~0.30'), [5, 10, 15])
  assert.deepEqual(written('person:1', 'S<>0.90'), [30, 30, 30])
  assert.deepEqual(written('person:1', 'S+0.30'), [20, 30, 40])
  assert.deepEqual(written('person:3', 'P%+100'), [10, 10, 10])
  assert.deepEqual(written('person:3', 'P%150'), [8, 8, 7])
  assert.deepEqual(written('person:1', 'C'), [0, 0, 0])
  assert.deepEqual(written('person:2', '0.05'), [2, 2, 1])
})

test('what is no code, too fine for the currency or too large is refused with its reason', () => {
  const refused = (text: string, cells = values) => {
    const answer = writeCell(shape, cells, { members: { organisation: 'person:1' } }, text, 2)
    return answer.ok ? 'accepted' : answer.reason
  }
  assert.equal(refused('abc'), 'unknown-code')
  assert.equal(refused('1.005'), 'not-in-unit')
  assert.equal(refused('90071992547409.93'), 'too-large')
})

test('codes are read as the planning field writes them', () => {
  assert.deepEqual(parsePlanningCode('P<>100'), {
    ok: true,
    value: { method: 'proportional', action: 'replace', amount: '100' },
  })
  assert.deepEqual(parsePlanningCode('s+1,200'), {
    ok: true,
    value: { method: 'equal', action: 'add', amount: '1200' },
  })
  assert.deepEqual(parsePlanningCode('P%~10'), {
    ok: true,
    value: { method: 'percentChange', action: 'subtract', percent: 10 },
  })
})

test('a percentage that no number holds is no code', () => {
  const digits = '9'.repeat(310)
  for (const text of [
    `P%${digits}`,
    `P%~${digits}`,
    `GR1:${digits}`,
    `GR1:-${digits}`,
    'P%+9999999999999999',
  ])
    assert.deepEqual(parsePlanningCode(text), { ok: false, reason: 'unknown-code', detail: { text } })
  assert.equal(parsePlanningCode('P%+999999').ok, true)
})

test('amounts may end in 万, 亿, K or M, and lose no digit by it', () => {
  const amountOf = (text: string) => {
    const read = parsePlanningCode(text)
    return read.ok && 'amount' in read.value ? read.value.amount : null
  }
  assert.deepEqual(
    ['3100万', '1.2亿', '1,200萬', '0.00005億', '-2.5k', '3m', 'S<>12.345K', '１２万', '.5万', '7'].map(
      amountOf,
    ),
    ['31000000', '120000000', '12000000', '5000', '-2500', '3000000', '12345', '120000', '5000', '7'],
  )
  assert.equal(amountOf('1.23456万'), '12345.6')
  for (const text of ['万', '3万5', 'P%+1万', '3T']) assert.equal(parsePlanningCode(text).ok, false)
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom('万', '亿', 'K', 'M'), (ten, scale) => {
      const factor = { 万: 1e4, 亿: 1e8, K: 1e3, M: 1e6 }[scale] ?? 0
      assert.equal(Math.round(Number(amountOf(`${ten / 10}${scale}`)) * 10), ten * factor)
    }),
    { numRuns },
  )
})

test('an undo brings back every cell exactly', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 9, maxLength: 9 }),
      fc.integer({ min: 0, max: 1e12 }),
      (start, total) => {
        const before = Float64Array.from(start)
        const cells = selectCells(shape, {
          members: { organisation: 'orgUnit:2' },
          months: ['2013-02', '2013-03'],
        })
        const change = spreadProportional(before, cells, total)
        assert.ok(change.ok)
        const after = applyChange(before, change.value)
        assert.equal(sumCells(after, cells), total)
        assert.deepEqual(undoChange(after, change.value), before)
      },
    ),
    { numRuns },
  )
})

test('a chunk comes back as it was, and a damaged or newer one is refused', () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeInteger(), { maxLength: 40 }), fc.nat(1e6), (numbers, first) => {
      const answer = decodeChunk(encodeChunk({ first, values: Float64Array.from(numbers) }))
      assert.deepEqual(answer, { ok: true, value: { first, values: Float64Array.from(numbers) } })
    }),
    { numRuns },
  )
  const bytes = encodeChunk({ first: 0, values: Float64Array.from([1, 2, 3]) })
  const damaged = bytes.slice()
  damaged[20] = damaged[20]! ^ 1
  const newer = bytes.slice()
  newer[2] = 9
  assert.equal(decodeChunk(damaged).ok, false)
  assert.deepEqual(decodeChunk(newer), {
    ok: false,
    reason: 'unknown-format',
    detail: { format: 9, known: 1 },
  })
  assert.throws(() => encodeChunk({ first: 0, values: Float64Array.from([0.5]) }), /not a whole number/)
})

test('an outline nests its axes and starts with the one member that holds everything', () => {
  const rows = outlinePlan(
    shape,
    [
      { kind: 'dimension', name: 'organisation' },
      { kind: 'dimension', name: 'product' },
    ],
    Int32Array.from([0, 1]),
    [0, 1, 2],
  )
  assert.deepEqual(
    rows.map((row) => [row.memberKey, row.level]),
    [
      ['orgUnit:2', 0],
      ['person:1', 1],
      ['product:1', 2],
      ['person:2', 1],
      ['product:1', 2],
    ],
  )
})
