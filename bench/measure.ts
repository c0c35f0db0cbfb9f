/** What a benchmark found, beside its mark. */
export type Finding = {
  readonly name: string
  /** what was measured, in words, with its size */
  readonly what: string
  readonly unit: 's' | 'ms' | 'MB' | '×' | '%' | ''
  readonly median: number
  readonly runs: readonly number[]
  /** the most, or with `sense` the least, that is good enough, from the project's bars */
  readonly mark: number
  readonly sense: 'at most' | 'at least'
  /** what others reach at the same work, measured in the same run or published, in words */
  readonly peer: string | null
  readonly held: boolean
}

export type Benchmark = { readonly name: string; readonly run: () => Promise<readonly Finding[]> }

/** Middle of an odd number of runs. */
export function medianOf(runs: readonly number[]): number {
  return runs.toSorted((a, b) => a - b)[Math.floor(runs.length / 2)] ?? Number.NaN
}

export const RUNS = 5

type FindingParts = Omit<Finding, 'median' | 'held' | 'sense' | 'peer'> &
  Partial<Pick<Finding, 'sense' | 'peer'>>

export function finding({ sense = 'at most', peer = null, ...parts }: FindingParts): Finding {
  const median = medianOf(parts.runs)
  const held = sense === 'at most' ? median <= parts.mark : median >= parts.mark
  return { ...parts, sense, peer, median, held }
}

/** Milliseconds that work takes, and what it gives back. */
export async function timed<T>(work: () => Promise<T>): Promise<readonly [milliseconds: number, result: T]> {
  const started = performance.now()
  const result = await work()
  return [performance.now() - started, result]
}
