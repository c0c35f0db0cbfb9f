import { deficitsOf, deviationOf, fitMargins } from '../packages/engine/fit/index.ts'
import { randomTable } from '../packages/engine/fit/random-table.ts'
import { type Benchmark, type Finding, finding, RUNS } from './measure.ts'

const SIZES = [50, 100, 25, 12]
const DENSITY = 0.67

/** One fit of a table of a million cells; every margin is checked, outside the time. */
function milliseconds(sets: readonly (readonly number[])[], seed: number): number {
  const problem = randomTable({ sizes: SIZES, sets, density: DENSITY, seed })
  const started = performance.now()
  const fitted = fitMargins(problem)
  const time = performance.now() - started
  if (!fitted.ok || deviationOf(deficitsOf(problem, fitted.value.values)).sum !== 0)
    throw new Error(`the table of seed ${seed} was not met`)
  return time
}

function measure(sets: readonly (readonly number[])[], what: string, mark: number): Finding {
  milliseconds(sets, 100)
  const runs = Array.from({ length: RUNS }, (_, run) => milliseconds(sets, run + 1))
  return finding({ name: 'fit', what, unit: 'ms', runs, mark })
}

const TABLES = 500

/** How many of 500 tables of some 10,000 cells miss a margin. */
function misses(): Finding {
  let missed = 0
  for (let seed = 1; seed <= TABLES; seed++) {
    const problem = randomTable({
      sizes: [10, 10, 10, 10],
      sets: [[0], [1], [2], [3]],
      density: [1, 0.67, 0.2, 0.05][seed % 4]!,
      held: seed % 3 === 0 ? 0.2 : 0,
      seed,
    })
    const fitted = fitMargins(problem)
    if (!fitted.ok || deviationOf(deficitsOf(problem, fitted.value.values)).sum !== 0) missed++
  }
  return finding({
    name: 'fit',
    what: `of ${TABLES} random tables that miss a margin`,
    unit: '',
    runs: [missed],
    mark: 0,
  })
}

export const fitBench: Benchmark = {
  name: 'fit',
  run: async () => [
    measure([[0], [1], [2], [3]], 'a million cells to four sets of margins, exact in whole numbers', 250),
    measure([[0, 1], [0, 2], [1, 2], [3]], 'the same with overlapping pairs of dimensions', 2_000),
    misses(),
  ],
}
