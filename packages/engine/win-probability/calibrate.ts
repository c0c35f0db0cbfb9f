import { fitLogistic, logit, sigmoid } from './logistic.ts'

export type CalibrationKind = 'none' | 'platt' | 'isotonic'

/** Turns a model’s probability into one that holds. */
export type Calibration = { readonly kind: CalibrationKind; readonly apply: (probability: number) => number }

const NONE: Calibration = { kind: 'none', apply: (probability) => probability }

/** Away from certainty, which no data give. */
function inner(probability: number): number {
  return Math.min(1 - 1e-4, Math.max(1e-4, probability))
}

/** A logistic curve through the log-odds (Platt 1999). */
function platt(probabilities: readonly number[], outcomes: readonly boolean[]): Calibration {
  const inputs = probabilities.map((p) => Float64Array.of(logit(inner(p))))
  const { coefficients } = fitLogistic(inputs, outcomes, 1e-6)
  const slope = Math.max(0, coefficients[1]!)
  return { kind: 'platt', apply: (p) => inner(sigmoid(coefficients[0]! + slope * logit(inner(p)))) }
}

/** Steps that only rise, nearest to the outcomes (pool adjacent violators; Zadrozny and Elkan 2002), joined by lines. */
function isotonic(probabilities: readonly number[], outcomes: readonly boolean[]): Calibration {
  const order = Array.from(probabilities.keys()).sort(
    (a, b) => probabilities[a]! - probabilities[b]! || a - b,
  )
  const blocks: { sum: number; count: number; at: number }[] = []
  for (const i of order) {
    blocks.push({ sum: outcomes[i] ? 1 : 0, count: 1, at: probabilities[i]! })
    while (blocks.length > 1) {
      const [previous, last] = [blocks.at(-2)!, blocks.at(-1)!]
      if (previous.sum / previous.count < last.sum / last.count) break
      blocks.splice(-2, 2, {
        sum: previous.sum + last.sum,
        count: previous.count + last.count,
        at: (previous.at * previous.count + last.at * last.count) / (previous.count + last.count),
      })
    }
  }
  const value = ({ sum, count }: { sum: number; count: number }) => inner(sum / count)
  const apply = (p: number): number => {
    const next = blocks.findIndex(({ at }) => at >= p)
    if (next === 0) return value(blocks[0]!)
    if (next < 0) return value(blocks.at(-1)!)
    const [before, after] = [blocks[next - 1]!, blocks[next]!]
    const share = (p - before.at) / (after.at - before.at)
    return value(before) * (1 - share) + value(after) * share
  }
  return { kind: 'isotonic', apply }
}

/** Mean of −ln of the probability given to what happened. */
export function logLoss(probabilities: readonly number[], outcomes: readonly boolean[]): number {
  return (
    probabilities.reduce((sum, p, i) => sum - Math.log(outcomes[i] ? inner(p) : 1 - inner(p)), 0) /
    outcomes.length
  )
}

/** Isotonic steps need many cases; with fewer they follow the noise. */
const ENOUGH_FOR_STEPS = 1_000

/** Out-of-sample loss of a way to calibrate: learnt on the even cases, judged on the odd, and the other way round. */
function crossLoss(
  fit: (p: readonly number[], o: readonly boolean[]) => Calibration,
  probabilities: readonly number[],
  outcomes: readonly boolean[],
): number {
  const half = (values: readonly number[], parity: number) => values.filter((_, i) => i % 2 === parity)
  const halfOf = (values: readonly boolean[], parity: number) => values.filter((_, i) => i % 2 === parity)
  return [0, 1].reduce((sum, parity) => {
    const { apply } = fit(half(probabilities, parity), halfOf(outcomes, parity))
    return sum + logLoss(half(probabilities, 1 - parity).map(apply), halfOf(outcomes, 1 - parity)) / 2
  }, 0)
}

/** Chooses among none, Platt and isotonic by how well each does on cases that it has not seen. */
export function chooseCalibration(
  probabilities: readonly number[],
  outcomes: readonly boolean[],
): Calibration {
  const ways = [
    { fit: () => NONE, loss: crossLoss(() => NONE, probabilities, outcomes) },
    { fit: platt, loss: crossLoss(platt, probabilities, outcomes) },
    ...(outcomes.length >= ENOUGH_FOR_STEPS
      ? [{ fit: isotonic, loss: crossLoss(isotonic, probabilities, outcomes) }]
      : []),
  ]
  const best = ways.reduce((least, way) => (way.loss < least.loss - 1e-4 ? way : least))
  return best.fit(probabilities, outcomes)
}
