import type { Outputs } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { shortMoney } from '../../../ui/format/money.ts'
import { formatNumber, formatPercent } from '../../../ui/format/number.ts'

export type ActivityTarget = Outputs['targets']['findActivityTargets']['targets'][number]
type Step = ActivityTarget['steps'][number]
export type RateName = ActivityTarget['rates'][number]['name']

/** The rate that leads to a step. */
export const RATE_OF: Readonly<Record<Step['name'], RateName>> = {
  deals: 'averageDeal',
  proposals: 'proposalWins',
  opportunities: 'opportunityProposals',
  leads: 'leadOpportunities',
  visits: 'visitsPerOpportunity',
}

/** A rate as it reads: money, a count for each, or a share. */
export function useRateText() {
  const { language } = useText()
  const currency = useCurrency()
  return (name: RateName, value: number | null): string => {
    if (value === null) return '—'
    if (name === 'averageDeal') return shortMoney(Math.round(value), currency, language)
    return name === 'visitsPerOpportunity' ? formatNumber(value, language, 2) : formatPercent(value, language)
  }
}

/** The chain from the number back to visits: each knot with what is needed, each thread with its rate. */
export function ActivityChain({ target }: { readonly target: ActivityTarget }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const rateText = useRateText()
  const sales = shortMoney(target.sales, currency, language)
  const count = (name: Step['name']) => target.steps.find((step) => step.name === name)?.needed ?? 0
  return (
    <>
      <p className="chain-sentence">
        {t('activity.sentence', {
          sales,
          deals: formatNumber(count('deals'), language),
          proposals: formatNumber(count('proposals'), language),
          leads: formatNumber(count('leads'), language),
          visits: formatNumber(count('visits'), language),
        })}
      </p>
      <ol className="chain">
        <li>
          <b className="figure">{sales}</b>
          <span>{t('activity.step.sales')}</span>
        </li>
        {target.steps.map((step) => (
          <li key={step.name} className={step.name}>
            <small className="chain-rate">
              {step.name === 'visits' ? '×' : '÷'} {rateText(RATE_OF[step.name], step.rate)}
            </small>
            <b className="figure" title={formatNumber(step.exact, language, 3)}>
              {formatNumber(step.needed, language)}
            </b>
            <span>{t(`activity.step.${step.name}`)}</span>
          </li>
        ))}
      </ol>
    </>
  )
}

/** The arithmetic, line by line, with the exact figures before they are rounded up. */
export function ActivityArithmetic({ target }: { readonly target: ActivityTarget }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const rateText = useRateText()
  const fromText = ({ name, from }: Step) =>
    name === 'deals' ? shortMoney(from, currency, language) : formatNumber(from, language, 2)
  return (
    <details>
      <summary>{t('activity.arithmetic')}</summary>
      <ol className="arithmetic">
        {target.steps.map((step) => (
          <li key={step.name}>
            <b>{t(`activity.step.${step.name}`)}</b>{' '}
            <span className="figure">
              {fromText(step)} {step.name === 'visits' ? '×' : '÷'} {rateText(RATE_OF[step.name], step.rate)}{' '}
              = {formatNumber(step.exact, language, 2)} → {formatNumber(step.needed, language)}
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}
