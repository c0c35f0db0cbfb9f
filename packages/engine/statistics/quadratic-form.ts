/**
 * u′V⁻u for a covariance V that may be singular, with its rank: the statistic of a test and its degrees of freedom.
 * Components without a variance of their own are left out (a generalised inverse by elimination).
 *
 * @param vector in the range of V, as sums that add up to 0 are in that of their covariance
 */
export function quadraticForm(
  vector: readonly number[],
  covariance: readonly (readonly number[])[],
): { readonly value: number; readonly rank: number } {
  const rest = [...vector]
  const rows = covariance.map((row) => [...row])
  let [value, rank] = [0, 0]
  for (const [i, pivotRow] of rows.entries()) {
    const pivot = pivotRow[i]!
    if (!(pivot > 1e-10 * Math.max(covariance[i]![i]!, 1e-300))) continue
    value += rest[i]! ** 2 / pivot
    rank++
    for (let j = i + 1; j < rows.length; j++) {
      const factor = rows[j]![i]! / pivot
      rest[j] = rest[j]! - factor * rest[i]!
      for (let k = i; k < rows.length; k++) rows[j]![k] = rows[j]![k]! - factor * pivotRow[k]!
    }
  }
  return { value, rank }
}
