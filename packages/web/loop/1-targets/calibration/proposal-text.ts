import type { Outputs } from '../../../api/client.ts'
import type { Translate } from '../../../i18n/index.ts'
import type { Language } from '../../../ui/format/locale.ts'
import type { Currency } from '../../../ui/format/money.ts'
import { shortMoney } from '../../../ui/format/money.ts'
import { formatChange, formatNumber, formatPercent } from '../../../ui/format/number.ts'

export type Proposal = Outputs['calibration']['findProposals'][number]
export type Remedy = Proposal['remedies'][number]
export type Figure = Proposal['evidence']['figures'][number]

/** How figures are written on this page. */
export type Pen = { readonly t: Translate; readonly language: Language; readonly currency: Currency }

type Unit = Figure['unit']

/** A figure of the evidence as people read it. */
export function figureText(value: number | null, unit: Unit, { t, language, currency }: Pen): string {
  if (value === null) return '—'
  switch (unit) {
    case 'percent':
      return formatPercent(value, language)
    case 'money':
      return shortMoney(Math.round(value), currency, language)
    case 'days':
      return t('calibration.days', { count: Math.round(value) })
    case 'factor':
      return formatChange(value, language)
    case 'probability':
      return value < 0.001 ? '< 0.1%' : formatPercent(value, language)
    case 'count':
      return formatNumber(value, language)
  }
}

/** A change in percent with its sign. */
export function percentText(percent: number, language: Language): string {
  return formatChange(percent / 100, language)
}

/** What was found, in a sentence. */
export function findingText({ rule, evidence, event }: Proposal, pen: Pen): string {
  const values = Object.fromEntries(
    evidence.figures.map(({ code, value, unit }) => [code, figureText(value, unit, pen)]),
  )
  if (event === null) return pen.t(`calibration.say.${rule}`, values)
  const who = event.competitor === '' ? '' : `${event.competitor}: `
  return pen.t('calibration.say.event', { ...values, note: `${who}${event.note}` })
}

/** What a remedy does, in a sentence. */
export function remedyText(
  { kind, percent, extraPercent }: Remedy,
  rule: Proposal['rule'],
  pen: Pen,
): string {
  const { t, language } = pen
  const change = percentText(percent, language)
  const extra = percentText(extraPercent ?? 0, language)
  if (kind === 'ask' || kind === 'ramp') return t(`calibration.remedy.${kind}`)
  if (kind === 'target') return t('calibration.remedy.target', { percent: change })
  const beside = kind === 'leads' && rule === 'cycle' ? 'deals' : kind
  return percent === 0
    ? t(`calibration.remedy.${beside}Only`, { extra })
    : t(`calibration.remedy.${beside}`, { percent: change, extra })
}

/** The months of a proposal with another percentage, as the server computes them. */
export function amountsAt({ effect }: Proposal, percent: number): { before: number; after: number } {
  const after = effect.months.reduce(
    (sum, { before, full, share }) => sum + Math.round((full ?? before) * (1 + (percent * share) / 100)),
    0,
  )
  return { before: effect.before, after }
}
