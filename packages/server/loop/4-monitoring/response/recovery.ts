import { periodBounds } from '@salesloom/engine/calendar'
import { computeRecovery } from '@salesloom/engine/deviation'
import { flowOutlook } from '@salesloom/engine/goals'
import { computeMetric } from '../../../foundation/metrics/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { daysOfHistory, METRIC, type Setting } from '../deviation/ground.ts'
import { historyOf, monthsTo, shareOfMonth } from '../deviation/projection.ts'
import type { MeasureRow, MonthAmount } from './measure.store.ts'

type Part = MeasureRow['slice']
const LATEST = '9999-12-31'

async function salesByMonth(context: CallContext, part: Part, setting: Setting, from: string) {
  const channel = setting.channel === null ? {} : { channel: setting.channel }
  if (from > setting.asOf) return new Map<string, number>()
  const { rows } = await computeMetric(context, {
    metric: METRIC,
    slice: { ...channel, ...part, from, to: setting.asOf },
    by: ['month'],
  })
  return new Map(rows.map(({ members, numerator }) => [members[0]?.code ?? '', numerator]))
}

/** Months of a measure that count: those in which something is expected, from the one in which it began on. */
function monthsFrom(expected: readonly MonthAmount[], beganOn: string, setting: Setting): string[] {
  const months = [...new Set(expected.map(({ month }) => month))].toSorted()
  return months.filter((month) => periodBounds(month, setting.calendar).to >= beganOn)
}

/**
 * What the slice of a measure is projected to come to, month by month over the days from its beginning on, as far as can be
 * known that day. A slice with too little history is projected at nothing: all that comes is the measure's.
 */
export async function projectSlice(
  context: CallContext,
  { slice, expected }: Pick<MeasureRow, 'slice' | 'expected'>,
  setting: Setting,
  beganOn: string,
): Promise<MonthAmount[]> {
  const months = monthsFrom(expected, beganOn, setting)
  const actual = await salesByMonth(context, slice, setting, daysOfHistory(setting).from)
  const found = historyOf({ actual }, setting)
  if (found === null || months.length === 0) return months.map((month) => ({ month, amount: 0 }))
  const ahead = monthsTo(found.ahead, months.at(-1) ?? found.ahead)
  const outlook = flowOutlook(
    found.history,
    0,
    ahead.map(() => 1),
  )
  const places = new Map(ahead.map((month, i) => [month, outlook.ahead[i] ?? 0]))
  return months.map((month) => ({
    month,
    amount: Math.round((places.get(month) ?? 0) * shareOfMonth(month, beganOn, LATEST, setting)),
  }))
}

const amountIn = (list: readonly MonthAmount[], month: string) =>
  list.reduce((sum, one) => sum + (one.month === month ? one.amount : 0), 0)

/** What a measure was to bring and what it brought; null until it has begun. */
export async function recoveryOf(context: CallContext, measure: MeasureRow, setting: Setting) {
  const { beganOn, projected, expected, slice } = measure
  if (beganOn === null || projected === null) return null
  const actual = await salesByMonth(context, slice, setting, beganOn)
  const months = monthsFrom(expected, beganOn, setting).map((month) => {
    const whole = shareOfMonth(month, beganOn, LATEST, setting)
    const over = shareOfMonth(month, beganOn, setting.asOf, setting)
    return {
      month,
      expected: amountIn(expected, month),
      projected: amountIn(projected, month),
      actual: actual.get(month) ?? 0,
      elapsed: whole > 0 ? over / whole : 0,
    }
  })
  const { months: parts, ...sums } = computeRecovery(months.map(({ month: _, ...figures }) => figures))
  return {
    ...sums,
    months: months.map(({ elapsed: _, ...figures }, i) => ({ ...figures, ...parts[i]! })),
  }
}
