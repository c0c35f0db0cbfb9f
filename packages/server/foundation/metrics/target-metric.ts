import type { MetricContent } from '@salesloom/contract'
import type { Ask } from './ask.ts'
import { say, sum, total, where } from './catalogue/build.ts'
import { breakdownsOf, slicePartsOf } from './describe-metric.ts'

/** Bases of sales that the approved sales target is a target of. */
const TARGETED: readonly string[] = ['sales', 'netSales', 'salesSigned', 'salesCredited']

const SALES_TARGET: MetricContent = {
  name: say('销售目标', '銷售目標', 'Sales target'),
  description: say('已批准的方案', '已核准的方案', 'the approved scenario'),
  formula: say('Σ 目标', 'Σ 目標', 'Σ target'),
  group: 'sales',
  unit: 'money',
  better: 'higher',
  numerator: total(
    sum('target', 'amount', {
      time: 'shared',
      day: 'fromDay',
      endDay: 'untilDay',
      filters: [where('metric', 'sales')],
    }),
  ),
  denominator: null,
}

/** The approved target of a metric, as a metric of its own; null where there is none for such a question. */
export function targetOf(code: string, { slice, by }: Pick<Ask, 'slice' | 'by'>): MetricContent | null {
  if (!TARGETED.includes(code)) return null
  const parts = slicePartsOf(SALES_TARGET) as readonly string[]
  const kept = Object.keys(slice).every((part) => part === 'from' || part === 'to' || parts.includes(part))
  const known = breakdownsOf(SALES_TARGET)
  return kept && by.every((name) => known.includes(name)) ? SALES_TARGET : null
}
