import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { formatMoment } from '../../ui/format/date.ts'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Pager } from '../../ui/page/pager.tsx'
import { useAfterChange } from './use-integration.ts'

type Delivery = Outputs['integration']['findDeliveries']['rows'][number]

const PAGE_SIZE = 30
const TONES = { delivered: 'good', waiting: 'work', failed: 'bad' } as const

const CAUSES = [
  'refused',
  'unknownHost',
  'brokenOff',
  'timeout',
  'certificate',
  'forbidden',
  'unreachable',
] as const

/** What the other side answered, or why it did not. */
function answerOf({ error, status }: Delivery, t: ReturnType<typeof useText>['t']): string {
  const cause = CAUSES.find((known) => known === error)
  if (cause !== undefined) return t(`integration.cause.${cause}`)
  return error ?? (status === null ? '—' : `HTTP ${status}`)
}

/** What was sent to a webhook, how it went, and the way to send it again. */
export function Deliveries(props: {
  readonly webhookId: number
  readonly name: string
  readonly onClose: () => void
}) {
  const { t, language } = useText()
  const [page, setPage] = useState(1)
  const query = useQuery({
    ...api.integration.findDeliveries.queryOptions({
      input: { webhookId: props.webhookId, page, pageSize: PAGE_SIZE },
    }),
    placeholderData: keepPreviousData,
  })
  const replay = useMutation(api.integration.replayDelivery.mutationOptions(useAfterChange()))
  const columns: Column<Delivery>[] = [
    { key: 'at', title: t('integration.log.at'), cell: (row) => formatMoment(row.createdAt, language) },
    { key: 'event', title: t('integration.log.event'), wide: true, cell: (row) => <code>{row.event}</code> },
    {
      key: 'state',
      title: t('integration.state'),
      cell: (row) => <Tag tone={TONES[row.state]}>{t(`integration.log.${row.state}`)}</Tag>,
    },
    {
      key: 'answer',
      title: t('integration.log.answer'),
      wide: true,
      cell: (row) => answerOf(row, t),
    },
    { key: 'attempts', title: t('integration.log.attempts'), numeric: true, cell: (row) => row.attempts },
    {
      key: 'replay',
      title: <span className="visually-hidden">{t('integration.log.replay')}</span>,
      cell: (row) => (
        <Button size="small" onClick={() => replay.mutate({ deliveryId: row.deliveryId })}>
          {t('integration.log.replay')}
        </Button>
      ),
    },
  ]
  return (
    <Drawer
      open
      size="large"
      title={t('integration.log.title', { name: props.name })}
      onClose={props.onClose}
    >
      <Loaded query={query} lines={6}>
        {({ total, rows }) => (
          <>
            <DataTable
              label={t('integration.log.title', { name: props.name })}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.deliveryId}
            />
            <Pager page={page} pageSize={PAGE_SIZE} total={total} onPage={setPage} />
          </>
        )}
      </Loaded>
    </Drawer>
  )
}
