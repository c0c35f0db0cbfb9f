import { webhookEvents } from '@salesloom/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input, Modal, Select, Switch } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { type Translate, useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { formatMoment } from '../../ui/format/date.ts'
import type { Language } from '../../ui/format/locale.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Deliveries } from './deliveries.tsx'
import { eventKey } from './event-key.ts'
import { OnceShown } from './once-shown.tsx'
import { useAfterChange } from './use-integration.ts'

type Webhook = Outputs['integration']['findWebhooks'][number]

function NewWebhook({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText()
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [events, setEvents] = useState<Webhook['events']>([])
  const create = useMutation(api.integration.createWebhook.mutationOptions(useAfterChange()))
  const complete = name.trim() !== '' && /^https?:\/\/./.test(url) && events.length > 0
  return (
    <Modal
      open
      title={t('integration.hooks.new')}
      okText={create.data === undefined ? t('integration.hooks.create') : t('ui.action.close')}
      cancelText={t('ui.action.cancel')}
      okButtonProps={{ loading: create.isPending, disabled: !complete }}
      cancelButtonProps={{ style: { display: create.data === undefined ? undefined : 'none' } }}
      onOk={create.data === undefined ? () => create.mutate({ name, url, events }) : onClose}
      onCancel={onClose}
    >
      {create.data !== undefined ? (
        <OnceShown title={t('integration.hooks.made')} secret={create.data.secret} />
      ) : (
        <div className="stack">
          <Field label={t('integration.name')}>
            {(id) => (
              <Input id={id} value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
          <Field label={t('integration.hooks.url')} hint={t('integration.hooks.urlHint')}>
            {(id) => (
              <Input id={id} type="url" value={url} onChange={(event) => setUrl(event.target.value)} />
            )}
          </Field>
          <Field label={t('integration.hooks.events')}>
            {(id) => (
              <Select
                id={id}
                mode="multiple"
                style={{ width: '100%' }}
                value={events}
                options={webhookEvents.map((event) => ({
                  value: event,
                  label: t(`integration.event.${eventKey(event)}`),
                }))}
                onChange={setEvents}
              />
            )}
          </Field>
        </div>
      )}
    </Modal>
  )
}

type Actions = {
  readonly set: (webhookId: number, active: boolean) => void
  readonly remove: (webhookId: number) => void
  readonly open: (webhook: Webhook) => void
}

function columnsOf(t: Translate, language: Language, { set, remove, open }: Actions): Column<Webhook>[] {
  return [
    {
      key: 'name',
      title: t('integration.name'),
      cell: (hook) => (
        <Button type="link" className="entry-name" onClick={() => open(hook)}>
          {hook.name}
        </Button>
      ),
    },
    { key: 'host', title: t('integration.hooks.host'), cell: (hook) => <code>{hook.host}</code> },
    {
      key: 'events',
      title: t('integration.hooks.events'),
      wide: true,
      cell: (hook) => hook.events.map((event) => t(`integration.event.${eventKey(event)}`)).join(', '),
    },
    {
      key: 'last',
      title: t('integration.hooks.last'),
      wide: true,
      cell: (hook) => (hook.lastDeliveredAt === null ? '—' : formatMoment(hook.lastDeliveredAt, language)),
    },
    {
      key: 'waiting',
      title: t('integration.hooks.waitingFailed'),
      numeric: true,
      cell: (hook) => `${hook.waiting} / ${hook.failed}`,
    },
    {
      key: 'active',
      title: t('integration.state'),
      cell: (hook) => (
        <span className="row">
          <Switch
            size="small"
            aria-label={t('integration.hooks.active', { name: hook.name })}
            checked={hook.active}
            onChange={(active) => set(hook.webhookId, active)}
          />
          <Button size="small" danger type="text" onClick={() => remove(hook.webhookId)}>
            {t('entries.remove')}
          </Button>
        </span>
      ),
    },
  ]
}

/** Addresses that hear what happens here. */
export function Webhooks() {
  const { t, language } = useText()
  const [adding, setAdding] = useState(false)
  const [opened, setOpened] = useState<Webhook | null>(null)
  const after = useAfterChange()
  const query = useQuery(api.integration.findWebhooks.queryOptions())
  const set = useMutation(api.integration.setWebhook.mutationOptions(after))
  const remove = useMutation(api.integration.removeWebhook.mutationOptions(after))
  const columns = columnsOf(t, language, {
    set: (webhookId, active) => set.mutate({ webhookId, active }),
    remove: (webhookId) => remove.mutate({ webhookId }),
    open: setOpened,
  })
  return (
    <Card
      className="flush"
      title={t('integration.hooks.title')}
      note={t('integration.hooks.note')}
      aside={<Button onClick={() => setAdding(true)}>{t('integration.hooks.new')}</Button>}
    >
      <Loaded query={query} lines={3}>
        {(hooks) => (
          <DataTable
            label={t('integration.hooks.title')}
            columns={columns}
            rows={hooks}
            rowKey={(hook) => hook.webhookId}
          />
        )}
      </Loaded>
      {adding && <NewWebhook onClose={() => setAdding(false)} />}
      {opened !== null && (
        <Deliveries webhookId={opened.webhookId} name={opened.name} onClose={() => setOpened(null)} />
      )}
    </Card>
  )
}
