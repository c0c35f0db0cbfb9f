import type { GoalDraft } from '@salesloom/contract'
import { useFigureText } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'
import { formatNumber } from '../../../ui/format/number.ts'

type AverageText = {
  /** what the figure is said of: each person and month */
  readonly of: string
  /** how the total comes about: 40 × 12 people × 3 months */
  readonly factors: string
  readonly amount: string
}

/** A figure that is said of each person or stretch of time, in words; null where none is. */
export function useAverageText({ average, metric, baseline }: GoalDraft): AverageText | null {
  const { t, language } = useText()
  const say = useFigureText(metric?.unit ?? 'count')
  if (average === null) return null
  const { amount, person, span, people, spans, isChange } = average
  const said = say(amount).short
  const factors = [
    said,
    ...(people === null ? [] : [t('goals.average.people', { count: formatNumber(people, language) })]),
    ...(spans === null || span === null
      ? []
      : [
          t(`goals.average.spans.${span}`, {
            count: formatNumber(spans, language, Number.isInteger(spans) ? 0 : 2),
          }),
        ]),
  ].join(' × ')
  return {
    of: t(`goals.average.of.${person ? 'person' : 'all'}.${span ?? 'whole'}`),
    factors: isChange && baseline !== null ? `${say(baseline.value).short} + ${factors}` : factors,
    amount: said,
  }
}
