/** What a benchmark found, beside its mark. */
export type Finding = {
  readonly name: string
  /** what was measured, in words, with its size */
  readonly what: string
  readonly unit: 's' | 'ms' | '×' | '%' | ''
  readonly median: number
  readonly runs: readonly number[]
  /** the most that is good enough, from the project's bars */
  readonly mark: number
  readonly held: boolean
  /** what others reach, measured in the same run or published; in words */
  readonly peer?: string
}

export type Benchmark = { readonly name: string; readonly run: () => Promise<readonly Finding[]> }

/** Middle of an odd number of runs. */
export function medianOf(runs: readonly number[]): number {
  return runs.toSorted((a, b) => a - b)[Math.floor(runs.length / 2)] ?? Number.NaN
}

export const RUNS = 5

export function finding(parts: Omit<Finding, 'median' | 'held'>): Finding {
  const median = medianOf(parts.runs)
  return { ...parts, median, held: median <= parts.mark }
}

/** Milliseconds that work takes, and what it gives back. */
export async function timed<T>(work: () => Promise<T>): Promise<readonly [milliseconds: number, result: T]> {
  const started = performance.now()
  const result = await work()
  return [performance.now() - started, result]
}
