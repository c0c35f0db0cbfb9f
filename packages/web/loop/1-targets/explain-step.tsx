import type { ReactNode } from 'react'
import type { Outputs } from '../../api/client.ts'
import { type Translate, useText } from '../../i18n/index.ts'
import { formatMoment } from '../../ui/format/date.ts'
import type { Language } from '../../ui/format/locale.ts'
import { formatChange, formatPercent } from '../../ui/format/number.ts'
import { typedFigure } from './cell-code.ts'
import { MeasureFigure } from './measure-figure.tsx'
import { shortFigure, type Writing } from './measure-text.ts'

type Step = Outputs['targets']['explainCell']['steps'][number]
type Params = Step['params']

const numberOf = (params: Params, name: string): number | null =>
  typeof params[name] === 'number' ? params[name] : null
const wordOf = (params: Params, name: string, language: Language): string =>
  String(params[`${name}${language === 'en' ? 'En' : 'Zh'}`] ?? params[name] ?? '')

/** Whether somebody did it by hand after the plan was made. */
function isEdit(kind: Step['kind']): boolean {
  return kind === 'edit' || kind === 'calibrate' || kind === 'fit'
}

/** What a step did, in a sentence. */
function sentenceOf({ kind, params }: Step, t: Translate, figures: Writing): string {
  const { language } = figures
  const year = params['year'] ?? ''
  switch (kind) {
    case 'base':
      return t('targets.explain.step.base', { year })
    case 'received':
      return t('targets.explain.step.received', { year })
    case 'growth':
      return t('targets.explain.step.growth', {
        year,
        growth: formatChange((numberOf(params, 'growthPercent') ?? 0) / 100, language),
      })
    case 'spread': {
      const share = numberOf(params, 'share')
      return share === null
        ? t('targets.explain.step.spread')
        : t('targets.explain.step.spreadShare', { share: formatPercent(share, language, 2) })
    }
    case 'fallback': {
      const rule =
        params['rule'] === 'equalShare' || params['rule'] === 'none' ? params['rule'] : 'teamMedian'
      return t('targets.explain.step.fallback', {
        person: wordOf(params, 'person', language),
        rule: t(`targets.set.fallbackName.${rule}`),
      })
    }
    case 'edit':
      return params['code'] === undefined
        ? t('targets.explain.step.editPlain')
        : t('targets.explain.step.edit', { code: typedFigure(String(params['code']), figures) })
    case 'copy':
      return t('targets.explain.step.copy', { name: String(params['name'] ?? '') })
    case 'calibrate':
    case 'fit':
      return t(`targets.explain.step.${kind}`)
    case 'rounding':
      return t('targets.explain.step.rounding')
  }
}

/** The figures behind a step. */
function remarksOf({ kind, params }: Step, t: Translate, language: Language, figures: Writing): string[] {
  const money = (name: string) => shortFigure(numberOf(params, name) ?? 0, figures)
  const has = (name: string) => numberOf(params, name) !== null
  return [
    ...(kind === 'base' && has('others') ? [t('targets.explain.others', { amount: money('others') })] : []),
    ...(kind === 'spread' && has('nobody') ? [t('targets.explain.nobody')] : []),
    ...(kind === 'growth' && has('baseTotal') && has('total')
      ? [t('targets.explain.wholeTotals', { base: money('baseTotal'), total: money('total') })]
      : []),
    ...(kind === 'fallback' && has('weight')
      ? [t('targets.explain.weight', { amount: money('weight') })]
      : []),
    ...(kind === 'fallback' && has('peers')
      ? [t('targets.explain.peers', { count: numberOf(params, 'peers') ?? 0 })]
      : []),
    ...(isEdit(kind) && wordOf(params, 'where', language) !== ''
      ? [t('targets.explain.where', { where: wordOf(params, 'where', language) })]
      : []),
    ...(isEdit(kind) && has('difference')
      ? [t('targets.explain.difference', { amount: money('difference') })]
      : []),
    ...(typeof params['note'] === 'string' ? [t('targets.explain.note', { note: params['note'] })] : []),
  ]
}

/** One step: what was done, the value after it, by whom and when. */
export function ExplainStep({
  step,
  figures,
}: {
  readonly step: Step
  readonly figures: Writing
}): ReactNode {
  const { t, language } = useText()
  const edited = isEdit(step.kind) && step.by !== null && step.at !== null
  const signed = edited ? [`${step.by}, ${formatMoment(step.at ?? '', language)}`] : []
  const remarks = [...remarksOf(step, t, language, figures), ...signed]
  return (
    <li>
      <div className="why-step">
        <span>{sentenceOf(step, t, figures)}</span>
        <b>
          <MeasureFigure value={step.value} figures={figures} />
        </b>
      </div>
      {remarks.length > 0 && <span className="faint">{remarks.join(' · ')}</span>}
    </li>
  )
}
