import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { api, type Outputs } from '../../../api/client.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { NumberInput } from '../../../ui/form/number-input.tsx'
import { Card } from '../../../ui/page/card.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { differing, SavedMeanwhile, useDraftOver } from '../meanwhile.tsx'
import { refreshMonitoring } from '../response/use-members.ts'

export type Authority = Outputs['monitoring']['getAuthority']

/** Roles that sell or answer for who does. */
const SHOWN = ['representative', 'manager', 'director', 'administrator', 'analyst']

/** What each role may give without asking. */
export function Limits({ authority }: { readonly authority: Authority }) {
  const { t } = useText()
  const { message } = App.useApp()
  const maySet = useMay('monitoring.define')
  const draft = useDraftOver(authority.limits, authority.version)
  const limits = draft.value
  const save = useMutation(
    api.monitoring.setDiscountLimits.mutationOptions({
      onSuccess: async () => {
        void message.success(t('response.limits.done'))
        await refreshMonitoring()
        draft.clear()
      },
      onError: () => refreshMonitoring(),
    }),
  )
  const shown = SHOWN.flatMap((role) => limits.filter((limit) => limit.role === role))
  const set = (role: string, percent: number) =>
    draft.write(limits.map((limit) => (limit.role === role ? { ...limit, percent } : limit)))
  return (
    <Card title={t('response.limits.title')} note={t('response.limits.note')}>
      <p className="health-figure">
        <span className="own-limit">{authority.own} %</span>{' '}
        <span className="muted">{t('response.limits.own')}</span>
      </p>
      <div className="limit-fields">
        {shown.map(({ role, percent }) => (
          <Field key={role} label={t(`shell.role.${role}`)}>
            {(id) => (
              <NumberInput
                id={id}
                min={0}
                max={100}
                step={0.5}
                suffix="%"
                disabled={!maySet}
                value={percent}
                onChange={(value) => set(role, value)}
              />
            )}
          </Field>
        ))}
      </div>
      {draft.isBehind ? (
        <SavedMeanwhile
          differences={differing(
            shown.map(({ role, percent }) => {
              const theirs = authority.limits.find((limit) => limit.role === role)?.percent
              return { label: t(`shell.role.${role}`), theirs: `${theirs} %`, mine: `${percent} %` }
            }),
          )}
          pending={save.isPending}
          onTake={() => {
            draft.clear()
            save.reset()
          }}
          onKeep={() => save.mutate({ version: authority.version, limits })}
        />
      ) : (
        save.isError && <Problem error={save.error} />
      )}
      {maySet && !draft.isBehind && (
        <div className="response-actions">
          <Button
            loading={save.isPending}
            disabled={!draft.isChanged}
            onClick={() => save.mutate({ version: draft.version, limits })}
          >
            {t('response.limits.save')}
          </Button>
        </div>
      )}
    </Card>
  )
}
