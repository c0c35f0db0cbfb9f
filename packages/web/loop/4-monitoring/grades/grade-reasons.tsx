import type { ReactNode } from 'react'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { Money } from '../../../ui/figure/figure.tsx'
import { columnDate } from '../../../ui/format/date.ts'
import { formatNumber, formatPercent } from '../../../ui/format/number.ts'
import type { Graded, Grading } from './use-grades.ts'

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** What was bought and is expected to be; of customers who are credited elsewhere it is not said. */
function Buying({ graded, months }: { readonly graded: Graded; readonly months: number }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { purchases, orderAmount, orders, alive, lastOrderOn } = graded
  if (purchases === null || orderAmount === null || orders === null)
    return (
      <Line name={t('monitoring.grades.elsewhere')}>
        <span className="faint">{t('monitoring.grades.elsewhereText')}</span>
      </Line>
    )
  return (
    <>
      <Line name={t('monitoring.grades.purchases', { months })}>{formatNumber(purchases, language, 1)}</Line>
      <Line name={t('monitoring.grades.orderAmount')}>
        <Money minor={orderAmount} currency={currency} />
      </Line>
      <Line name={t('monitoring.grades.alive')}>
        {alive === null ? t('monitoring.grades.noOrder') : formatPercent(alive, language, 0)}
      </Line>
      <Line name={t('monitoring.grades.orders')}>
        {formatNumber(orders, language)}
        {lastOrderOn !== null && <span className="faint"> · {columnDate(lastOrderOn)}</span>}
      </Line>
    </>
  )
}

/** What the grade is made of: value, probability, recency. */
export function GradeReasons({ graded, grading }: { readonly graded: Graded; readonly grading: Grading }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const percent = (value: number) => formatPercent(value, language, 0)
  const months = grading.rule?.horizonMonths ?? 0
  return (
    <dl className="lines">
      {graded.expected !== null && graded.value !== null && (
        <>
          <Line name={t('monitoring.grades.column.expected')}>
            <b>
              <Money minor={graded.expected} currency={currency} />
            </b>{' '}
            = <Money minor={graded.value} currency={currency} /> × {percent(graded.probability)}
          </Line>
          {grading.rule?.boundA !== undefined && grading.rule.boundB !== undefined && (
            <Line name={t('monitoring.grades.bounds')}>
              A ≥ <Money minor={grading.rule.boundA} currency={currency} /> · B ≥{' '}
              <Money minor={grading.rule.boundB} currency={currency} />
            </Line>
          )}
        </>
      )}
      <Line name={t('monitoring.grades.column.probability')}>
        {percent(graded.probability)}{' '}
        <span className="faint">
          {t('monitoring.funnel.interval', {
            low: percent(graded.probabilityLow),
            high: percent(graded.probabilityHigh),
          })}
        </span>
      </Line>
      <Buying graded={graded} months={months} />
      <Line name={t('monitoring.grades.lastContact')}>
        {graded.lastContactOn === null ? t('monitoring.grades.never') : columnDate(graded.lastContactOn)}
      </Line>
    </dl>
  )
}
