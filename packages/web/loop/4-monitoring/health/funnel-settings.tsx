import { SettingOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { App, Button, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { queries } from '../../../api/queries.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { toMajor } from '../../../ui/format/money.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import { differing, SavedMeanwhile, useWrittenOver } from '../meanwhile.tsx'
import type { Health } from './use-health.ts'

function SettingsForm({
  settings,
  onClose,
}: {
  readonly settings: Health['settings']
  readonly onClose: () => void
}) {
  const { t } = useText()
  const { message } = App.useApp()
  const { code, digits } = useCurrency()
  const [idleDays, setIdleDays] = useState<number | null>(settings.idleDays)
  const [hourly, setHourly] = useState(
    settings.hourlyCost === null ? null : toMajor(settings.hourlyCost, digits),
  )
  const save = useMutation(
    api.monitoring.setFunnelSettings.mutationOptions({
      onSuccess: () => {
        void message.success(t('monitoring.settings.saved'))
        void queries.invalidateQueries({ queryKey: api.monitoring.key() })
        onClose()
      },
      onError: () => queries.invalidateQueries({ queryKey: api.monitoring.key() }),
    }),
  )
  const over = useWrittenOver(settings.version)
  const costOf = (cost: number | null) => (cost === null ? '' : String(toMajor(cost, digits)))
  const submit = (version: number) =>
    save.mutate({
      idleDays: idleDays ?? 14,
      hourlyCost: hourly === null ? null : Math.round(hourly * 10 ** digits),
      version,
    })
  return (
    <Modal
      open
      title={t('monitoring.settings.title')}
      onCancel={onClose}
      onOk={() => submit(over.version)}
      okText={t('monitoring.settings.save')}
      cancelText={t('ui.action.cancel')}
      confirmLoading={save.isPending}
      okButtonProps={{ disabled: over.isBehind }}
    >
      <div className="fields">
        <Field label={t('monitoring.settings.idleDays')} hint={t('monitoring.settings.idleHint')}>
          {(id) => (
            <InputNumber id={id} min={1} max={365} precision={0} value={idleDays} onChange={setIdleDays} />
          )}
        </Field>
        <Field
          label={`${t('monitoring.settings.hourlyCost')} (${code})`}
          hint={t('monitoring.settings.hourlyHint')}
        >
          {(id) => <InputNumber id={id} min={0} precision={digits} value={hourly} onChange={setHourly} />}
        </Field>
        {over.isBehind ? (
          <SavedMeanwhile
            differences={differing([
              {
                label: t('monitoring.settings.idleDays'),
                theirs: String(settings.idleDays),
                mine: String(idleDays ?? ''),
              },
              {
                label: t('monitoring.settings.hourlyCost'),
                theirs: costOf(settings.hourlyCost),
                mine: String(hourly ?? ''),
              },
            ])}
            pending={save.isPending}
            onTake={onClose}
            onKeep={() => submit(settings.version)}
          />
        ) : (
          save.isError && <Problem error={save.error} />
        )}
      </div>
    </Modal>
  )
}

/** The button that opens what is too long without a contact and what an hour costs. */
export function FunnelSettings({ settings }: { readonly settings: Health['settings'] }) {
  const { t } = useText()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={<SettingOutlined />} onClick={() => setOpen(true)}>
        {t('monitoring.settings.open')}
      </Button>
      {open && <SettingsForm settings={settings} onClose={() => setOpen(false)} />}
    </>
  )
}
