import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import {
  applyChange,
  buildCube,
  type CubeCell,
  cutDimension,
  operationOfCode,
  type PlanConstraints,
  parsePlanningCode,
  type Selection,
  selectCells,
  shapePlan,
  spreadCube,
  sumCells,
  timeDimension,
  undoChange,
  type WriteContext,
  writeCell,
} from './index.ts'

const organisation = cutDimension('organisation', [
  { key: 'company', parent: null },
  { key: 'north', parent: 'company' },
  { key: 'an', parent: 'north' },
  { key: 'bo', parent: 'north' },
  { key: 'chen', parent: 'company' },
])
const product = cutDimension('product', [
  { key: 'bikes', parent: null },
  { key: 'parts', parent: null },
])
const months = ['2026-01', '2026-02', '2026-03', '2026-04']
const combinations = [
  ['an', 'bikes'],
  ['an', 'parts'],
  ['bo', 'bikes'],
  ['chen', 'bikes'],
]
const shape = shapePlan([organisation, product], combinations, months)
const values = Float64Array.from([10, 20, 30, 40, 1, 2, 3, 4, 0, 5, 5, 0, 7, 7, 7, 7])

function written(at: Selection, text: string, context: WriteContext = {}): number[] {
  const change = writeCell(shape, values, at, text, 0, context)
  assert.ok(change.ok, JSON.stringify(change))
  return [...applyChange(values, change.value)]
}

const bo = { members: { organisation: 'bo' } }
const firstQuarter = { months: months.slice(0, 3) }

test('repeat, equal and repeat on leaves, lines and growth along the months are written into a cell of a plan', () => {
  const others = [10, 20, 30, 40, 1, 2, 3, 4]
  assert.deepEqual(written(bo, 'R3'), [...others, 3, 3, 3, 3, 7, 7, 7, 7])
  assert.deepEqual(written(bo, 'LR3'), [...others, 0, 3, 3, 0, 7, 7, 7, 7])
  assert.deepEqual(written(bo, 'LS9'), [...others, 0, 5, 4, 0, 7, 7, 7, 7])
  assert.deepEqual(written(bo, 'SL10:40'), [...others, 10, 20, 30, 40, 7, 7, 7, 7])
  assert.deepEqual(written(bo, 'GR100:50'), [...others, 100, 150, 225, 338, 7, 7, 7, 7])
  assert.deepEqual(written({ ...bo, ...firstQuarter }, 'SL~1:3'), [...others, -1, 3, 2, 0, 7, 7, 7, 7])
  assert.deepEqual(written({ members: { organisation: 'an' } }, 'SL22:44'), [
    ...[20, 26, 34, 40],
    ...[2, 3, 3, 4],
    ...[0, 5, 5, 0, 7, 7, 7, 7],
  ])
})

test('in proportion to a reference: this person as that one', () => {
  const reference = { members: { organisation: 'an', product: 'bikes' } }
  const others = [10, 20, 30, 40, 1, 2, 3, 4]
  assert.deepEqual(written({ members: { organisation: 'bo', product: 'bikes' } }, 'RP200', { reference }), [
    ...others,
    ...[20, 40, 60, 80],
    ...[7, 7, 7, 7],
  ])
  const without = writeCell(shape, values, bo, 'RP200', 0)
  assert.equal(without.ok || without.reason, 'reference-shape')
})

test('held leaves and totals stay, floors and ceilings bind, and only what is touched is in the change', () => {
  assert.deepEqual(
    written(bo, '30', { heldLeaves: [{ organisation: 'bo', time: 'month:2026-02' }] }).slice(8, 12),
    [0, 5, 25, 0],
  )
  const ceiling = [{ at: { organisation: 'bo', time: 'month:2026-02' }, high: 6 }]
  assert.deepEqual(written(bo, '30', { bounds: ceiling }).slice(8, 12), [0, 6, 24, 0])
  const heldTotals = [{ time: 'month:2026-02' }]
  const change = writeCell(shape, values, { ...bo, months: ['2026-02'] }, '7', 0, { heldTotals })
  assert.ok(change.ok)
  const after = applyChange(values, change.value)
  const february = selectCells(shape, { months: ['2026-02'] })
  assert.equal(sumCells(after, february), 34)
  assert.equal(after[9], 7)
  assert.deepEqual(
    [...change.value.cells],
    [1, 5, 9, 13].filter((cell) => cell === 9 || after[cell] !== values[cell]),
  )
})

test('what is impossible names what to release, and months that are no period are refused', () => {
  const held = writeCell(shape, values, bo, '30', 0, { heldLeaves: [{ organisation: 'north' }] })
  assert.ok(!held.ok && held.reason === 'holds-and-bounds')
  assert.deepEqual((held.detail as { release?: unknown }).release, [
    {
      kind: 'leafHold',
      at: { organisation: 'bo', product: 'bikes', time: 'month:2026-01' },
      by: 20,
    },
  ])
  assert.throws(
    () => writeCell(shape, values, { months: ['2026-01', '2026-03'] }, '1', 0),
    /no month, quarter/,
  )
  const hold = writeCell(shape, values, bo, 'HC', 0)
  assert.equal(hold.ok || hold.reason, 'unknown-code')
})

const place = fc.record({
  organisation: fc.option(fc.constantFrom('company', 'north', 'an', 'bo', 'chen'), { nil: null }),
  product: fc.option(fc.constantFrom('bikes', 'parts'), { nil: null }),
  time: fc.option(fc.constantFrom('quarter:1', 'month:2026-01', 'month:2026-04'), { nil: null }),
})
const addressOf = (given: Record<string, string | null>) =>
  Object.fromEntries(Object.entries(given).flatMap(([name, key]) => (key === null ? [] : [[name, key]])))
const selectionOf = ({ time, ...members }: Record<string, string>): Selection => {
  if (time === undefined) return { members }
  return { members, months: time === 'quarter:1' ? months.slice(0, 3) : [time.slice('month:'.length)] }
}

test('a cell of a plan takes every code exactly as the calculation does, around the same holds and bounds', () => {
  const code = fc.constantFrom(
    '60',
    'P+9',
    'S41',
    'S+7',
    'LS20',
    'R4',
    'LR~1',
    'P%+10',
    'SL10:30',
    'GR20:25',
    'C',
    '-5',
  )
  const constraints = fc.record({
    heldLeaves: fc.array(place, { maxLength: 2 }),
    heldTotals: fc.array(place, { maxLength: 2 }),
    high: fc.option(place, { nil: null }),
  })
  fc.assert(
    fc.property(place, code, constraints, (at, text, { heldLeaves, heldTotals, high }) => {
      const kept: PlanConstraints = {
        heldLeaves: heldLeaves.map(addressOf),
        heldTotals: heldTotals.map(addressOf),
        bounds: high === null ? [] : [{ at: addressOf(high), high: 50 }],
      }
      const dimensions = [organisation, product, timeDimension(shape)]
      const cells = combinations.flatMap((keys, c) =>
        months.map(
          (month, m): CubeCell => ({ keys: [...keys, `month:${month}`], value: values[c * 4 + m]! }),
        ),
      )
      const cube = buildCube(dimensions, cells, false)
      for (const { at: bounded } of kept.bounds ?? [])
        for (const cell of selectCells(shape, selectionOf(bounded))) cube.high[cell] = 50
      const parsed = parsePlanningCode(text)
      assert.ok(parsed.ok)
      const whole = spreadCube(cube, [
        ...kept.heldLeaves!.flatMap((held) =>
          selectCells(shape, selectionOf(held)).length === 0
            ? []
            : [{ at: held, method: 'hold', hold: 'leaf' } as const],
        ),
        ...kept.heldTotals!.flatMap((held) =>
          selectCells(shape, selectionOf(held)).length === 0
            ? []
            : [{ at: held, method: 'hold', hold: 'consolidation' } as const],
        ),
        operationOfCode(addressOf(at), parsed.value, Number, 'time'),
      ])
      const change = writeCell(shape, values, selectionOf(addressOf(at)), text, 0, kept)
      assert.equal(change.ok, whole.ok)
      if (!change.ok || !whole.ok) return
      const after = applyChange(values, change.value)
      assert.deepEqual(after, whole.value)
      assert.deepEqual(undoChange(after, change.value), values)
    }),
    { numRuns },
  )
})

test('a chain of 10,000 members is cut without running out of stack, and a circle is named', () => {
  const chain = Array.from({ length: 10_000 }, (_, i) => ({
    key: `m${i}`,
    parent: i === 0 ? null : `m${i - 1}`,
  }))
  const cut = cutDimension('deep', chain)
  assert.equal(cut.depths[9_999], 9_999)
  assert.equal(cut.ends[0], 10_000)
  const closed = chain.map((member, i) => (i === 5 ? { ...member, parent: 'm9' } : member))
  assert.throws(() => cutDimension('deep', closed), /circle: m5 → m9 → m8 → m7 → m6$/)
  assert.throws(
    () => cutDimension('twice', [...chain, { key: 'm77', parent: null }]),
    /dimension twice has the member m77 twice/,
  )
})
