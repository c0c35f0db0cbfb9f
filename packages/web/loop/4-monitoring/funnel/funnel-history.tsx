import type { FunnelFilter } from '@salesloom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { ChartCard } from '../../../ui/chart/chart-card.tsx'
import type { ChartOption } from '../../../ui/chart/types.ts'
import { Percent } from '../../../ui/figure/figure.tsx'
import { columnDate } from '../../../ui/format/date.ts'
import { type Language, nameIn } from '../../../ui/format/locale.ts'
import { shortMoney, toMajor } from '../../../ui/format/money.ts'
import { axisText, formatNumber } from '../../../ui/format/number.ts'
import { Card } from '../../../ui/page/card.tsx'
import { DataTable } from '../../../ui/page/data-table.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { ShareBar } from './funnel-stages.tsx'

type History = Outputs['monitoring']['getFunnelHistory']

/** Open deals by stage, one above the other, at the end of each period. */
function stacked(
  { snapshots, stages }: History,
  digits: number,
  language: Language,
  write: (major: number) => string,
): ChartOption {
  return {
    animationDuration: 300,
    grid: { left: 4, right: 12, top: 36, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, icon: 'roundRect' },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      valueFormatter: (value) => (typeof value === 'number' ? write(value) : '—'),
    },
    xAxis: { type: 'category', data: snapshots.map(({ day }) => columnDate(day).slice(2)) },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: { formatter: (value: number) => axisText(value, language) },
    },
    series: stages.map((stage, place) => ({
      type: 'bar' as const,
      stack: 'open',
      name: nameIn(stage.name, language),
      barMaxWidth: 34,
      itemStyle: { borderRadius: 0 },
      data: snapshots.map((snapshot) => toMajor(snapshot.stages[place]?.amount ?? 0, digits)),
    })),
  }
}

function Snapshots({ history }: { readonly history: History }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const write = (major: number) => shortMoney(Math.round(major * 10 ** currency.digits), currency, language)
  const last = history.snapshots.at(-1)
  const sum = last?.stages.reduce((total, { amount }) => total + amount, 0) ?? 0
  return (
    <ChartCard
      title={t('monitoring.history.snapshots')}
      note={t('monitoring.history.snapshotsNote')}
      summary={t('monitoring.history.summary', {
        amount: shortMoney(sum, currency, language),
        day: last === undefined ? '—' : columnDate(last.day),
      })}
      option={stacked(history, currency.digits, language, write)}
      height={history.snapshots.length > 6 ? 420 : 260}
      table={{
        head: [t('orders.date'), ...history.stages.map(({ name }) => nameIn(name, language))],
        rows: history.snapshots.map(({ day, stages }) => ({
          key: day,
          cells: [
            { text: columnDate(day), raw: day },
            ...stages.map(({ deals, amount }) => ({
              text: `${formatNumber(deals, language)} · ${shortMoney(amount, currency, language)}`,
              raw: toMajor(amount, currency.digits),
            })),
          ],
        })),
      }}
    />
  )
}

function Cohorts({ history }: { readonly history: History }) {
  const { t, language } = useText()
  return (
    <Card
      className="flush cohorts"
      title={t('monitoring.history.cohorts')}
      note={t('monitoring.history.cohortsNote')}
    >
      <DataTable
        label={t('monitoring.history.cohorts')}
        rows={history.cohorts}
        rowKey={({ cohort }) => cohort}
        columns={[
          { key: 'cohort', title: t('monitoring.history.cohort'), cell: ({ cohort }) => cohort },
          {
            key: 'deals',
            title: t('monitoring.funnel.count.all'),
            numeric: true,
            cell: ({ deals }) => formatNumber(deals, language),
          },
          {
            key: 'open',
            title: t('monitoring.funnel.count.open'),
            numeric: true,
            cell: ({ open }) => formatNumber(open, language),
          },
          {
            key: 'winRate',
            title: t('monitoring.funnel.winRate'),
            numeric: true,
            wide: true,
            cell: ({ winRate }) => <Percent ratio={winRate} />,
          },
          ...history.horizons.map((days, place) => ({
            key: String(days),
            title: t('monitoring.history.within', { days }),
            numeric: true,
            wide: place === 0,
            cell: ({ within }: History['cohorts'][number]) => {
              const share = within[place] ?? null
              return share === null ? (
                <span className="faint">{t('monitoring.funnel.tooEarly')}</span>
              ) : (
                <ShareBar share={share} />
              )
            },
          })),
        ]}
      />
    </Card>
  )
}

/** The funnel over time: as it stood, and the deals by when they began. */
export function FunnelHistory({ filter }: { readonly filter: FunnelFilter }) {
  const { t } = useText()
  const [every, setEvery] = useState<'month' | 'quarter'>('month')
  const query = useQuery({
    ...api.monitoring.getFunnelHistory.queryOptions({ input: { ...filter, every } }),
    placeholderData: keepPreviousData,
  })
  return (
    <section className="stack" aria-label={t('monitoring.history.title')}>
      <div className="row section-head">
        <h2>{t('monitoring.history.title')}</h2>
        <span className="spacer" />
        <Segmented
          size="small"
          aria-label={t('monitoring.history.every')}
          value={every}
          onChange={setEvery}
          options={(['month', 'quarter'] as const).map((value) => ({
            value,
            label: t(`monitoring.every.${value}`),
          }))}
        />
      </div>
      <Loaded query={query} lines={6}>
        {(history) => (
          <div className="two-columns even">
            <Snapshots history={history} />
            <Cohorts history={history} />
          </div>
        )}
      </Loaded>
    </section>
  )
}
