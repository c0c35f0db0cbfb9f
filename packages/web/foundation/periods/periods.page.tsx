import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { failureOf } from '../../api/failure.ts'
import { queries } from '../../api/queries.ts'
import { useMay } from '../../api/session.ts'
import { PageHead } from '../../app/page-head.tsx'
import { useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { Field } from '../../ui/form/field.tsx'
import { formatMoment } from '../../ui/format/date.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Empty } from '../../ui/page/empty.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { PeriodChoice } from './period-choice.tsx'
import { Restatements } from './restatements.tsx'
import './periods.css'

type Period = Outputs['periods']['findPeriods'][number]

function usePeriodChanges() {
  const { t } = useText()
  const { message } = App.useApp()
  const options = {
    onSuccess: () => void queries.invalidateQueries({ queryKey: api.periods.key() }),
    onError: (error: unknown) =>
      void message.error(failureOf(error).message ?? t('ui.error.unknown.title'), 6),
  }
  return {
    close: useMutation(api.periods.closePeriod.mutationOptions(options)),
    reopen: useMutation(api.periods.reopenPeriod.mutationOptions(options)),
  }
}

function ClosePeriod() {
  const { t } = useText()
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const { close } = usePeriodChanges()
  return (
    <div className="close-period">
      <PeriodChoice
        days={{ from, to }}
        onDays={(days) => {
          setFrom(days.from)
          setTo(days.to)
        }}
      />
      <Field label={t('periods.from')}>
        {(id) => <Input id={id} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />}
      </Field>
      <Field label={t('periods.to')}>
        {(id) => <Input id={id} type="date" value={to} onChange={(event) => setTo(event.target.value)} />}
      </Field>
      <Button
        type="primary"
        loading={close.isPending}
        disabled={from === '' || to === '' || from > to}
        onClick={() => close.mutate({ from, to })}
      >
        {t('periods.close')}
      </Button>
    </div>
  )
}

/** Periods whose figures are final, and what changed in them since. */
export function PeriodsPage() {
  const { t, language } = useText()
  const mayWrite = useMay('ledger.write')
  const mayRead = useMay('ledger.read')
  const [opened, setOpened] = useState<Period | null>(null)
  const query = useQuery(api.periods.findPeriods.queryOptions())
  const { reopen } = usePeriodChanges()
  const columns: Column<Period>[] = [
    { key: 'period', title: t('periods.period'), cell: (row) => `${row.from} … ${row.to}` },
    {
      key: 'closed',
      title: t('periods.closedBy'),
      wide: true,
      cell: (row) => `${row.closedBy}, ${formatMoment(row.closedAt, language)}`,
    },
    {
      key: 'restatements',
      title: t('periods.restatements'),
      numeric: true,
      cell: (row) =>
        mayRead && row.restatements > 0 ? (
          <Button type="link" size="small" onClick={() => setOpened(row)}>
            {formatNumber(row.restatements, language)}
          </Button>
        ) : (
          formatNumber(row.restatements, language)
        ),
    },
    {
      key: 'state',
      title: t('integration.state'),
      cell: (row) =>
        row.reopenedAt !== null ? (
          <Tag tone="plain">{t('periods.reopened')}</Tag>
        ) : mayWrite ? (
          <Button size="small" onClick={() => reopen.mutate({ closedPeriodId: row.closedPeriodId })}>
            {t('periods.reopen')}
          </Button>
        ) : (
          <Tag tone="good">{t('periods.isClosed')}</Tag>
        ),
    },
  ]
  return (
    <>
      <PageHead title={t('periods.title')} />
      <div className="stack">
        <Card
          className="flush"
          title={t('periods.title')}
          note={t('periods.note')}
          aside={mayWrite && <ClosePeriod />}
        >
          <Loaded query={query} lines={3}>
            {(periods) =>
              periods.length === 0 ? (
                <Empty title={t('periods.none')} text={t('periods.noneText')} />
              ) : (
                <DataTable
                  label={t('periods.title')}
                  columns={columns}
                  rows={periods}
                  rowKey={(row) => row.closedPeriodId}
                />
              )
            }
          </Loaded>
        </Card>
        {opened !== null && <Restatements period={opened} />}
      </div>
    </>
  )
}
