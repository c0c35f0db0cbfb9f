import type { GoalDetail } from '@salesloom/contract'
import { useMutation } from '@tanstack/react-query'
import { Button, Input, Modal, Segmented } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { queries } from '../../../api/queries.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Problem } from '../../../ui/page/problem.tsx'

const OUTCOMES = ['reached', 'missed', 'abandoned'] as const

/** Asks how a goal ended and what was learnt, and ends it. */
export function CloseGoal({ goal, onClose }: { readonly goal: GoalDetail; readonly onClose: () => void }) {
  const { t } = useText()
  const [state, setState] = useState<(typeof OUTCOMES)[number]>(goal.track === 'on' ? 'reached' : 'missed')
  const [lesson, setLesson] = useState('')
  const close = useMutation(
    api.goals.closeGoal.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.goals.key() })
        onClose()
      },
    }),
  )
  const { goalId, version } = goal
  return (
    <Modal
      open
      title={t('goals.goal.close')}
      onCancel={onClose}
      footer={
        <span className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('ui.action.cancel')}</Button>
          <Button
            type="primary"
            disabled={lesson.trim() === ''}
            loading={close.isPending}
            onClick={() => close.mutate({ goalId, version, state, lesson })}
          >
            {t('goals.goal.close')}
          </Button>
        </span>
      }
    >
      <div className="fields">
        <div className="whole">
          <Segmented
            aria-label={t('goals.goal.closeAs')}
            value={state}
            onChange={setState}
            options={OUTCOMES.map((value) => ({ value, label: t(`goals.state.${value}`) }))}
          />
        </div>
        <div className="whole">
          <Field label={t('goals.goal.lesson')} hint={t('goals.goal.lessonNeeded')}>
            {(id) => (
              <Input.TextArea
                id={id}
                rows={4}
                maxLength={2000}
                value={lesson}
                onChange={(event) => setLesson(event.target.value)}
              />
            )}
          </Field>
        </div>
      </div>
      {close.isError && <Problem error={close.error} />}
    </Modal>
  )
}
