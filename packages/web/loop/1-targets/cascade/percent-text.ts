import type { Language } from '../../../ui/format/locale.ts'
import { formatNumber } from '../../../ui/format/number.ts'

/** A percentage without its sign: 2, 2.5. */
export function plainPercent(percent: number, language: Language): string {
  return formatNumber(percent, language, Number.isInteger(percent) ? 0 : 1)
}

/** An over-assignment with its sign: +2%, +2.5%, −1%. */
export function percentText(percent: number, language: Language): string {
  return `${percent < 0 ? '' : '+'}${plainPercent(percent, language)}%`
}
