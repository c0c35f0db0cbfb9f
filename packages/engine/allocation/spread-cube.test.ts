import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import {
  applyRatioOperation,
  buildCube,
  type CellAddress,
  type Cube,
  type CubeCell,
  cellsBelow,
  cutDimension,
  operationOfCode,
  parsePlanningCode,
  type SpreadOperation,
  spreadCube,
} from './index.ts'

const region = cutDimension('region', [
  { key: 'all', parent: null },
  { key: 'north', parent: 'all' },
  { key: 'a', parent: 'north' },
  { key: 'b', parent: 'north' },
  { key: 'c', parent: 'all' },
])
const product = cutDimension('product', [
  { key: 'p', parent: null },
  { key: 'q', parent: null },
])
const time = cutDimension('time', [
  { key: 'year', parent: null },
  ...['m1', 'm2', 'm3'].map((key) => ({ key, parent: 'year' })),
])

const leaves = ['a', 'b', 'c']
const places = leaves.flatMap((place) => ['p', 'q'].map((item) => [place, item]))

function line(values: readonly number[], more: Partial<CubeCell>[] = []): Cube {
  const cells = values.map((value, i) => ({ keys: [leaves[i]!], value, ...more[i] }))
  return buildCube([region], cells, true)
}

function months(values: readonly number[], more: Partial<CubeCell>[] = []): Cube {
  return buildCube(
    [time],
    values.map((value, i) => ({ keys: [`m${i + 1}`], value, ...more[i] })),
    true,
  )
}

function typed(at: CellAddress, text: string, axis = 'time'): SpreadOperation {
  const code = parsePlanningCode(text)
  assert.ok(code.ok, text)
  return operationOfCode(at, code.value, Number, axis)
}

function run(cube: Cube, ...operations: SpreadOperation[]): number[] {
  const answer = spreadCube(cube, operations)
  assert.ok(answer.ok, JSON.stringify(answer))
  return [...answer.value]
}

function refusal(cube: Cube, ...operations: SpreadOperation[]) {
  const answer = spreadCube(cube, operations)
  assert.ok(!answer.ok)
  return answer.detail as unknown as Record<string, unknown>
}

const hold = (at: CellAddress, kind: 'leaf' | 'consolidation' = 'leaf'): SpreadOperation => ({
  at,
  method: 'hold',
  hold: kind,
})

const sumAt = (cube: Cube, values: ArrayLike<number>, at: CellAddress) =>
  [...cellsBelow(cube, at)].reduce((sum, cell) => sum + values[cell]!, 0)

test('20 of 60 held, 100 typed: the other two share 80 in proportion (the field notes’ example)', () => {
  assert.deepEqual(run(line([20, 30, 10]), hold({ region: 'a' }), typed({}, '100')), [20, 60, 20])
})

test('every code of the planning field does what it does there', () => {
  const cube = line([10, 20, 30])
  assert.deepEqual(run(cube, typed({}, 'P<>120')), [20, 40, 60])
  assert.deepEqual(run(cube, typed({}, 'P+60')), [20, 40, 60])
  assert.deepEqual(run(cube, typed({}, 'P~30')), [5, 10, 15])
  assert.deepEqual(run(cube, typed({}, 'S90')), [30, 30, 30])
  assert.deepEqual(run(cube, typed({}, 'S+200')), [77, 87, 96])
  assert.deepEqual(run(cube, typed({}, 'R~5')), [5, 15, 25])
  assert.deepEqual(run(cube, typed({}, 'R7')), [7, 7, 7])
  assert.deepEqual(run(cube, typed({}, 'P%+10')), [11, 22, 33])
  assert.deepEqual(run(cube, typed({}, 'P%50')), [5, 10, 15])
  assert.deepEqual(run(cube, typed({}, 'C')), [0, 0, 0])
  assert.deepEqual(run(line([10, 0, 30]), typed({}, 'LS50')), [25, 0, 25])
  assert.deepEqual(run(line([10, 0, 30]), typed({}, 'LS*51')), [17, 17, 17])
  assert.deepEqual(run(line([10, 0, 30]), typed({}, 'LR4')), [4, 0, 4])
  assert.deepEqual(run(line([10, 0, 30]), typed({}, 'LR*+4')), [14, 4, 34])
  assert.deepEqual(run(months([1, 1, 1]), typed({}, 'SL100:200')), [100, 150, 200])
  assert.deepEqual(run(months([1, 1, 1]), typed({}, 'GR300:25')), [300, 375, 469])
  assert.deepEqual(run(months([1, 1, 1]), typed({}, 'SL+10：30')), [11, 21, 31])
})

test('pattern 4 4 5 of 13 gives 4, 4, 5, and of 14 the rest goes to the largest remainder', () => {
  const pattern = (value: number): SpreadOperation => ({
    at: {},
    method: 'pattern',
    action: 'replace',
    value,
    weights: [4, 4, 5],
    axis: 'time',
  })
  assert.deepEqual(run(months([0, 0, 0]), pattern(13)), [4, 4, 5])
  assert.deepEqual(run(months([0, 0, 0]), pattern(14)), [4, 4, 6])
  assert.deepEqual(run(months([2, 0, 0]), hold({ time: 'm1' }), pattern(11)), [2, 4, 5])
})

test('in proportion to a reference: this year like last year', () => {
  const years = cutDimension('time', [
    { key: 'old', parent: null },
    { key: 'o1', parent: 'old' },
    { key: 'o2', parent: 'old' },
    { key: 'new', parent: null },
    { key: 'n1', parent: 'new' },
    { key: 'n2', parent: 'new' },
  ])
  const cube = buildCube(
    [years],
    [
      { keys: ['o1'], value: 30 },
      { keys: ['o2'], value: 10 },
    ],
    true,
  )
  const like: SpreadOperation = {
    at: { time: 'new' },
    method: 'relativeProportional',
    action: 'replace',
    value: 100,
    reference: { time: 'old' },
  }
  assert.deepEqual(run(cube, like), [30, 10, 75, 25])
})

test('negative, zero and mixed totals: in proportion, and what is all zero becomes equal', () => {
  assert.deepEqual(run(line([10, 20, 30]), typed({}, '-60')), [-10, -20, -30])
  assert.deepEqual(run(line([-10, -20, -30]), typed({}, '120')), [20, 40, 60])
  assert.deepEqual(run(line([10, 20, 30]), typed({}, '0')), [0, 0, 0])
  assert.deepEqual(run(line([0, 0, 0]), typed({}, '10')), [4, 3, 3])
  assert.deepEqual(run(line([20, -10, 0]), typed({}, '20')), [40, -20, 0])
  assert.deepEqual(run(line([10, -10, 0]), typed({}, '10')), [15, -5, 0])
})

test('floors and ceilings bend the proportion and keep the total', () => {
  assert.deepEqual(run(line([10, 10, 10], [{ high: 15 }]), typed({}, '90')), [15, 38, 37])
  assert.deepEqual(run(line([10, 10, 10], [{ low: 8 }, { high: 4 }]), typed({}, '15')), [8, 4, 3])
})

test('a held consolidation keeps its total: outside it others take the change, inside it the neighbours do', () => {
  const cube = line([10, 20, 30])
  assert.deepEqual(run(cube, hold({ region: 'north' }, 'consolidation'), typed({}, '100')), [10, 20, 70])
  assert.deepEqual(
    run(cube, hold({ region: 'north' }, 'consolidation'), typed({ region: 'a' }, '25')),
    [25, 5, 30],
  )
})

test('what is impossible names the smallest set to release and by how much', () => {
  const held = refusal(line([20, 30, 10]), ...leaves.map((key) => hold({ region: key })), typed({}, '100'))
  assert.deepEqual(held['release'], [{ kind: 'leafHold', at: { region: 'a' }, by: 40 }])
  const bounded = refusal(line([5, 5, 5], [{ high: 10 }, { high: 10 }, { high: 10 }]), typed({}, '50'))
  assert.deepEqual(bounded['greatest'], 30)
  assert.deepEqual(bounded['release'], [{ kind: 'maximum', at: { region: 'a' }, by: 20 }])
  const whole = refusal(line([20, 30, 10]), hold({}, 'consolidation'), typed({}, '100'))
  assert.deepEqual(whole['release'], [{ kind: 'consolidationHold', at: {}, by: 40 }])
  assert.equal(whole['operation'], 1)
})

test('where every leaf is held, a value for each names the bounds and held totals behind the holds too', () => {
  const holds = ['a', 'b'].map((key) => hold({ region: key }))
  const whole = hold({ region: 'all' }, 'consolidation')
  const cube = () => line([1, 15, 9], [{ high: 10 }])
  const refused = refusal(cube(), ...holds, whole, typed({ region: 'north' }, 'R15'))
  assert.deepEqual(refused['release'], [
    { kind: 'leafHold', at: { region: 'a' }, by: 14 },
    { kind: 'maximum', at: { region: 'a' }, by: 5 },
    { kind: 'consolidationHold', at: { region: 'all' }, by: 14 },
  ])
  // released: the ceiling by 5, both holds
  const released = line([1, 15, 9], [{ high: 15 }])
  assert.deepEqual(run(released, holds[1]!, typed({ region: 'north' }, 'R15')), [15, 15, 9])
  assert.deepEqual(run(cube(), ...holds, typed({ region: 'b' }, 'R15')), [1, 15, 9])
})

test('a pattern over months that are all held is refused with a hold to release', () => {
  const holds = ['m1', 'm2', 'm3'].map((key) => hold({ time: key }))
  const pattern = {
    at: {},
    method: 'pattern',
    weights: [4, 4, 5],
    value: 26,
    action: 'replace',
    axis: 'time',
  } as const
  const refused = refusal(months([5, 5, 5]), ...holds, pattern)
  assert.deepEqual(refused['release'], [{ kind: 'leafHold', at: { time: 'm1' }, by: 11 }])
  assert.deepEqual(run(months([5, 5, 5]), ...holds.slice(1), pattern), [16, 5, 5])
})

test('totals beyond the safe integers are refused, not rounded', () => {
  for (const code of ['P+9007199254740991', 'GR9007199254740991:25', 'R9007199254740991']) {
    const answer = spreadCube(months([9_007_199_254_740_000, 0, 0]), [
      typed({}, code),
      typed({}, 'R+9007199254740991'),
    ])
    assert.ok(!answer.ok)
    assert.equal(answer.reason, 'too-large')
  }
})

test('a refusal leaves nothing changed, and a release makes the same request possible', () => {
  const cube = line([20, 30, 10])
  const holds = leaves.map((key) => hold({ region: key }))
  const release: SpreadOperation = { at: { region: 'a' }, method: 'hold', hold: 'releaseLeaf' }
  assert.deepEqual(run(cube, ...holds, release, typed({}, '100')), [60, 30, 10])
})

const grid = (values: readonly number[]) =>
  buildCube(
    [region, product],
    values.map((value, i) => ({ keys: places[i]!, value })),
    true,
  )

test('overlapping held consolidations are kept together, to the unit', () => {
  const amount = fc.integer({ min: 0, max: 1_000 })
  fc.assert(
    fc.property(fc.array(amount, { minLength: 6, maxLength: 6 }), amount, (values, asked) => {
      const cube = grid(values)
      const holds = [hold({ region: 'north' }, 'consolidation'), hold({ product: 'p' }, 'consolidation')]
      const answer = spreadCube(cube, [...holds, typed({ region: 'a', product: 'q' }, String(asked))])
      if (!answer.ok) {
        const { release } = answer.detail as unknown as { release: unknown[] }
        assert.ok(release.length > 0)
        return
      }
      assert.equal(sumAt(cube, answer.value, { region: 'a', product: 'q' }), asked)
      assert.equal(
        sumAt(cube, answer.value, { region: 'north' }),
        sumAt(cube, cube.values, { region: 'north' }),
      )
      assert.equal(sumAt(cube, answer.value, { product: 'p' }), sumAt(cube, cube.values, { product: 'p' }))
      assert.ok(answer.value.every(Number.isInteger))
    }),
    { numRuns },
  )
})

test('a line over the year keeps a held product: every month and the product are met, nothing goes below zero', () => {
  const values = Array.from({ length: 30 }, (_, i) => ({
    keys: [`p${i % 10}`, `m${(i % 3) + 1}`],
    value: 20 + i,
  }))
  const products = cutDimension(
    'product',
    Array.from({ length: 10 }, (_, i) => ({ key: `p${i}`, parent: null })),
  )
  const cube = buildCube([products, time], values, true)
  const kept = sumAt(cube, cube.values, { product: 'p4' })
  const answer = spreadCube(cube, [hold({ product: 'p4' }, 'consolidation'), typed({}, 'GR100:150')])
  assert.ok(answer.ok)
  assert.deepEqual(
    ['m1', 'm2', 'm3'].map((key) => sumAt(cube, answer.value, { time: key })),
    [100, 250, 625],
  )
  assert.equal(sumAt(cube, answer.value, { product: 'p4' }), kept)
  assert.ok(answer.value.every((value) => value >= 0))
})

test('with any holds and bounds the total is exact, held cells stay and bounds hold; or the refusal is true', () => {
  const leaf = fc.record({
    value: fc.integer({ min: -50, max: 1_000 }),
    held: fc.boolean(),
    low: fc.option(fc.integer({ min: -100, max: 0 }), { nil: undefined }),
    high: fc.option(fc.integer({ min: 0, max: 2_000 }), { nil: undefined }),
  })
  const rows = fc.array(leaf, { minLength: 3, maxLength: 3 })
  const method = fc.constantFrom('proportional', 'equal', 'equalLeaves' as const)
  fc.assert(
    fc.property(rows, fc.integer({ min: -500, max: 5_000 }), method, (cells, value, name) => {
      const cube = buildCube(
        [region],
        cells.map((cell, i) => ({
          keys: [leaves[i]!],
          value: cell.value,
          ...(cell.low === undefined ? {} : { low: cell.low }),
          ...(cell.high === undefined ? {} : { high: cell.high }),
        })),
        true,
      )
      const holds = cells.flatMap((cell, i) => (cell.held ? [hold({ region: leaves[i]! })] : []))
      const write: SpreadOperation = { at: {}, method: name, action: 'replace', value }
      const answer = spreadCube(cube, [...holds, write])
      const least = cells.reduce((sum, cell) => sum + (cell.held ? cell.value : (cell.low ?? -Infinity)), 0)
      const most = cells.reduce((sum, cell) => sum + (cell.held ? cell.value : (cell.high ?? Infinity)), 0)
      assert.equal(answer.ok, value >= least && value <= most)
      if (!answer.ok) return
      assert.equal(sumAt(cube, answer.value, {}), value)
      for (const [i, cell] of cells.entries()) {
        if (cell.held) assert.equal(answer.value[i], cell.value)
        else
          assert.ok(
            answer.value[i]! >= (cell.low ?? -Infinity) && answer.value[i]! <= (cell.high ?? Infinity),
          )
      }
    }),
    { numRuns },
  )
})

test('the smallest release is as small as trying every set finds', () => {
  const leaf = fc.record({ value: fc.integer({ min: 0, max: 50 }), room: fc.integer({ min: 0, max: 50 }) })
  fc.assert(
    fc.property(
      fc.array(leaf, { minLength: 3, maxLength: 3 }),
      fc.integer({ min: 1, max: 160 }),
      (cells, more) => {
        const cube = line(
          cells.map(({ value }) => value),
          cells.map(({ value, room }) => ({ high: value + room })),
        )
        const total = cells.reduce((sum, { value }) => sum + value, 0)
        const all = cells.reduce((sum, { room }) => sum + room, 0)
        if (more > all) return
        const detail = refusal(
          cube,
          ...leaves.map((key) => hold({ region: key })),
          typed({}, String(total + more)),
        )
        const release = detail['release'] as { kind: string; by: number }[]
        const moved = release.filter(({ kind }) => kind === 'leafHold')
        assert.equal(
          moved.reduce((sum, { by }) => sum + by, 0),
          more,
        )
        // every set of the three holds and the three ceilings
        const sizes = Array.from({ length: 64 }, (_, mask) => {
          const released = (lock: number) => (mask >> lock) % 2 === 1
          const freed = cells.map(({ room }, i) =>
            released(i) ? (released(i + 3) ? Number.POSITIVE_INFINITY : room) : 0,
          )
          const size = [0, 1, 2, 3, 4, 5].filter(released).length
          return freed.reduce((sum, gain) => sum + gain, 0) >= more ? size : 7
        })
        const smallest = Math.min(...sizes)
        assert.equal(release.length, smallest)
      },
    ),
    { numRuns },
  )
})

const ratio = (cells: readonly (readonly [value: number, denominator: number])[]) =>
  buildCube(
    [region],
    cells.map(([value, denominator], i) => ({ keys: [leaves[i]!], value, denominator })),
    true,
  )

test('a ratio is the weighted mean: shares of 50 % of 10 and 20 % of 30 are 27.5 %, and move by one shift in log-odds', () => {
  const cube = ratio([
    [0.5, 10],
    [0.2, 30],
    [0, 0],
  ])
  const answer = spreadCube(cube, [typed({}, '0.4')], applyRatioOperation)
  assert.ok(answer.ok)
  const [a, b] = answer.value
  assert.ok(Math.abs(a! * 10 + b! * 30 - 0.4 * 40) < 1e-12)
  const oddsRatio = (x: number, y: number) => Math.log(x / (1 - x)) - Math.log(y / (1 - y))
  assert.ok(Math.abs(oddsRatio(a!, 0.5) - oddsRatio(b!, 0.2)) < 1e-9)
})

test('ratios beyond 1 move in proportion, held ones stay, and an impossible mean is refused', () => {
  const prices = ratio([
    [100, 1],
    [200, 1],
    [0, 0],
  ])
  const raised = spreadCube(prices, [typed({ region: 'north' }, '300')], applyRatioOperation)
  assert.ok(raised.ok)
  assert.ok(Math.abs(raised.value[0]! - 200) < 1e-9 && Math.abs(raised.value[1]! - 400) < 1e-9)
  const shares = ratio([
    [0.5, 10],
    [0.2, 10],
    [0.1, 10],
  ])
  const stuck = spreadCube(shares, [hold({ region: 'north' }), typed({}, '0.9')], applyRatioOperation)
  assert.ok(!stuck.ok)
  const kept = spreadCube(shares, [hold({ region: 'a' }), typed({}, '0.3')], applyRatioOperation)
  assert.ok(kept.ok)
  assert.equal(kept.value[0], 0.5)
  assert.ok(Math.abs(kept.value.reduce((sum, value) => sum + value, 0) - 0.9) < 1e-12)
})

test('three held leaves of 5 with ceilings of 10 and 28 typed: one hold with its ceiling, by 13 and 8, is the fewest', () => {
  const cube = line([5, 5, 5], [{ high: 10 }, { high: 10 }, { high: 10 }])
  const detail = refusal(cube, ...leaves.map((key) => hold({ region: key })), typed({}, '28'))
  assert.deepEqual(detail['release'], [
    { kind: 'leafHold', at: { region: 'a' }, by: 13 },
    { kind: 'maximum', at: { region: 'a' }, by: 8 },
  ])
  assert.equal(detail['smallest'], true)
})

test('a line over months that are all held names the hold of the month that is enough, with its bound', () => {
  const holds = ['m1', 'm2', 'm3'].map((key) => hold({ time: key }))
  const line = {
    at: {},
    method: 'straightLine',
    value: 10,
    to: 20,
    action: 'replace',
    axis: 'time',
  } as const
  const refused = refusal(months([5, 5, 5]), ...holds, line)
  assert.deepEqual(
    [refused['at'], refused['asked'], refused['release']],
    [{ time: 'm1' }, 10, [{ kind: 'leafHold', at: { time: 'm1' }, by: 5 }]],
  )
  assert.deepEqual(run(months([5, 5, 5]), ...holds.slice(1), line), [10, 5, 5])
  // behind the hold of the first month is a ceiling too; the second has none
  const bounded = refusal(months([5, 5, 5], [{ high: 8 }]), ...holds, line)
  assert.deepEqual(bounded['release'], [{ kind: 'leafHold', at: { time: 'm2' }, by: 10 }])
  const both = { high: 8 }
  const narrow = refusal(months([5, 5, 5], [both, both, both]), ...holds, line)
  assert.deepEqual(narrow['release'], [
    { kind: 'leafHold', at: { time: 'm1' }, by: 5 },
    { kind: 'maximum', at: { time: 'm1' }, by: 2 },
  ])
  // what the line asks for is there already
  assert.deepEqual(run(months([10, 15, 20]), ...holds, line), [10, 15, 20])
})
