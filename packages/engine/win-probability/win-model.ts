import { impossible, type Outcome, possible } from '../outcome.ts'
import { seededRandom } from '../random/index.ts'
import { mean, NORMAL_975, wilsonInterval } from '../statistics/index.ts'
import { type CalibrationKind, chooseCalibration, logLoss } from './calibrate.ts'
import { type Attributes, type ClosedDeal, chooseColumns, encode } from './encode-attributes.ts'
import { fitLogistic, score, scoreError, sigmoid } from './logistic.ts'

/** A probability with its 95 % interval. */
export type WinChance = { readonly probability: number; readonly low: number; readonly high: number }

/** Measured on deals that the model had not seen. */
export type WinQuality = {
  readonly deals: number
  readonly won: number
  readonly logLoss: number
  /** loss of saying the base rate for every deal; the model is of use below it */
  readonly baseLogLoss: number
  readonly brier: number
  /** probability that a deal that was won is ranked above one that was lost */
  readonly rankQuality: number
  /** mean distance between said and happened over ten groups, weighted by their size */
  readonly calibrationError: number
  /** ten groups of deals by what was said, lowest first: whether what was said has happened */
  readonly reliability: readonly ReliabilityGroup[]
}

/** Deals of which about the same was said: mean probability said, share won with its 95 % interval. */
export type ReliabilityGroup = WinChance & { readonly deals: number; readonly happened: number }

export type WinModel = {
  readonly predict: (attributes: Attributes) => WinChance
  readonly calibration: CalibrationKind
  /** false: the attributes tell nothing beyond the base rate, which is what `predict` then says */
  readonly isInformative: boolean
  readonly quality: WinQuality
}

/** What can honestly be said of so few deals: the share won, with its interval. */
export type TooFewDeals = WinChance & { readonly won: number; readonly lost: number; readonly needed: number }

/** Least deals of each outcome for a model. */
const NEEDED = 25
const FOLDS = 5
/** Pull towards no effect, in cases. */
const RIDGE = 3

function checkDeals(deals: readonly ClosedDeal[]): void {
  for (const [d, { attributes }] of deals.entries())
    for (const [name, value] of Object.entries(attributes))
      if (typeof value === 'number' && !Number.isFinite(value))
        throw new RangeError(`deals[${d}].attributes.${name}: expected a finite number, got ${value}`)
}

/** Deals dealt into folds, each outcome evenly, the same way for the same seed. */
function foldsOf(deals: readonly ClosedDeal[], seed: number): Int32Array {
  const random = seededRandom(seed)
  const keys = deals.map(() => random())
  const order = Array.from(deals.keys()).sort(
    (a, b) => Number(deals[a]!.won) - Number(deals[b]!.won) || keys[a]! - keys[b]!,
  )
  const folds = new Int32Array(deals.length)
  for (const [place, deal] of order.entries()) folds[deal] = place % FOLDS
  return folds
}

function fitTo(deals: readonly ClosedDeal[]) {
  const columns = chooseColumns(deals)
  const inputs = deals.map(({ attributes }) => encode(columns, attributes))
  const logistic = fitLogistic(
    inputs,
    deals.map(({ won }) => won),
    RIDGE,
  )
  return { logistic, inputsOf: (attributes: Attributes) => encode(columns, attributes) }
}

/** What models that had not seen a deal say of it. */
function unseenProbabilities(deals: readonly ClosedDeal[], seed: number): number[] {
  const folds = foldsOf(deals, seed)
  const models = Array.from({ length: FOLDS }, (_, fold) => fitTo(deals.filter((_, i) => folds[i] !== fold)))
  return deals.map(({ attributes }, i) => {
    const { logistic, inputsOf } = models[folds[i]!]!
    return sigmoid(score(logistic.coefficients, inputsOf(attributes)))
  })
}

/** Area under the ROC curve by ranks, ties counting half (Mann and Whitney 1947). */
function rankQuality(probabilities: readonly number[], outcomes: readonly boolean[]): number {
  const order = Array.from(probabilities.keys()).sort((a, b) => probabilities[a]! - probabilities[b]!)
  let [ranks, won] = [0, 0]
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to < order.length && probabilities[order[to]!] === probabilities[order[from]!]) to++
    for (const i of order.slice(from, to))
      if (outcomes[i]) [ranks, won] = [ranks + (from + to + 1) / 2, won + 1]
    from = to
  }
  const lost = order.length - won
  return (ranks - (won * (won + 1)) / 2) / (won * lost)
}

/** The reliability table (Murphy 1973): deals in ten groups of equal size, by what was said of them. */
function reliabilityOf(probabilities: readonly number[], outcomes: readonly boolean[]): ReliabilityGroup[] {
  const order = Array.from(probabilities.keys()).sort((a, b) => probabilities[a]! - probabilities[b]!)
  return Array.from({ length: 10 }, (_, group) => {
    const members = order.slice((group * order.length) / 10, ((group + 1) * order.length) / 10)
    const happened = members.filter((i) => outcomes[i]).length / members.length
    const probability = mean(members.map((i) => probabilities[i]!))!
    return { deals: members.length, probability, happened, ...wilsonInterval(happened, members.length) }
  })
}

function qualityOf(probabilities: readonly number[], outcomes: readonly boolean[]): WinQuality {
  const won = outcomes.filter(Boolean).length
  const base = won / outcomes.length
  const reliability = reliabilityOf(probabilities, outcomes)
  return {
    deals: outcomes.length,
    won,
    logLoss: logLoss(probabilities, outcomes),
    baseLogLoss: logLoss(
      outcomes.map(() => base),
      outcomes,
    ),
    brier: probabilities.reduce((sum, p, i) => sum + (p - (outcomes[i] ? 1 : 0)) ** 2, 0) / outcomes.length,
    rankQuality: rankQuality(probabilities, outcomes),
    calibrationError:
      reliability.reduce(
        (sum, { deals, probability, happened }) => sum + deals * Math.abs(probability - happened),
        0,
      ) / outcomes.length,
    reliability,
  }
}

/**
 * Probability of winning from the attributes of closed deals: ridge logistic regression, calibrated on deals that it
 * had not seen. Where the attributes do not beat the base rate on unseen deals, the base rate is the answer.
 *
 * @returns `too-few-deals` with the share won and its interval, where there are under 25 of either outcome
 * @throws RangeError naming an attribute that is no finite number
 */
export function fitWinModel(
  deals: readonly ClosedDeal[],
  seed = 1,
): Outcome<WinModel, 'too-few-deals', TooFewDeals> {
  checkDeals(deals)
  const outcomes = deals.map(({ won }) => won)
  const won = outcomes.filter(Boolean).length
  const lost = deals.length - won
  const rate = deals.length === 0 ? 0.5 : won / deals.length
  const base: WinChance = { probability: rate, ...wilsonInterval(rate, deals.length) }
  if (won < NEEDED || lost < NEEDED)
    return impossible('too-few-deals', { ...base, won, lost, needed: NEEDED })
  const raw = unseenProbabilities(deals, seed)
  const calibration = chooseCalibration(raw, outcomes)
  const quality = qualityOf(raw.map(calibration.apply), outcomes)
  const isInformative = quality.logLoss < quality.baseLogLoss
  const { logistic, inputsOf } = fitTo(deals)
  const predict = (attributes: Attributes): WinChance => {
    if (!isInformative) return base
    const inputs = inputsOf(attributes)
    const centre = score(logistic.coefficients, inputs)
    const reach = NORMAL_975 * scoreError(logistic, inputs)
    const at = (x: number) => calibration.apply(sigmoid(x))
    return { probability: at(centre), low: at(centre - reach), high: at(centre + reach) }
  }
  return possible({ predict, calibration: calibration.kind, isInformative, quality })
}
