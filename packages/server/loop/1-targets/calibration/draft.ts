import type { CalibrationProposal, CellAddress, Slice } from '@salesloom/contract'
import { roundPercent } from '@salesloom/engine/calibration'

export type Remedy = CalibrationProposal['remedies'][number]
export type Evidence = CalibrationProposal['evidence']
export type EvidenceFigure = Evidence['figures'][number]

/** A month that a proposal changes, and how much of its percentage counts there; `full` is what a ramp comes to. */
export type DraftMonth = { readonly month: string; readonly share: number; readonly full: number | null }

/** A proposal before it is written: what is to change, and why. */
export type Draft = Pick<CalibrationProposal, 'kind' | 'rule'> & {
  /** what it is about, so that the same is not proposed twice */
  readonly subject: string
  readonly place: CellAddress
  /** whose part of the organisation; null the whole */
  readonly orgUnitId: number | null
  readonly months: readonly DraftMonth[]
  readonly remedies: readonly Remedy[]
  readonly evidence: Evidence
  readonly eventId: number | null
}

/** Months that count whole. */
export function wholeMonths(months: readonly string[]): DraftMonth[] {
  return months.map((month) => ({ month, share: 1, full: null }))
}

/** A remedy that a person may change down to nothing, or up to a bound. */
export function remedyOf(
  kind: Remedy['kind'],
  percent: number,
  bound: number,
  extraPercent: number | null = null,
): Remedy {
  const low = percent < 0 || kind === 'ramp' ? -bound : 0
  const high = percent > 0 || kind === 'ramp' ? bound : 0
  return { kind, percent: roundPercent(percent), low, high, extraPercent }
}

/** A figure of the evidence that is the answer to a question after a metric. */
export function metricFigure(
  code: string,
  unit: EvidenceFigure['unit'],
  value: number | null,
  metric: string,
  slice: Slice,
): EvidenceFigure {
  return { code, value, unit, metric, slice, whole: false }
}

/** A figure that was computed from others. */
export function plainFigure(
  code: string,
  unit: EvidenceFigure['unit'],
  value: number | null,
  whole = false,
): EvidenceFigure {
  return { code, value, unit, metric: null, slice: null, whole }
}
