/** A time that was watched: how long, and whether it ended or was still going on when the watch ended (censored). */
export type Span = { readonly days: number; readonly ended: boolean }

/**
 * The time by which a share of spans has ended, open ones censored: the smallest t with S(t) ≤ 1 − share (Kaplan and
 * Meier 1958). @returns null where the watch was too short to know
 */
export function survivalQuantile(spans: readonly Span[], share: number): number | null {
  const ordered = spans.toSorted((a, b) => a.days - b.days || Number(b.ended) - Number(a.ended))
  let [survival, atRisk] = [1, ordered.length]
  for (const { days, ended } of ordered) {
    if (ended) survival *= (atRisk - 1) / atRisk
    atRisk--
    if (ended && survival <= 1 - share + 1e-12) return days
  }
  return null
}
