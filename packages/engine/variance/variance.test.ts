import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import {
  computeDriverBridge,
  computePriceVolumeMix,
  DRIVERS,
  type Purchase,
  type SegmentDeals,
} from './index.ts'

const bought = (customer: string, product: string, quantity: number, amount: number): Purchase => ({
  customer,
  product,
  quantity,
  amount,
})

test('the example of docs/methods/variance.md: volume +1,000, mix −300, new customers +300, lost ones −200; cheaper pumps −200', () => {
  const before = [
    bought('a', 'pump', 10, 1_000),
    bought('a', 'drive', 10, 3_000),
    bought('z', 'pump', 2, 200),
  ]
  const after = [bought('a', 'pump', 14, 1_400), bought('a', 'drive', 11, 3_300), bought('n', 'pump', 3, 300)]
  // prices 100 and 300 stay; 20 units become 25 at 200 on average: +1,000; 14 and 11 instead of 12.5 each: −300
  const { price, volume, mix, newCustomers, lostCustomers, difference } = computePriceVolumeMix(before, after)
  assert.deepEqual([price, volume, mix, newCustomers, lostCustomers], [0, 1_000, -300, 300, -200])
  assert.equal(difference, 800)
  const cheaper = computePriceVolumeMix(before, [bought('a', 'pump', 14, 1_200), ...after.slice(1)])
  assert.deepEqual([cheaper.price, cheaper.volume, cheaper.mix], [-200, 1_000, -300])
})

const purchases = fc.array(
  fc.record({
    customer: fc.constantFrom('a', 'b', 'c', 'd'),
    product: fc.constantFrom('p', 'q', 'r'),
    quantity: fc.integer({ min: -3, max: 50 }),
    amount: fc.integer({ min: -1_000_000, max: 100_000_000 }),
  }),
  { maxLength: 12 },
)

test('price, volume, mix, new and lost customers always add up to the difference, to the cent', () => {
  fc.assert(
    fc.property(purchases, purchases, (before, after) => {
      const { difference, ...parts } = computePriceVolumeMix(before, after)
      const values = Object.values(parts)
      assert.ok(values.every(Number.isSafeInteger))
      assert.equal(
        values.reduce((sum, value) => sum + value, 0),
        difference,
      )
    }),
    { numRuns },
  )
})

test('the same prices mean no price effect, the same shares no mix effect, and order does not matter', () => {
  const line = fc.record({
    product: fc.constantFrom('p', 'q', 'r'),
    quantity: fc.integer({ min: 1, max: 50 }),
    price: fc.integer({ min: 1, max: 10_000 }),
  })
  fc.assert(
    fc.property(
      fc.uniqueArray(line, { selector: ({ product }) => product, minLength: 1 }),
      fc.integer({ min: 1, max: 9 }),
      (lines, times) => {
        const sold = (factor: number) =>
          lines.map(({ product, quantity, price }) =>
            bought('a', product, quantity * factor, quantity * factor * price),
          )
        const bridge = computePriceVolumeMix(sold(1), sold(times))
        assert.deepEqual([bridge.price, bridge.mix], [0, 0])
        assert.deepEqual(computePriceVolumeMix(sold(1).toReversed(), sold(times).toReversed()), bridge)
      },
    ),
    { numRuns },
  )
})

const deals = (
  segment: string,
  [due, closed, won]: readonly [number, number, number],
  listAmount: number,
  amount: number,
): SegmentDeals => ({ segment, due, closed, won, listAmount, amount })

test('by hand: half the win rate alone is the whole difference', () => {
  const bridge = computeDriverBridge(
    [deals('pumps', [20, 10, 4], 4_000, 3_600)],
    [deals('pumps', [20, 10, 2], 2_000, 1_800)],
  )
  assert.deepEqual(bridge, {
    difference: -1_800,
    volume: 0,
    mix: 0,
    timing: 0,
    winRate: -1_800,
    dealSize: 0,
    price: 0,
  })
})

test('by hand: twice the deals at half the size are +750 and −750, whichever came first', () => {
  // 10 × 100 = 1,000 and 20 × 50 = 1,000: volume first +1,000 then size −1,000, or size −500 then volume +500: ±750
  const bridge = computeDriverBridge(
    [deals('pumps', [10, 10, 10], 1_000, 1_000)],
    [deals('pumps', [20, 20, 20], 1_000, 1_000)],
  )
  assert.deepEqual([bridge.volume, bridge.dealSize, bridge.difference], [750, -750, 0])
})

test('a segment that is new in the second period counts as mix, and nothing is lost where one period is empty', () => {
  const one = deals('pumps', [10, 10, 5], 5_000, 5_000)
  const other = deals('drives', [10, 10, 5], 10_000, 10_000)
  const bridge = computeDriverBridge([one], [one, other])
  assert.equal(bridge.volume + bridge.mix, 10_000)
  const begun = computeDriverBridge([], [one])
  assert.deepEqual([begun.volume, begun.difference], [5_000, 5_000])
})

const segmentDeals = (segment: string) =>
  fc
    .record({
      due: fc.nat(40),
      closed: fc.double({ min: 0, max: 1, noNaN: true }),
      won: fc.double({ min: 0, max: 1, noNaN: true }),
      list: fc.integer({ min: 1, max: 50_000_000 }),
      price: fc.double({ min: 0.4, max: 1, noNaN: true }),
    })
    .map(({ due, closed, won, list, price }) => {
      const closedCount = Math.round(due * closed)
      const wonCount = Math.round(closedCount * won)
      const listAmount = wonCount * list
      return deals(segment, [due, closedCount, wonCount], listAmount, Math.round(listAmount * price))
    })
const period = fc.tuple(segmentDeals('p'), segmentDeals('q'), segmentDeals('r'))

test('the drivers always add up to the difference, backwards they are the opposite, and order does not matter', () => {
  fc.assert(
    fc.property(period, period, (before, after) => {
      const { difference, ...parts } = computeDriverBridge(before, after)
      assert.equal(
        DRIVERS.reduce((sum, driver) => sum + parts[driver], 0),
        difference,
      )
      const back = computeDriverBridge(after, before)
      for (const driver of DRIVERS) assert.ok(Math.abs(back[driver] + parts[driver]) <= 1)
      assert.deepEqual(computeDriverBridge(before.toReversed(), after), { difference, ...parts })
    }),
    { numRuns },
  )
})

test('counts that are none and amounts that nobody won are refused by their field', () => {
  const good = deals('pumps', [3, 2, 1], 100, 90)
  for (const [field, wrong] of [
    ['due', { ...good, due: Number.NaN }],
    ['closed', { ...good, closed: 4 }],
    ['won', { ...good, won: 3 }],
    ['amount', { ...good, won: 0 }],
    ['listAmount', { ...good, listAmount: 0 }],
    ['segment', good],
  ] as const)
    assert.throws(
      () => computeDriverBridge([good], [good, wrong].slice(field === 'segment' ? 0 : 1)),
      (error) => {
        assert.ok(error instanceof RangeError)
        return error.message.includes(`.${field} `)
      },
    )
  assert.throws(() => computePriceVolumeMix([bought('a', 'p', Infinity, 1)], []), /before\[0\]\.quantity/)
  assert.throws(() => computePriceVolumeMix([], [bought('a', 'p', 1, 0.5)]), /after\[0\]\.amount/)
})
