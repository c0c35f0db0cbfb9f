import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { BigMoney, Money, Percent } from '../../ui/figure/figure.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import { Card } from '../../ui/page/card.tsx'
import { Empty } from '../../ui/page/empty.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { QuotaPeriods } from './quota-periods.tsx'
import { QuotaTable } from './quota-table.tsx'
import { ReviewFrame } from './review-frame.tsx'

type Quotas = Outputs['review']['getQuotaAttainment']

function QuotaTotal({ quotas, onAll }: { readonly quotas: Quotas; readonly onAll: (() => void) | null }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { total, periods } = quotas
  const only = onAll === null ? undefined : periods.find((period) => period.quota === total.quota)
  return (
    <Card
      title={t('review.quotas.total')}
      note={`${only === undefined ? t('review.quotas.all') : nameIn(only.name, language)} · ${currency.code}`}
      aside={
        onAll === null ? undefined : (
          <Button size="small" onClick={onAll}>
            {t('review.quotas.all')}
          </Button>
        )
      }
    >
      <div className="verdict">
        <div className="verdict-main">
          <BigMoney minor={total.actual} currency={currency} />
          <span className="verdict-of">
            {' '}
            / <Money minor={total.quota} currency={currency} />
          </span>
        </div>
        <dl className="facts verdict-rest">
          <div>
            <dt>{t('review.quotas.attainment')}</dt>
            <dd>
              <Percent ratio={total.attainment} />
            </dd>
          </div>
        </dl>
      </div>
    </Card>
  )
}

/** Quotas that came with the history against actual sales: by period, territory and person. */
export function QuotasPage() {
  const { t } = useText()
  const [period, setPeriod] = useState<string | null>(null)
  const whole = useQuery(api.review.getQuotaAttainment.queryOptions({ input: {} }))
  const query = useQuery({
    ...api.review.getQuotaAttainment.queryOptions({ input: period === null ? {} : { period } }),
    placeholderData: keepPreviousData,
  })
  return (
    <ReviewFrame>
      <p className="muted" style={{ marginBottom: 16 }}>
        {t('review.quotas.purpose')}
      </p>
      <Loaded query={query} lines={8}>
        {(quotas) =>
          (whole.data ?? quotas).periods.length === 0 ? (
            <Card>
              <Empty title={t('review.quotas.emptyTitle')} text={t('review.quotas.emptyText')}>
                <Link to="/review">{t('review.quotas.emptyAction')} →</Link>
              </Empty>
            </Card>
          ) : (
            <div className="stack">
              <QuotaTotal quotas={quotas} onAll={period === null ? null : () => setPeriod(null)} />
              <QuotaPeriods periods={(whole.data ?? quotas).periods} onPick={setPeriod} />
              <div
                className="two-columns"
                style={{ gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 420px), 1fr))' }}
              >
                <QuotaTable title={t('review.quotas.byTerritory')} rows={quotas.territories} />
                <QuotaTable
                  title={t('review.quotas.byPerson')}
                  rows={quotas.people}
                  personOf={(row) => quotas.people.find((person) => person.key === row.key)?.personId ?? null}
                />
              </div>
            </div>
          )
        }
      </Loaded>
    </ReviewFrame>
  )
}
