import assert from 'node:assert/strict'
import { test } from 'node:test'
import { computeRecovery, deviationEffect, gapBridge } from './index.ts'

test('the bridge worked in docs/methods/deviation.md', () => {
  assert.deepEqual(
    gapBridge({
      target: 1_200,
      reference: 1_000,
      referenceToDate: 400,
      actualToDate: 300,
      projection: 850,
    }),
    { target: 1_200, beyondReference: -200, happened: -100, stillToCome: -50, projection: 850 },
  )
})

test('whatever the figures, target and steps come to the projection', () => {
  let seed = 7
  const next = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed - 1_000_000_000
  }
  for (let round = 0; round < 500; round++) {
    const figures = {
      target: next(),
      reference: next(),
      referenceToDate: next(),
      actualToDate: next(),
      projection: next(),
    }
    const { target, beyondReference, happened, stillToCome, projection } = gapBridge(figures)
    assert.equal(target + beyondReference + happened + stillToCome, projection)
  }
  assert.throws(
    () => gapBridge({ target: 0.5, reference: 0, referenceToDate: 0, actualToDate: 0, projection: 0 }),
    /target is 0.5/,
  )
})

test('the effect of a figure around 85 % of its target: half of the chance lies below', () => {
  const effect = deviationEffect([{ outlook: { centre: 850, spread: 50, degrees: 1e6 }, weight: 1 }], 1_000)
  assert.deepEqual([effect.expected, effect.gap, effect.gapShare], [850, -150, -0.15])
  assert.ok(Math.abs(effect.farOff.chance - 0.5) < 1e-9)
  // Three spreads below the target: the normal distribution leaves 0.00135 above it.
  assert.ok(Math.abs(effect.reached.chance - 0.001_35) < 1e-5)
  // 80 % of a normal distribution lie within 1.2816 spreads.
  assert.deepEqual([effect.low, effect.high], [786, 914])
  assert.ok(effect.farOff.low <= effect.farOff.chance && effect.farOff.chance <= effect.farOff.high)
  assert.throws(() => deviationEffect([], 0), /target is 0/)
})

test('a period that is over is certain', () => {
  const effect = deviationEffect([{ outlook: { centre: 800, spread: 0, degrees: 3 }, weight: 1 }], 1_000)
  assert.deepEqual([effect.farOff.chance, effect.reached.chance, effect.low, effect.high], [1, 0, 800, 800])
})

test('the recovery worked in docs/methods/recovery.md', () => {
  const recovery = computeRecovery([
    { expected: 2_000, projected: 10_000, actual: 11_500, elapsed: 1 },
    { expected: 4_000, projected: 12_000, actual: 7_000, elapsed: 0.5 },
    { expected: 4_000, projected: 12_000, actual: 0, elapsed: 0 },
  ])
  assert.deepEqual(recovery, {
    expected: 10_000,
    due: 4_000,
    real: 2_500,
    share: 0.625,
    months: [
      { due: 2_000, real: 1_500 },
      { due: 2_000, real: 1_000 },
      { due: 0, real: 0 },
    ],
  })
})

test('recovery adds up over its months, and nothing is due before anything is over', () => {
  const months = Array.from({ length: 24 }, (_, i) => ({
    expected: 97 * i,
    projected: 1_013 * i,
    actual: 1_031 * i + 7,
    elapsed: Math.min(1, Math.max(0, 12.3 - i)),
  }))
  const { due, real, months: parts } = computeRecovery(months)
  assert.equal(
    due,
    parts.reduce((sum, part) => sum + part.due, 0),
  )
  assert.equal(
    real,
    parts.reduce((sum, part) => sum + part.real, 0),
  )
  assert.equal(computeRecovery([{ expected: 5, projected: 3, actual: 9, elapsed: 0 }]).share, null)
  assert.throws(() => computeRecovery([{ expected: 5, projected: 3, actual: 9, elapsed: 2 }]), /elapsed is 2/)
})
