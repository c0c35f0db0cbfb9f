import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../../api/client.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Card } from '../../../ui/page/card.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { useAfterAlertChange } from './use-alerts.ts'

type Settings = Outputs['monitoring']['getAlertSettings']

function SettingsForm({ saved }: { readonly saved: Settings }) {
  const { t } = useText()
  const mayDefine = useMay('monitoring.define')
  const [draft, setDraft] = useState(saved)
  const save = useMutation(
    api.monitoring.setAlertSettings.mutationOptions(useAfterAlertChange('alerts.settings.saved')),
  )
  const time = (name: 'quietFrom' | 'quietTo', label: string) => (
    <Field label={label}>
      {(id) => (
        <Input
          id={id}
          type="time"
          disabled={!mayDefine}
          value={draft[name] ?? ''}
          onChange={({ target }) => setDraft({ ...draft, [name]: target.value === '' ? null : target.value })}
        />
      )}
    </Field>
  )
  return (
    <Card
      title={t('alerts.settings.title')}
      note={t('alerts.settings.note')}
      aside={
        mayDefine && (
          <Button size="small" type="primary" loading={save.isPending} onClick={() => save.mutate(draft)}>
            {t('alerts.settings.save')}
          </Button>
        )
      }
    >
      <div className="rule-grid">
        {time('quietFrom', t('alerts.settings.from'))}
        {time('quietTo', t('alerts.settings.to'))}
        <Checkbox
          checked={draft.mail}
          disabled={!mayDefine}
          onChange={({ target }) => setDraft({ ...draft, mail: target.checked })}
        >
          {t('alerts.settings.mail')}
        </Checkbox>
      </div>
      {save.isError && <Problem error={save.error} />}
    </Card>
  )
}

/** Quiet hours, and whether owners get mail. */
export function AlertSettings() {
  const query = useQuery(api.monitoring.getAlertSettings.queryOptions())
  return (
    <Loaded query={query} lines={3}>
      {(saved) => <SettingsForm key={saved.version} saved={saved} />}
    </Loaded>
  )
}
