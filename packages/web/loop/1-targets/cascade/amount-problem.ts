/**
 * What is wrong with a figure that somebody typed; null where nothing is. Targets and commitments are never below 0: a
 * field that turned −5 into 0 by itself would send what nobody wrote.
 */
export function amountProblem(
  value: number | null,
  { isMove = false, isMissing = false }: { readonly isMove?: boolean; readonly isMissing?: boolean } = {},
): 'amount' | 'below' | null {
  if (value === null) return isMissing ? 'amount' : null
  return value < 0 && !isMove ? 'below' : null
}
