import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Drawer } from 'antd'
import type { ReactNode } from 'react'
import { api } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Money } from '../../../ui/figure/figure.tsx'
import { columnDate, formatMoment } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { formatNumber, formatPercent } from '../../../ui/format/number.ts'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { GradeMark } from './grade-mark.tsx'
import { OverrideForm } from './override-form.tsx'
import type { Graded, Grading } from './use-grades.ts'

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** What the grade is made of: value, probability, recency. */
function Why({ graded, grading }: { readonly graded: Graded; readonly grading: Grading }) {
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
      <Line name={t('monitoring.grades.purchases', { months })}>
        {formatNumber(graded.purchases, language, 1)}
      </Line>
      <Line name={t('monitoring.grades.orderAmount')}>
        <Money minor={graded.orderAmount} currency={currency} />
      </Line>
      <Line name={t('monitoring.grades.alive')}>
        {graded.alive === null ? t('monitoring.grades.noOrder') : percent(graded.alive)}
      </Line>
      <Line name={t('monitoring.grades.orders')}>
        {formatNumber(graded.orders, language)}
        {graded.lastOrderOn !== null && <span className="faint"> · {columnDate(graded.lastOrderOn)}</span>}
      </Line>
      <Line name={t('monitoring.grades.lastContact')}>
        {graded.lastContactOn === null ? t('monitoring.grades.never') : columnDate(graded.lastContactOn)}
      </Line>
    </dl>
  )
}

function History({ customerId }: { readonly customerId: number }) {
  const { t, language } = useText()
  const query = useQuery(api.monitoring.getGradeHistory.queryOptions({ input: { customerId } }))
  return (
    <Loaded query={query} lines={3}>
      {(changes) => (
        <ol className="grade-history">
          {changes.map((one) => (
            <li key={`${one.at} ${one.to} ${one.cause}`}>
              <GradeMark grade={one.to} />
              <span>
                {t(`monitoring.grades.cause.${one.cause}`, { from: one.from ?? '—' })}
                {one.reason !== null && `: ${one.reason}`}
                <small className="faint">
                  {formatMoment(one.at, language)} ·{' '}
                  {one.byName === 'schedule' ? t('monitoring.grades.nightly') : one.byName}
                </small>
              </span>
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  )
}

type DrawerProps = { readonly graded: Graded; readonly grading: Grading; readonly onClose: () => void }

/** Why a customer has their grade, what it was before, and another one by hand. */
export function GradeDrawer({ graded, grading, onClose }: DrawerProps) {
  const { t, language } = useText()
  const mayOverride = useMay('grades.override')
  return (
    <Drawer
      open
      onClose={onClose}
      size={460}
      title={
        <span className="row">
          <GradeMark grade={graded.grade} /> {nameIn(graded.name, language)}
        </span>
      }
    >
      <div className="stack">
        {graded.override !== null && (
          <p className="notice care">
            <i aria-hidden="true">!</i>
            <span>
              {t('monitoring.grades.overrideIs', {
                computed: graded.computed,
                who: graded.override.byName,
                until: columnDate(graded.override.until),
                reason: graded.override.reason,
              })}
            </span>
          </p>
        )}
        <Why graded={graded} grading={grading} />
        <Link to="/entries/$kind" params={{ kind: 'customer' }} search={{ open: graded.customerId }}>
          {t('monitoring.grades.openCustomer')} →
        </Link>
        {mayOverride && <OverrideForm graded={graded} />}
        <section>
          <h3 className="rule-head">{t('monitoring.grades.history')}</h3>
          <History customerId={graded.customerId} />
        </section>
      </div>
    </Drawer>
  )
}
