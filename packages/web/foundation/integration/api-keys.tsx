import { KINDS, type KindName, kindLabel } from '@salesloom/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { type Translate, useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { Field } from '../../ui/form/field.tsx'
import { columnDate, formatMoment } from '../../ui/format/date.ts'
import type { Language } from '../../ui/format/locale.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { OnceShown } from './once-shown.tsx'
import { useAfterChange } from './use-integration.ts'

type Key = Outputs['integration']['findApiKeys'][number]
type Scope = KindName | '*'

function scopeText(kinds: readonly string[], t: Translate, language: Language): string {
  if (kinds.includes('*')) return t('integration.keys.everything')
  return kinds.map((kind) => kindLabel(kind as KindName, language)).join(', ')
}

function NewKey({ onClose }: { readonly onClose: () => void }) {
  const { t, language } = useText()
  const after = useAfterChange()
  const [name, setName] = useState('')
  const [kinds, setKinds] = useState<Scope[]>(['*'])
  const [expiresOn, setExpiresOn] = useState('')
  const create = useMutation(api.integration.createApiKey.mutationOptions(after))
  const submit = () => create.mutate({ name, kinds, expiresOn: expiresOn === '' ? null : expiresOn })
  return (
    <Modal
      open
      title={t('integration.keys.new')}
      okText={create.data === undefined ? t('integration.keys.create') : t('ui.action.close')}
      cancelText={t('ui.action.cancel')}
      okButtonProps={{ loading: create.isPending, disabled: name.trim() === '' || kinds.length === 0 }}
      cancelButtonProps={{ style: { display: create.data === undefined ? undefined : 'none' } }}
      onOk={create.data === undefined ? submit : onClose}
      onCancel={onClose}
    >
      {create.data !== undefined ? (
        <OnceShown title={t('integration.keys.made')} secret={create.data.key} />
      ) : (
        <div className="stack">
          <Field label={t('integration.name')} hint={t('integration.keys.nameHint')}>
            {(id) => (
              <Input id={id} value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
          <Field label={t('integration.keys.kinds')}>
            {(id) => (
              <Select
                id={id}
                mode="multiple"
                style={{ width: '100%' }}
                value={kinds}
                options={[
                  { value: '*' as Scope, label: t('integration.keys.everything') },
                  ...KINDS.map((kind) => ({
                    value: kind.name as Scope,
                    label: kindLabel(kind.name, language),
                  })),
                ]}
                onChange={setKinds}
              />
            )}
          </Field>
          <Field label={t('integration.keys.expires')} hint={t('integration.keys.expiresHint')}>
            {(id) => (
              <Input
                id={id}
                type="date"
                value={expiresOn}
                onChange={(event) => setExpiresOn(event.target.value)}
              />
            )}
          </Field>
        </div>
      )}
    </Modal>
  )
}

function columnsOf(t: Translate, language: Language, revoke: (apiKeyId: number) => void): Column<Key>[] {
  return [
    {
      key: 'name',
      title: t('integration.name'),
      cell: (key) => (
        <>
          {key.name} <code className="faint">{key.prefix}…</code>
        </>
      ),
    },
    {
      key: 'kinds',
      title: t('integration.keys.kinds'),
      wide: true,
      cell: (key) => scopeText(key.kinds, t, language),
    },
    {
      key: 'used',
      title: t('integration.keys.lastUsed'),
      cell: (key) =>
        key.lastUsedAt === null ? (
          <span className="faint">{t('integration.keys.never')}</span>
        ) : (
          formatMoment(key.lastUsedAt, language)
        ),
    },
    {
      key: 'expires',
      title: t('integration.keys.expires'),
      numeric: true,
      wide: true,
      cell: (key) => (key.expiresAt === null ? '—' : columnDate(key.expiresAt)),
    },
    {
      key: 'state',
      title: t('integration.state'),
      cell: (key) =>
        key.revokedAt === null ? (
          <Button size="small" danger onClick={() => revoke(key.apiKeyId)}>
            {t('integration.keys.revoke')}
          </Button>
        ) : (
          <Tag tone="plain">{t('integration.keys.revoked')}</Tag>
        ),
    },
  ]
}

/** Keys of the ingest interface. */
export function ApiKeys() {
  const { t, language } = useText()
  const [adding, setAdding] = useState(false)
  const query = useQuery(api.integration.findApiKeys.queryOptions())
  const revoke = useMutation(api.integration.revokeApiKey.mutationOptions(useAfterChange()))
  return (
    <Card
      className="flush"
      title={t('integration.keys.title')}
      note={t('integration.keys.note')}
      aside={
        <Button type="primary" onClick={() => setAdding(true)}>
          {t('integration.keys.new')}
        </Button>
      }
    >
      <Loaded query={query} lines={3}>
        {(keys) => (
          <DataTable
            label={t('integration.keys.title')}
            columns={columnsOf(t, language, (apiKeyId) => revoke.mutate({ apiKeyId }))}
            rows={keys}
            rowKey={(key) => key.apiKeyId}
          />
        )}
      </Loaded>
      {adding && <NewKey onClose={() => setAdding(false)} />}
    </Card>
  )
}
