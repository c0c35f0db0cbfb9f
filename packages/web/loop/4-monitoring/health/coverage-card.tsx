import type { ReactNode } from 'react'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { BigMoney, Money, Percent } from '../../../ui/figure/figure.tsx'
import { columnDate } from '../../../ui/format/date.ts'
import { formatNumber } from '../../../ui/format/number.ts'
import { Card } from '../../../ui/page/card.tsx'
import type { Health } from './use-health.ts'

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Whether what is open is enough for what is missing. */
export function CoverageCard({ health }: { readonly health: Health }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { coverage, quarter } = health
  const times = (value: number | null) => (value === null ? '—' : `${formatNumber(value, language, 2)} ×`)
  return (
    <Card
      title={t('monitoring.coverage.title')}
      note={`${columnDate(quarter.from)} – ${columnDate(quarter.to)}`}
    >
      <p className="health-figure">
        <b>{times(coverage.ratio)}</b> <span className="muted">{t('monitoring.coverage.formula')}</span>
      </p>
      <dl className="lines">
        <Line name={t('monitoring.coverage.weighted')}>
          <Money minor={coverage.weighted} currency={currency} />
        </Line>
        <Line name={t('monitoring.coverage.target')}>
          {coverage.target === null ? (
            t('monitoring.coverage.noTarget')
          ) : (
            <Money minor={coverage.target} currency={currency} />
          )}
        </Line>
        <Line name={t('monitoring.coverage.actual')}>
          <Money minor={coverage.actual} currency={currency} />
        </Line>
        <Line name={t('monitoring.coverage.open')}>
          <Money minor={coverage.open} currency={currency} />{' '}
          <span className="faint">{times(coverage.openRatio)}</span>
        </Line>
      </dl>
    </Card>
  )
}

/** What was due in the quarter at its beginning and has been moved out of it. */
export function SlippageCard({ health }: { readonly health: Health }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { due, slipped, rate, pushes, daysPerPush } = health.slippage
  return (
    <Card title={t('monitoring.slippage.title')} note={t('monitoring.slippage.note')}>
      <p className="health-figure">
        <b>
          <Percent ratio={rate} />
        </b>{' '}
        <span className="muted">{t('monitoring.slippage.formula')}</span>
      </p>
      <dl className="lines">
        <Line name={t('monitoring.slippage.due')}>
          <Money minor={due.amount} currency={currency} />{' '}
          <span className="faint">{t('monitoring.deals.count', { count: due.deals })}</span>
        </Line>
        <Line name={t('monitoring.slippage.slipped')}>
          <Money minor={slipped.amount} currency={currency} />{' '}
          <span className="faint">{t('monitoring.deals.count', { count: slipped.deals })}</span>
        </Line>
        <Line name={t('monitoring.slippage.pushes')}>{formatNumber(pushes, language)}</Line>
        <Line name={t('monitoring.slippage.daysPerPush')}>
          {daysPerPush === null ? '—' : formatNumber(daysPerPush, language, 1)}
        </Line>
      </dl>
    </Card>
  )
}

/** The money of what is under way, large. */
export function UnderWay({ health }: { readonly health: Health }) {
  const { t } = useText()
  const currency = useCurrency()
  const open = health.stages.reduce((sum, stage) => sum + stage.open, 0)
  const amount = health.stages.reduce((sum, stage) => sum + stage.amount, 0)
  const tooLong = health.stages.reduce((sum, stage) => sum + stage.tooLong, 0)
  return (
    <Card title={t('monitoring.health.underWay')}>
      <p className="health-figure">
        <BigMoney minor={amount} currency={currency} />
      </p>
      <dl className="lines">
        <Line name={t('monitoring.funnel.count.open')}>{open}</Line>
        <Line name={t('monitoring.stuck.reason.tooLong')}>
          <span className={tooLong > 0 ? 'bad' : ''}>{tooLong}</span>
        </Line>
      </dl>
    </Card>
  )
}
