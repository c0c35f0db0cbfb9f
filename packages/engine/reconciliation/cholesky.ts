/** The lower triangle L of a symmetric positive definite matrix, A = L Lᵀ, row by row. */
export type Factor = readonly Float64Array[]

/**
 * Factors a symmetric positive definite matrix, whose lower triangle is overwritten (Cholesky).
 * @throws RangeError where it is not positive definite
 */
export function factorise(matrix: readonly Float64Array[]): Factor {
  for (const [i, row] of matrix.entries()) {
    for (let j = 0; j < i; j++) {
      const other = matrix[j]!
      let sum = row[j]!
      for (let k = 0; k < j; k++) sum -= row[k]! * other[k]!
      row[j] = sum / other[j]!
    }
    let rest = row[i]!
    for (let k = 0; k < i; k++) rest -= row[k]! ** 2
    if (!(rest > row[i]! * 1e-15)) throw new RangeError(`row ${i} depends on those before it`)
    row[i] = Math.sqrt(rest)
  }
  return matrix
}

/** L⁻¹ b. */
export function solveLower(factor: Factor, b: Float64Array): Float64Array {
  const x = b.slice()
  for (const [i, row] of factor.entries()) {
    let sum = x[i]!
    for (let k = 0; k < i; k++) sum -= row[k]! * x[k]!
    x[i] = sum / row[i]!
  }
  return x
}

/** A⁻¹ b. */
export function solve(factor: Factor, b: Float64Array): Float64Array {
  const x = solveLower(factor, b)
  for (let i = factor.length - 1; i >= 0; i--) {
    const row = factor[i]!
    const value = x[i]! / row[i]!
    x[i] = value
    for (let k = 0; k < i; k++) x[k] = x[k]! - row[k]! * value
  }
  return x
}
