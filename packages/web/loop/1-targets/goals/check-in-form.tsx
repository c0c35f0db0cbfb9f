import type { GoalDetail } from '@salesloom/contract'
import { useMutation } from '@tanstack/react-query'
import { Button, Input, Slider } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { queries } from '../../../api/queries.ts'
import { useFigureText } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { formatMoment } from '../../../ui/format/date.ts'
import { Problem } from '../../../ui/page/problem.tsx'

const USUAL = 7

/** A word on the progress, with the confidence from 0 to 10. */
export function CheckInForm({ goalId, last }: { readonly goalId: number; readonly last: number | null }) {
  const { t } = useText()
  const [note, setNote] = useState('')
  const [confidence, setConfidence] = useState(last ?? USUAL)
  const save = useMutation(
    api.goals.checkIn.mutationOptions({
      onSuccess: async () => {
        setNote('')
        await queries.invalidateQueries({ queryKey: api.goals.key() })
      },
    }),
  )
  return (
    <form
      className="check-in"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ goalId, note, confidence })
      }}
    >
      <Field label={t('goals.goal.note')}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <div className="row">
        <span className="confidence">
          {t('goals.goal.confidence')} <b>{confidence}</b>
        </span>
        <Slider
          min={0}
          max={10}
          value={confidence}
          onChange={setConfidence}
          ariaLabelForHandle={t('goals.goal.confidence')}
          style={{ flex: '1 1 140px' }}
        />
        <Button htmlType="submit" type="primary" loading={save.isPending}>
          {t('goals.goal.add')}
        </Button>
      </div>
      {save.isError && <Problem error={save.error} />}
    </form>
  )
}

/** What was noted so far, the newest first. */
export function CheckInList({ goal }: { readonly goal: GoalDetail }) {
  const { t, language } = useText()
  const say = useFigureText(goal.metric.unit)
  if (goal.checkIns.length === 0) return <p className="muted">{t('goals.goal.noCheckIns')}</p>
  return (
    <ol className="check-ins">
      {goal.checkIns.map(({ checkInId, note, confidence, value, by, at }) => (
        <li key={checkInId}>
          <b title={t('goals.goal.confidence')}>{confidence}</b>
          <div>
            <p>{note === '' ? '—' : note}</p>
            <small className="faint">
              {by} · {formatMoment(at, language)} · {say(value).short}
            </small>
          </div>
        </li>
      ))}
    </ol>
  )
}
