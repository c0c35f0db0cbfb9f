import { impossible, type Outcome, possible } from '../outcome.ts'
import { seededRandom } from '../random/index.ts'
import { NORMAL_975, wilsonInterval } from '../statistics/index.ts'
import { type CalibrationKind, chooseCalibration } from './calibrate.ts'
import { type Attributes, type ClosedDeal, chooseColumns, encode } from './encode-attributes.ts'
import { fitLogistic, score, scoreError, sigmoid } from './logistic.ts'
import { qualityOf, type WinChance, type WinQuality } from './win-quality.ts'

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
