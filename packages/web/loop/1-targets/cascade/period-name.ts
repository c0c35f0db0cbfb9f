import type { Translate } from '../../../i18n/index.ts'

/** A period of a plan in words: its second quarter, its year. */
export function periodName(period: string, fiscalYear: number, t: Translate): string {
  const [kind, value = ''] = period.split(':')
  return kind === 'quarter'
    ? t('cascade.quarter', { quarter: value })
    : t('cascade.year', { year: fiscalYear })
}
