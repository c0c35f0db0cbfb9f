import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { Card } from '../../../ui/page/card.tsx'
import { type Column, DataTable } from '../../../ui/page/data-table.tsx'
import { Empty } from '../../../ui/page/empty.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { Pager } from '../../../ui/page/pager.tsx'
import { AlertDrawer } from './alert-drawer.tsx'
import { CauseCell, FigureCell, StateCell } from './alert-row.tsx'
import { AlertsFrame } from './alerts-frame.tsx'
import { type Alert, useAddDefaults, useAfterAlertChange } from './use-alerts.ts'

const PAGE_SIZE = 25
const SHOWN = ['open', 'closed', 'all'] as const

function useColumns(open: (alertId: number) => void): Column<Alert>[] {
  const { t, language } = useText()
  return [
    {
      key: 'cause',
      title: t('alerts.column.cause'),
      cell: (alert) => <CauseCell alert={alert} onOpen={() => open(alert.alertId)} />,
    },
    { key: 'state', title: t('alerts.column.state'), cell: (alert) => <StateCell alert={alert} /> },
    {
      key: 'figure',
      title: t('alerts.column.figure'),
      numeric: true,
      cell: (alert) => <FigureCell alert={alert} />,
    },
    { key: 'since', title: t('alerts.column.since'), wide: true, cell: (alert) => alert.sincePeriod },
    {
      key: 'owner',
      title: t('alerts.column.owner'),
      wide: true,
      cell: ({ owner }) =>
        owner === null ? <span className="faint">{t('alerts.nobody')}</span> : nameIn(owner.name, language),
    },
  ]
}

function NothingUp() {
  const { t } = useText()
  const mayDefine = useMay('monitoring.define')
  const add = useAddDefaults()
  return (
    <Card>
      <Empty title={t('alerts.emptyTitle')} text={t('alerts.emptyText')}>
        {mayDefine && (
          <Button type="primary" loading={add.isPending} onClick={() => add.mutate()}>
            {t('alerts.addDefaults')}
          </Button>
        )}
      </Empty>
    </Card>
  )
}

function EvaluateNow() {
  const { t } = useText()
  const mayDefine = useMay('monitoring.define')
  const evaluate = useMutation(
    api.monitoring.evaluateAlerts.mutationOptions(useAfterAlertChange('alerts.evaluating')),
  )
  if (!mayDefine) return null
  return (
    <Button loading={evaluate.isPending} onClick={() => evaluate.mutate()}>
      {t('alerts.evaluateNow')}
    </Button>
  )
}

/** How many causes the alerts on a page have: several rules may see the same one. */
function causesOf(rows: readonly Alert[]): number {
  return new Set(rows.map(({ cause }) => `${cause.tree} ${cause.id}`)).size
}

/** Alerts: what is out of bounds, where, since when, and who sees to it. */
export function AlertsPage() {
  const { t } = useText()
  const [shown, setShown] = useState<(typeof SHOWN)[number]>('open')
  const [page, setPage] = useState(1)
  const [opened, setOpened] = useState<number | null>(null)
  const columns = useColumns(setOpened)
  const query = useQuery({
    ...api.monitoring.findAlerts.queryOptions({ input: { state: shown, page, pageSize: PAGE_SIZE } }),
    placeholderData: keepPreviousData,
  })
  const alert = query.data?.rows.find(({ alertId }) => alertId === opened)
  const choice = (
    <Segmented
      size="small"
      aria-label={t('alerts.column.state')}
      value={shown}
      onChange={(value) => {
        setPage(1)
        setShown(value)
      }}
      options={SHOWN.map((value) => ({ value, label: t(`alerts.${value}`) }))}
    />
  )
  return (
    <AlertsFrame actions={<EvaluateNow />}>
      <Loaded query={query} lines={6}>
        {({ rows, total }) =>
          total === 0 && shown === 'open' ? (
            <>
              <div>{choice}</div>
              <NothingUp />
            </>
          ) : (
            <Card
              className="flush"
              title={t('alerts.count', { count: total })}
              note={shown === 'open' && t('alerts.causes', { count: causesOf(rows) })}
              aside={choice}
            >
              <DataTable
                label={t('alerts.title')}
                rows={rows}
                rowKey={(row) => row.alertId}
                columns={columns}
              />
              <Pager page={page} pageSize={PAGE_SIZE} total={total} onPage={setPage} />
            </Card>
          )
        }
      </Loaded>
      {alert !== undefined && <AlertDrawer alert={alert} onClose={() => setOpened(null)} />}
    </AlertsFrame>
  )
}
