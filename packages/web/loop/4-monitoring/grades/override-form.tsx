import { addDays } from '@salesloom/engine/calendar'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { queries } from '../../../api/queries.ts'
import { useSession } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import type { Grade, Graded } from './use-grades.ts'

const GRADES = ['A', 'B', 'C'] as const
/** Days for which another grade stands unless somebody says otherwise. */
const USUAL_DAYS = 90
const LEAST_REASON = 3

/** Another grade by hand, with its reason and its last day. */
export function OverrideForm({ graded }: { readonly graded: Graded }) {
  const { t } = useText()
  const { message } = App.useApp()
  const { today } = useSession().workspace
  const [open, setOpen] = useState(false)
  const [grade, setGrade] = useState<Grade>(graded.override?.grade ?? graded.grade)
  const [reason, setReason] = useState(graded.override?.reason ?? '')
  const [until, setUntil] = useState(graded.override?.until ?? addDays(today, USUAL_DAYS))
  const override = useMutation(
    api.monitoring.overrideGrade.mutationOptions({
      onSuccess: () => {
        void message.success(t('monitoring.override.done'))
        void queries.invalidateQueries({ queryKey: api.monitoring.key() })
        setOpen(false)
      },
    }),
  )
  const { customerId } = graded
  if (!open)
    return (
      <span className="row">
        <Button onClick={() => setOpen(true)}>{t('monitoring.override.open')}</Button>
        {graded.override !== null && (
          <Button
            loading={override.isPending}
            onClick={() => override.mutate({ customerId, override: null })}
          >
            {t('monitoring.override.end', { grade: graded.computed })}
          </Button>
        )}
      </span>
    )
  return (
    <div className="fields override-form">
      <Field label={t('monitoring.grades.grade')}>
        {(id) => (
          <Segmented
            id={id}
            aria-label={t('monitoring.grades.grade')}
            value={grade}
            onChange={setGrade}
            options={GRADES.map((value) => ({ value, label: value }))}
          />
        )}
      </Field>
      <Field label={t('monitoring.override.reason')} hint={t('monitoring.override.reasonHint')}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={500}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
      <Field label={t('monitoring.override.until')}>
        {(id) => (
          <Input
            id={id}
            type="date"
            min={today}
            value={until}
            onChange={({ target }) => setUntil(target.value)}
          />
        )}
      </Field>
      {override.isError && <Problem error={override.error} />}
      <span className="row">
        <Button
          type="primary"
          loading={override.isPending}
          disabled={reason.trim().length < LEAST_REASON || until < today}
          onClick={() => override.mutate({ customerId, override: { grade, reason: reason.trim(), until } })}
        >
          {t('monitoring.override.save')}
        </Button>
        <Button type="text" onClick={() => setOpen(false)}>
          {t('ui.action.cancel')}
        </Button>
      </span>
    </div>
  )
}
