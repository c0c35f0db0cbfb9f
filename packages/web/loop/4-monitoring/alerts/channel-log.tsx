import { useQuery } from '@tanstack/react-query'
import { Drawer } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Tag } from '../../../ui/figure/tag.tsx'
import { formatMoment } from '../../../ui/format/date.ts'
import { formatNumber } from '../../../ui/format/number.ts'
import { DataTable } from '../../../ui/page/data-table.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { Pager } from '../../../ui/page/pager.tsx'
import type { Channel } from './use-alerts.ts'

const PAGE_SIZE = 20
const TONES = { waiting: 'work', delivered: 'good', failed: 'bad' } as const

/** What was sent to a channel. */
export function ChannelLog({
  channel,
  onClose,
}: {
  readonly channel: Channel
  readonly onClose: () => void
}) {
  const { t, language } = useText()
  const [page, setPage] = useState(1)
  const input = { channelId: channel.channelId, page, pageSize: PAGE_SIZE }
  const query = useQuery(api.monitoring.findAlertDeliveries.queryOptions({ input }))
  return (
    <Drawer open onClose={onClose} size={640} title={channel.name}>
      <Loaded query={query} lines={6}>
        {({ rows, total }) => (
          <>
            <DataTable
              label={t('alerts.channel.log')}
              rows={rows}
              rowKey={(row) => row.deliveryId}
              columns={[
                {
                  key: 'at',
                  title: t('alerts.channel.at'),
                  cell: ({ createdAt }) => formatMoment(createdAt, language),
                },
                {
                  key: 'state',
                  title: t('alerts.column.state'),
                  cell: ({ state }) => <Tag tone={TONES[state]}>{t(`alerts.channel.state.${state}`)}</Tag>,
                },
                {
                  key: 'notices',
                  title: t('alerts.channel.notices'),
                  numeric: true,
                  cell: ({ notices }) => formatNumber(notices, language),
                },
                {
                  key: 'attempts',
                  title: t('alerts.channel.attempts'),
                  numeric: true,
                  cell: ({ attempts }) => formatNumber(attempts, language),
                },
                { key: 'error', title: t('alerts.channel.error'), cell: ({ error }) => error ?? '—' },
              ]}
            />
            <Pager page={page} pageSize={PAGE_SIZE} total={total} onPage={setPage} />
          </>
        )}
      </Loaded>
    </Drawer>
  )
}
