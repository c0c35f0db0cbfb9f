import { useMutation } from '@tanstack/react-query'
import { Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { api, type Inputs } from '../../../api/client.ts'
import { OnceShown } from '../../../foundation/integration/once-shown.tsx'
import { SliceChoice } from '../../../foundation/metrics/slice-choice.tsx'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { LANGUAGES } from '../../../ui/format/locale.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import { useAfterAlertChange } from './use-alerts.ts'

type Draft = Inputs['monitoring']['createAlertChannel']
const KINDS = ['dingtalk', 'wecom', 'feishu', 'webhook'] as const
const SEVERITIES = ['info', 'warning', 'critical'] as const
const LANGUAGE_NAMES = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' } as const

type PartProps = { readonly draft: Draft; readonly onChange: (change: Partial<Draft>) => void }

function Where({ draft, onChange }: PartProps) {
  const { t } = useText()
  return (
    <>
      <Field label={t('alerts.channel.kind')}>
        {(id) => (
          <Select
            id={id}
            value={draft.kind}
            onChange={(kind) => onChange({ kind })}
            options={KINDS.map((value) => ({ value, label: t(`alerts.channel.kindName.${value}`) }))}
            style={{ width: '100%' }}
          />
        )}
      </Field>
      <Field label={t('alerts.channel.name')}>
        {(id) => (
          <Input
            id={id}
            value={draft.name}
            maxLength={80}
            onChange={({ target }) => onChange({ name: target.value })}
          />
        )}
      </Field>
      <Field label={t('alerts.channel.url')} hint={t('alerts.channel.urlHint')}>
        {(id) => (
          <Input
            id={id}
            type="url"
            value={draft.url}
            onChange={({ target }) => onChange({ url: target.value })}
          />
        )}
      </Field>
      {(draft.kind === 'dingtalk' || draft.kind === 'feishu') && (
        <Field label={t('alerts.channel.secret')} hint={t('alerts.channel.secretHint')}>
          {(id) => (
            <Input.Password
              id={id}
              autoComplete="off"
              value={draft.secret ?? ''}
              onChange={({ target }) => onChange({ secret: target.value })}
            />
          )}
        </Field>
      )}
    </>
  )
}

function What({ draft, onChange }: PartProps) {
  const { t } = useText()
  return (
    <div className="rule-grid">
      <Field label={t('alerts.channel.language')}>
        {(id) => (
          <Select
            id={id}
            value={draft.locale}
            onChange={(locale) => onChange({ locale })}
            options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          />
        )}
      </Field>
      <Field label={t('alerts.channel.severity')}>
        {(id) => (
          <Select
            id={id}
            value={draft.severity}
            onChange={(severity) => onChange({ severity })}
            options={SEVERITIES.map((value) => ({ value, label: t(`alerts.severity.${value}`) }))}
          />
        )}
      </Field>
      <div className="field">
        <span>{t('alerts.channel.unit')}</span>
        <SliceChoice
          parts={['orgUnitId']}
          chosen={draft.orgUnitId === null ? {} : { orgUnitId: draft.orgUnitId }}
          onChange={(_, value) => onChange({ orgUnitId: value === undefined ? null : Number(value) })}
        />
      </div>
    </div>
  )
}

/** A robot or webhook that alerts are told to. */
export function NewChannel({ onClose }: { readonly onClose: () => void }) {
  const { t, language } = useText()
  const [draft, setDraft] = useState<Draft>({
    kind: 'dingtalk',
    name: '',
    url: '',
    locale: language,
    orgUnitId: null,
    severity: 'warning',
  })
  const onChange = (change: Partial<Draft>) => setDraft({ ...draft, ...change })
  const create = useMutation(api.monitoring.createAlertChannel.mutationOptions(useAfterAlertChange()))
  const isComplete = draft.name.trim() !== '' && /^https?:\/\/./.test(draft.url)
  const made = create.data
  const send = () => {
    const { secret, ...rest } = draft
    create.mutate(secret === undefined || secret === '' ? rest : { ...rest, secret })
  }
  return (
    <Modal
      open
      title={t('alerts.channel.new')}
      okText={made === undefined ? t('alerts.channel.create') : t('ui.action.close')}
      cancelText={t('ui.action.cancel')}
      okButtonProps={{ loading: create.isPending, disabled: !isComplete }}
      cancelButtonProps={{ style: { display: made === undefined ? undefined : 'none' } }}
      onOk={made === undefined ? send : onClose}
      onCancel={onClose}
    >
      {made === undefined ? (
        <div className="stack">
          <Where draft={draft} onChange={onChange} />
          <What draft={draft} onChange={onChange} />
          {create.isError && <Problem error={create.error} />}
        </div>
      ) : made.secret === null ? (
        <p>{t('alerts.done')}</p>
      ) : (
        <OnceShown title={t('alerts.channel.made')} secret={made.secret} />
      )}
    </Modal>
  )
}
