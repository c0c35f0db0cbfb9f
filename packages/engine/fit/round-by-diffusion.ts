import { type FitProblem, isBounded, type MarginSet } from './fit-problem.ts'

/** How strongly the error so far pulls: small stays near the real fit, large leaves fewer margins to mend. */
const GAIN = 0.3

type Bounds = Pick<FitProblem, 'low' | 'high'>

function clamped({ low, high }: Bounds, cell: number, value: number): number {
  return Math.min(high[cell]!, Math.max(low[cell]!, value))
}

type Diffusion = {
  readonly reals: Float64Array
  readonly bounds: Bounds | null
  readonly result: Float64Array
}

/** Nearest whole number, drawn by what the errors so far add up to, and never past the two neighbours. */
function rounded(real: number, pull: number): number {
  return Math.min(Math.ceil(real), Math.max(Math.floor(real), Math.ceil(real - 0.5 - pull)))
}

type Four<T> = readonly [T, T, T, T]

/** Up to four sets, each in names of its own: twice as fast as a loop over them. */
function diffuseFour(sets: readonly MarginSet[], { reals, bounds, result }: Diffusion): void {
  const nobody = sets.length < 4 ? new Int32Array(reals.length).fill(-1) : new Int32Array(0)
  const places = [0, 1, 2, 3].map((s) => sets[s]?.of ?? nobody)
  const [a, b, c, d] = places as unknown as Four<Int32Array>
  // entry 0 is the error of no margin: set back to 0 after each cell, so that nothing needs to be asked
  const errors = [0, 1, 2, 3].map((s) => new Float64Array(1 + (sets[s]?.totals.length ?? 0)))
  const [ofA, ofB, ofC, ofD] = errors as unknown as Four<Float64Array>
  const gain = GAIN / Math.max(1, sets.length)
  for (let cell = 0; cell < reals.length; cell++) {
    const real = reals[cell]!
    const [inA, inB, inC, inD] = [a[cell]! + 1, b[cell]! + 1, c[cell]! + 1, d[cell]! + 1]
    let value = rounded(real, gain * (ofA[inA]! + ofB[inB]! + ofC[inC]! + ofD[inD]!))
    if (bounds !== null) value = clamped(bounds, cell, value)
    result[cell] = value
    const by = value - real
    ofA[inA] = ofA[inA]! + by
    ofB[inB] = ofB[inB]! + by
    ofC[inC] = ofC[inC]! + by
    ofD[inD] = ofD[inD]! + by
    ofA[0] = ofB[0] = ofC[0] = ofD[0] = 0
  }
}

function diffuseMany(sets: readonly MarginSet[], { reals, bounds, result }: Diffusion): void {
  const errors = sets.map(({ totals }) => new Float64Array(totals.length))
  const places = sets.map(({ of }) => of)
  const gain = GAIN / sets.length
  for (let cell = 0; cell < reals.length; cell++) {
    const real = reals[cell]!
    let error = 0
    for (let s = 0; s < sets.length; s++) {
      const margin = places[s]![cell]!
      if (margin >= 0) error += errors[s]![margin]!
    }
    let value = rounded(real, gain * error)
    if (bounds !== null) value = clamped(bounds, cell, value)
    result[cell] = value
    for (let s = 0; s < sets.length; s++) {
      const margin = places[s]![cell]!
      if (margin >= 0) errors[s]![margin] = errors[s]![margin]! + value - real
    }
  }
}

/** Rounds so that the error of every margin stays small all along: error diffusion in all sets at once. */
export function roundByDiffusion(problem: FitProblem, reals: Float64Array): Float64Array {
  const { sets } = problem
  const result = new Float64Array(reals.length)
  const diffusion = { reals, bounds: isBounded(problem) ? problem : null, result }
  if (sets.length <= 4) diffuseFour(sets, diffusion)
  else diffuseMany(sets, diffusion)
  return result
}
