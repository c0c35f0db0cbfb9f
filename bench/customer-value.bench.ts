import { fitPurchases, fitSpend } from '../packages/engine/customer-value/index.ts'
import { seededRandom } from '../packages/engine/random/index.ts'
import { type Benchmark, finding, RUNS } from './measure.ts'

const CUSTOMERS = 100_000

/** Lives with exponential times between purchases and a chance to leave after each, by a fixed seed. */
function simulate() {
  const random = seededRandom(11)
  const exponential = () => -Math.log(1 - random())
  const frequency = new Float64Array(CUSTOMERS)
  const recency = new Float64Array(CUSTOMERS)
  const age = Float64Array.from({ length: CUSTOMERS }, () => 20 + 30 * random())
  const monetary = new Float64Array(CUSTOMERS)
  for (let i = 0; i < CUSTOMERS; i++) {
    const rate = (exponential() + 0.05) / 8
    const leaving = random() ** 2
    const level = 20 + 60 * random()
    let sum = 0
    for (let time = exponential() / rate; time < age[i]!; time += exponential() / rate) {
      frequency[i] = frequency[i]! + 1
      recency[i] = time
      sum += level * (0.5 + random())
      if (random() < leaving) break
    }
    monetary[i] = frequency[i]! > 0 ? sum / frequency[i]! : 0
  }
  return { frequency, recency, age, monetary }
}

/** BG/NBD and gamma-gamma on 100,000 customers. */
export const customerValueBench: Benchmark = {
  name: 'customer-value',
  run: async () => {
    const history = simulate()
    const repeats = [...history.frequency.keys()].filter((i) => history.frequency[i]! > 0)
    const spend = {
      frequency: Float64Array.from(repeats, (i) => history.frequency[i]!),
      monetary: Float64Array.from(repeats, (i) => history.monetary[i]!),
    }
    const runs: number[] = []
    for (let run = 0; run <= RUNS; run++) {
      const started = performance.now()
      if (!fitPurchases(history).ok || !fitSpend(spend).ok) throw new Error('no model was found')
      if (run > 0) runs.push((performance.now() - started) / 1_000)
    }
    const what = `BG/NBD and gamma-gamma fitted to ${CUSTOMERS} simulated customers`
    return [finding({ name: 'customer-value', what, unit: 's', runs, mark: 2 })]
  },
}
