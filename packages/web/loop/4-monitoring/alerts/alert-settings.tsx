import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { api, type Outputs } from '../../../api/client.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Card } from '../../../ui/page/card.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { differing, SavedMeanwhile, useDraftOver } from '../meanwhile.tsx'
import { refreshMonitoring } from '../response/use-members.ts'
import { useAfterAlertChange } from './use-alerts.ts'

type Settings = Outputs['monitoring']['getAlertSettings']

function SettingsForm({ saved }: { readonly saved: Settings }) {
  const { t } = useText()
  const mayDefine = useMay('monitoring.define')
  const writing = useDraftOver(saved, saved.version)
  const draft = writing.value
  const after = useAfterAlertChange('alerts.settings.saved')
  const save = useMutation(
    api.monitoring.setAlertSettings.mutationOptions({
      onSuccess: async () => {
        after.onSuccess()
        await refreshMonitoring()
        writing.clear()
      },
      onError: () => refreshMonitoring(),
    }),
  )
  const shown = (value: Settings) => [
    { label: t('alerts.settings.from'), value: value.quietFrom ?? '' },
    { label: t('alerts.settings.to'), value: value.quietTo ?? '' },
    { label: t('alerts.settings.mail'), value: value.mail ? '✓' : '' },
  ]
  const theirs = shown(saved)
  const time = (name: 'quietFrom' | 'quietTo', label: string) => (
    <Field label={label}>
      {(id) => (
        <Input
          id={id}
          type="time"
          disabled={!mayDefine}
          value={draft[name] ?? ''}
          onChange={({ target }) =>
            writing.write({ ...draft, [name]: target.value === '' ? null : target.value })
          }
        />
      )}
    </Field>
  )
  return (
    <Card
      title={t('alerts.settings.title')}
      note={t('alerts.settings.note')}
      aside={
        mayDefine &&
        !writing.isBehind && (
          <Button
            size="small"
            type="primary"
            loading={save.isPending}
            onClick={() => save.mutate({ ...draft, version: writing.version })}
          >
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
          onChange={({ target }) => writing.write({ ...draft, mail: target.checked })}
        >
          {t('alerts.settings.mail')}
        </Checkbox>
      </div>
      {writing.isBehind ? (
        <SavedMeanwhile
          differences={differing(
            shown(draft).map(({ label, value }, i) => ({
              label,
              mine: value,
              theirs: theirs[i]?.value ?? '',
            })),
          )}
          pending={save.isPending}
          onTake={() => {
            writing.clear()
            save.reset()
          }}
          onKeep={() => save.mutate({ ...draft, version: saved.version })}
        />
      ) : (
        save.isError && <Problem error={save.error} />
      )}
    </Card>
  )
}

/** Quiet hours, and whether owners get mail. */
export function AlertSettings() {
  const query = useQuery(api.monitoring.getAlertSettings.queryOptions())
  return (
    <Loaded query={query} lines={3}>
      {(saved) => <SettingsForm saved={saved} />}
    </Loaded>
  )
}
