import type { Outputs } from '../api/client.ts'
import type { Translate } from '../i18n/index.ts'
import type { Language } from '../ui/format/locale.ts'
import { formatChange, formatNumber, formatPercent } from '../ui/format/number.ts'

type LoopFigure = NonNullable<Outputs['home']['getLoopFigures']['figures'][number]['figure']>

/** The sentence of a part's live figure. */
export function loopFigureText(
  figure: LoopFigure | null | undefined,
  t: Translate,
  language: Language,
): string {
  if (figure === null || figure === undefined) return t('loop.figure.none')
  const value = (name: string): number | null => figure.values[name] ?? null
  switch (figure.code) {
    case 'targetAgainstBase':
      return t('loop.figure.targetAgainstBase', { change: formatChange(value('growth'), language) })
    case 'salesAgainstLastYear':
      return t('loop.figure.salesAgainstLastYear', { change: formatChange(value('change'), language) })
    case 'customersThisMonth':
      return t('loop.figure.customersThisMonth', {
        customers: formatNumber(value('customers') ?? 0, language),
      })
    case 'behindPace': {
      const behind = value('behind') ?? 0
      return behind === 0
        ? t('loop.figure.onPace')
        : t('loop.figure.behindPace', { behind: formatNumber(behind, language) })
    }
    case 'discountThisQuarter':
      return t('loop.figure.discountThisQuarter', { rate: formatPercent(value('rate'), language, 2) })
    case 'attainmentToDate':
      return t('loop.figure.attainmentToDate', { attainment: formatPercent(value('attainment'), language) })
  }
}
