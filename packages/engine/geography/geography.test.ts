import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import {
  bd09ToGcj02,
  type Coordinates,
  EARTH_KILOMETRES,
  gcj02ToBd09,
  gcj02ToWgs84,
  greatCircleKilometres,
  wgs84ToGcj02,
} from './index.ts'

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const inChina = fc.tuple(between(73, 137), between(1.5, 55))

function assertNear(found: Coordinates, expected: Coordinates, tolerance: number): void {
  for (const axis of [0, 1] as const)
    assert.ok(Math.abs(found[axis] - expected[axis]) <= tolerance, `${found} is not near ${expected}`)
}

/** Published test values of the open-source project eviltransform. */
const PUBLISHED: readonly (readonly [wgs84: Coordinates, gcj02: Coordinates])[] = [
  [
    [121.5272106, 31.1774276],
    [121.531541859215, 31.17530398364597],
  ],
  [
    [113.912316, 22.543847],
    [113.9171764808363, 22.540796131694766],
  ],
  [
    [116.377817, 39.911954],
    [116.38404722455657, 39.91334545536069],
  ],
]

test('the published places in Shanghai, Shenzhen and Beijing are shifted as published, and back', () => {
  for (const [wgs84, gcj02] of PUBLISHED) {
    assertNear(wgs84ToGcj02(wgs84), gcj02, 1e-12)
    assertNear(gcj02ToWgs84(gcj02), wgs84, 1e-8)
  }
})

test('the example of docs/methods/geography.md: at 105° east and 35° north only the constants are left', () => {
  const [longitude, latitude] = wgs84ToGcj02([105, 35])
  assert.equal(((longitude - 105) * 91_289.7).toFixed(1), '300.0')
  assert.equal(((latitude - 35) * 110_942.5).toFixed(1), '-100.0')
})

test('the inverse is exact to a millionth of a degree in the whole box, and so is that of BD-09', () => {
  fc.assert(
    fc.property(inChina, (place) => {
      assertNear(gcj02ToWgs84(wgs84ToGcj02(place)), place, 1e-8)
      assertNear(bd09ToGcj02(gcj02ToBd09(place)), place, 1e-8)
    }),
    { numRuns },
  )
})

test('places outside China stay, and what is no place is refused', () => {
  for (const place of [
    [-104.9903, 39.7392],
    [2.35, 48.85],
    [151.2, -33.87],
  ] as const) {
    assert.deepEqual(wgs84ToGcj02(place), place)
    assert.deepEqual(gcj02ToWgs84(place), place)
  }
  for (const place of [
    [181, 0],
    [0, -91],
    [Number.NaN, 30],
    [120, Number.POSITIVE_INFINITY],
  ] as const)
    for (const convert of [wgs84ToGcj02, gcj02ToWgs84, gcj02ToBd09, bd09ToGcj02])
      assert.throws(() => convert(place), RangeError)
})

test('great circles: a quarter of the equator, half a meridian, symmetric, and the triangle holds', () => {
  const quarter = (Math.PI / 2) * EARTH_KILOMETRES
  assert.ok(Math.abs(greatCircleKilometres([0, 0], [90, 0]) - quarter) < 1e-9)
  assert.ok(Math.abs(greatCircleKilometres([10, -90], [70, 90]) - 2 * quarter) < 1e-9)
  fc.assert(
    fc.property(inChina, inChina, inChina, (a, b, c) => {
      assert.equal(greatCircleKilometres(a, a), 0)
      assert.ok(Math.abs(greatCircleKilometres(a, b) - greatCircleKilometres(b, a)) < 1e-9)
      assert.ok(
        greatCircleKilometres(a, c) <= greatCircleKilometres(a, b) + greatCircleKilometres(b, c) + 1e-9,
      )
    }),
    { numRuns },
  )
})
