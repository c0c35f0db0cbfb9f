import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Tag } from '../../../ui/figure/tag.tsx'
import { formatMoment } from '../../../ui/format/date.ts'
import { Card } from '../../../ui/page/card.tsx'
import { type Column, DataTable } from '../../../ui/page/data-table.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { AlertSettings } from './alert-settings.tsx'
import { AlertsFrame } from './alerts-frame.tsx'
import { ChannelLog } from './channel-log.tsx'
import { NewChannel } from './new-channel.tsx'
import { type Channel, useAfterAlertChange, useAskRemoval } from './use-alerts.ts'

function ChannelActs({ channel, onLog }: { readonly channel: Channel; readonly onLog: () => void }) {
  const { t } = useText()
  const { message } = App.useApp()
  const set = useMutation(api.monitoring.setAlertChannel.mutationOptions(useAfterAlertChange()))
  const trying = useMutation(
    api.monitoring.testAlertChannel.mutationOptions({
      onSuccess: ({ ok, error }) =>
        ok
          ? void message.success(t('alerts.channel.testOk'))
          : void message.error(t('alerts.channel.testFailed', { error: error ?? '—' })),
    }),
  )
  const ask = useAskRemoval()
  const { channelId, active, name } = channel
  const remove = () =>
    ask(t('alerts.removal.channel', { name }), t('alerts.removal.channelText'), () =>
      set.mutateAsync({ channelId, to: 'removed' }),
    )
  return (
    <span className="row">
      <Button size="small" loading={trying.isPending} onClick={() => trying.mutate({ channelId })}>
        {t('alerts.channel.test')}
      </Button>
      <Button size="small" type="text" onClick={onLog}>
        {t('alerts.channel.log')}
      </Button>
      <Button
        size="small"
        type="text"
        onClick={() => set.mutate({ channelId, to: active ? 'stopped' : 'active' })}
      >
        {t(active ? 'alerts.channel.stop' : 'alerts.channel.start')}
      </Button>
      <Button size="small" type="text" onClick={remove}>
        {t('alerts.channel.remove')}
      </Button>
    </span>
  )
}

function useColumns(open: (channel: Channel) => void): Column<Channel>[] {
  const { t, language } = useText()
  return [
    {
      key: 'name',
      title: t('alerts.channel.name'),
      cell: (channel) => (
        <span className="alert-cause">
          <strong>{channel.name}</strong>
          <small className="faint">
            {t(`alerts.channel.kindName.${channel.kind}`)} · {channel.host}
            {channel.signed && ` · ${t('alerts.channel.signed')}`}
          </small>
        </span>
      ),
    },
    {
      key: 'severity',
      title: t('alerts.channel.severity'),
      wide: true,
      cell: ({ severity }) => t(`alerts.severity.${severity}`),
    },
    {
      key: 'state',
      title: t('alerts.column.state'),
      cell: ({ active, waiting, failed }) => (
        <span className="alert-marks">
          {!active && <Tag>{t('alerts.rule.stopped')}</Tag>}
          {waiting > 0 && <Tag tone="work">{t('alerts.channel.waiting', { count: waiting })}</Tag>}
          {failed > 0 && <Tag tone="bad">{t('alerts.channel.failed', { count: failed })}</Tag>}
        </span>
      ),
    },
    {
      key: 'last',
      title: t('alerts.channel.last'),
      wide: true,
      cell: ({ lastDeliveredAt }) =>
        lastDeliveredAt === null ? '—' : formatMoment(lastDeliveredAt, language),
    },
    {
      key: 'act',
      title: t('alerts.column.act'),
      cell: (channel) => <ChannelActs channel={channel} onLog={() => open(channel)} />,
    },
  ]
}

function Channels() {
  const { t } = useText()
  const [making, setMaking] = useState(false)
  const [logged, setLogged] = useState<Channel | null>(null)
  const columns = useColumns(setLogged)
  const query = useQuery(api.monitoring.findAlertChannels.queryOptions())
  return (
    <Card
      className="flush"
      title={t('alerts.channel.title')}
      note={t('alerts.channel.intro')}
      aside={
        <Button type="primary" size="small" onClick={() => setMaking(true)}>
          {t('alerts.channel.new')}
        </Button>
      }
    >
      <Loaded query={query} lines={4}>
        {(channels) => (
          <DataTable
            label={t('alerts.channel.title')}
            rows={channels}
            rowKey={(channel) => channel.channelId}
            columns={columns}
          />
        )}
      </Loaded>
      {making && <NewChannel onClose={() => setMaking(false)} />}
      {logged !== null && <ChannelLog channel={logged} onClose={() => setLogged(null)} />}
    </Card>
  )
}

/** Where alerts are told, and when not. */
export function AlertChannelsPage() {
  const { t } = useText()
  const mayConnect = useMay('integration.write')
  return (
    <AlertsFrame>
      {mayConnect ? (
        <Channels />
      ) : (
        <Card title={t('alerts.channel.title')} note={t('alerts.channel.intro')}>
          <p>{t('alerts.channel.notAllowed')}</p>
        </Card>
      )}
      <AlertSettings />
    </AlertsFrame>
  )
}
