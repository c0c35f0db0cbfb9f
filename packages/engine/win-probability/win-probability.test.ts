import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../random/index.ts'
import { chooseCalibration, logLoss } from './calibrate.ts'
import { type ClosedDeal, fitWinModel } from './index.ts'
import { fitLogistic, sigmoid } from './logistic.ts'
import { qualityOf } from './win-quality.ts'

/** Deals whose chance is known: a number, a word, and noise that means nothing. */
function deals(count: number, seed: number, strength = 1): { deal: ClosedDeal; chance: number }[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => {
    const size = 10 * random()
    const source = ['fair', 'call', 'web'][Math.floor(3 * random())]!
    const chance = sigmoid(strength * (0.5 * (size - 5) + (source === 'fair' ? 1 : -0.5)))
    const attributes = { size: random() < 0.1 ? null : size, source, noise: random() }
    return { deal: { attributes, won: random() < chance }, chance }
  })
}

test('a table of two by two gives the log odds ratio of the table', () => {
  // 30 of 40 won with, 20 of 60 without: ln(30/10) − ln(20/40) = ln 6
  const inputs = [
    ...Array.from({ length: 40 }, () => Float64Array.of(1)),
    ...Array.from({ length: 60 }, () => Float64Array.of(0)),
  ]
  const outcomes = inputs.map((_, i) => (i < 40 ? i < 30 : i < 60))
  const { coefficients, covariance } = fitLogistic(inputs, outcomes, 0)
  assert.ok(Math.abs(coefficients[1]! - Math.log(6)) < 1e-4)
  assert.ok(Math.abs(coefficients[0]! - Math.log(0.5)) < 1e-4)
  assert.ok(Math.abs(covariance[1]![1]! - (1 / 30 + 1 / 10 + 1 / 20 + 1 / 40)) < 1e-4)
})

test('probabilities hold on deals that were not seen, and most intervals hold the true chance', () => {
  const model = fitWinModel(deals(2_000, 1).map(({ deal }) => deal))
  assert.ok(model.ok)
  const { predict, quality, isInformative } = model.value
  assert.ok(isInformative && quality.rankQuality > 0.75 && quality.calibrationError < 0.05)
  const fresh = deals(3_000, 2).filter(({ deal }) => deal.attributes['size'] !== null)
  let [inside, squares] = [0, 0]
  for (const { deal, chance } of fresh) {
    const { probability, low, high } = predict(deal.attributes)
    assert.ok(low <= probability && probability <= high)
    if (chance >= low - 0.02 && chance <= high + 0.02) inside++
    squares += (probability - chance) ** 2 / fresh.length
  }
  assert.ok(Math.sqrt(squares) < 0.06, `${Math.sqrt(squares)}`)
  assert.ok(inside / fresh.length > 0.8, `${inside / fresh.length}`)
})

test('the reliability table counts every deal, rises, and holds what happened inside most intervals', () => {
  const model = fitWinModel(deals(2_000, 1).map(({ deal }) => deal))
  assert.ok(model.ok)
  const { reliability, brier, deals: count, won } = model.value.quality
  assert.equal(reliability.length, 10)
  assert.equal(
    reliability.reduce((sum, group) => sum + group.deals, 0),
    count,
  )
  const happened = reliability.reduce((sum, group) => sum + group.deals * group.happened, 0)
  assert.ok(Math.abs(happened - won) < 1e-6)
  for (let group = 1; group < 10; group++)
    assert.ok(reliability[group]!.probability >= reliability[group - 1]!.probability)
  assert.ok(
    reliability.filter(({ low, probability, high }) => low <= probability && probability <= high).length >= 8,
  )
  const base = won / count
  assert.ok(brier < base * (1 - base))
})

test('Brier’s score by hand: .8, .6 and .3 said of won, lost and lost is .163, every pair ranked right', () => {
  const { brier, rankQuality, baseLogLoss } = qualityOf([0.8, 0.6, 0.3], [true, false, false])
  assert.ok(Math.abs(brier - 0.49 / 3) < 1e-12)
  assert.equal(rankQuality, 1)
  assert.ok(Math.abs(baseLogLoss - (Math.log(3) + 2 * Math.log(1.5)) / 3) < 1e-12)
})

test('an attribute that is no finite number is refused by its place', () => {
  const some = deals(60, 1).map(({ deal }) => deal)
  const wrong = { ...some[0]!, attributes: { size: Number.NaN } }
  assert.throws(() => fitWinModel([...some, wrong]), /deals\[60\]\.attributes\.size/)
})

test('attributes that mean nothing give the base rate', () => {
  const random = seededRandom(4)
  const noise = Array.from({ length: 400 }, () => ({
    attributes: { a: random(), b: random(), c: `${Math.floor(20 * random())}` },
    won: random() < 0.3,
  }))
  const model = fitWinModel(noise)
  assert.ok(model.ok)
  const rate = noise.filter(({ won }) => won).length / 400
  const said = model.value.predict({ a: 0.9, b: 0.1, c: '3' }).probability
  assert.ok(Math.abs(said - rate) < 0.08, `${said} ${rate}`)
})

test('few deals get the share won with its interval, and how many are needed', () => {
  const few = deals(30, 3).map(({ deal }) => deal)
  const model = fitWinModel(few)
  assert.ok(!model.ok)
  const { won, lost, probability, low, high, needed } = model.detail
  assert.equal(won + lost, 30)
  assert.equal(probability, won / 30)
  assert.ok(low < probability && probability < high && needed === 25)
  const none = fitWinModel([])
  assert.ok(!none.ok && none.detail.low === 0 && none.detail.high === 1)
})

test('a word or a field never seen, and a field that is missing, are no error', () => {
  const model = fitWinModel(deals(300, 5).map(({ deal }) => deal))
  assert.ok(model.ok)
  const { probability } = model.value.predict({ source: 'rumour', colour: 'red' })
  assert.ok(probability > 0 && probability < 1)
})

test('what separates perfectly stays short of certainty', () => {
  const perfect = Array.from({ length: 100 }, (_, i) => ({ attributes: { x: i }, won: i >= 50 }))
  const model = fitWinModel(perfect)
  assert.ok(model.ok)
  const top = model.value.predict({ x: 99 }).probability
  assert.ok(top > 0.9 && top < 1)
})

test('overconfident probabilities are drawn back, by Platt’s curve or by steps', () => {
  const random = seededRandom(6)
  for (const count of [400, 4_000]) {
    const chances = Array.from({ length: count }, () => random())
    const outcomes = chances.map((chance) => random() < chance)
    const bold = chances.map((chance) => sigmoid(3 * Math.log(chance / (1 - chance))))
    const { kind, apply } = chooseCalibration(bold, outcomes)
    assert.notEqual(kind, 'none')
    assert.ok(logLoss(bold.map(apply), outcomes) < logLoss(bold, outcomes) - 0.1)
    for (let p = 0.05; p < 0.95; p += 0.05) assert.ok(apply(p) <= apply(p + 0.05))
  }
})

test('the same deals and seed give the same model', () => {
  const some = deals(200, 8).map(({ deal }) => deal)
  const [one, two] = [fitWinModel(some), fitWinModel(some)]
  assert.ok(one.ok && two.ok)
  assert.deepEqual(one.value.quality, two.value.quality)
})
