import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Drawer, Input, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { formatMoment } from '../../../ui/format/date.ts'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import {
  DeviationLink,
  ExplainLink,
  FigureCell,
  JudgedConditions,
  MetricOfAlert,
  StateCell,
  useCauseName,
} from './alert-row.tsx'
import { PersonChoice } from './person-choice.tsx'
import { type Alert, useAfterAlertChange } from './use-alerts.ts'

const HOURS = ['4', '24', '72', '168'] as const

function History({ alertId }: { readonly alertId: number }) {
  const { t, language } = useText()
  const query = useQuery(api.monitoring.getAlertHistory.queryOptions({ input: { alertId } }))
  // Notes of machines (a moment, a person) stand elsewhere on the page; people’s words are shown.
  const noteOf = (kind: string, note: string | null) => (kind === 'acknowledged' && note ? `: ${note}` : '')
  return (
    <Loaded query={query} lines={3}>
      {(events) => (
        <ol className="alert-history">
          {events.map(({ kind, at, byName, note }) => (
            <li key={`${at} ${kind}`}>
              {t(`alerts.event.${kind}`)}
              {noteOf(kind, note)}
              <small className="faint">
                {formatMoment(at, language)} · {byName === 'schedule' ? t('alerts.bySchedule') : byName}
              </small>
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  )
}

function Acknowledge({ alertId }: { readonly alertId: number }) {
  const { t } = useText()
  const [note, setNote] = useState('')
  const acknowledge = useMutation(api.monitoring.acknowledgeAlert.mutationOptions(useAfterAlertChange()))
  return (
    <Field label={t('alerts.note')} hint={t('alerts.noteHint')}>
      {(id) => (
        <span className="row">
          <Input id={id} value={note} maxLength={500} onChange={({ target }) => setNote(target.value)} />
          <Button
            type="primary"
            loading={acknowledge.isPending}
            onClick={() =>
              acknowledge.mutate({ alertId, ...(note.trim() === '' ? {} : { note: note.trim() }) })
            }
          >
            {t('alerts.acknowledge')}
          </Button>
        </span>
      )}
    </Field>
  )
}

function Snooze({ alert }: { readonly alert: Alert }) {
  const { t } = useText()
  const { alertId, snoozedUntil } = alert
  const snooze = useMutation(api.monitoring.snoozeAlert.mutationOptions(useAfterAlertChange()))
  return (
    <Field label={t('alerts.snooze')}>
      {(id) => (
        <span className="row">
          <Select
            id={id}
            value={null}
            placeholder={t('alerts.snooze')}
            loading={snooze.isPending}
            onChange={(hours) => snooze.mutate({ alertId, hours: Number(hours) })}
            options={HOURS.map((hours) => ({ value: hours, label: t(`alerts.snoozeHours.${hours}`) }))}
            style={{ minWidth: 140 }}
          />
          {snoozedUntil !== null && (
            <Button onClick={() => snooze.mutate({ alertId, hours: 0 })}>{t('alerts.snoozeEnd')}</Button>
          )}
        </span>
      )}
    </Field>
  )
}

function Assign({ alert }: { readonly alert: Alert }) {
  const { t } = useText()
  const { alertId, owner } = alert
  const assign = useMutation(api.monitoring.assignAlert.mutationOptions(useAfterAlertChange()))
  return (
    <Field label={t('alerts.assign')}>
      {(id) => (
        <>
          <PersonChoice
            id={id}
            value={owner?.id ?? null}
            onChange={(personId) => personId !== null && assign.mutate({ alertId, personId })}
          />
          {assign.isError && <Problem error={assign.error} />}
        </>
      )}
    </Field>
  )
}

type DrawerProps = { readonly alert: Alert; readonly onClose: () => void }

/** One alert: its figure, what to do about it, and what happened. */
export function AlertDrawer({ alert, onClose }: DrawerProps) {
  const { t } = useText()
  const mayAct = useMay('alerts.act')
  const nameOf = useCauseName()
  return (
    <Drawer open onClose={onClose} size={460} title={nameOf(alert)}>
      <div className="stack">
        <div>
          <p>{alert.rule}</p>
          <p className="faint">
            <MetricOfAlert alert={alert} /> · {alert.from} – {alert.to}
          </p>
        </div>
        <FigureCell alert={alert} />
        <StateCell alert={alert} />
        <JudgedConditions alert={alert} />
        <span className="row">
          <ExplainLink alert={alert} />
          <DeviationLink alert={alert} />
        </span>
        {mayAct && alert.closedAt === null && (
          <div className="alert-acts">
            {alert.acknowledgedBy === null && <Acknowledge alertId={alert.alertId} />}
            <Snooze alert={alert} />
            <Assign alert={alert} />
          </div>
        )}
        <section>
          <h3 className="rule-head">{t('alerts.history')}</h3>
          <History alertId={alert.alertId} />
        </section>
      </div>
    </Drawer>
  )
}
