import { useMutation } from '@tanstack/react-query'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { NumberInput } from '../../../ui/form/number-input.tsx'
import { useMissing } from '../../../ui/form/use-missing.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import type { CascadeView } from './cascade-state.tsx'
import { useCascadeChange } from './use-cascade-change.ts'

const PERCENTS = ['leastPercent', 'greatestPercent', 'shiftPercent'] as const

/** The last day and the limits as they are, and whom they are for: a node of its own, or everybody. */
export type RulesOf = {
  readonly member: string | null
  readonly name: string | null
  readonly dueOn: string
  readonly limits: NonNullable<CascadeView['limits']>
}

/** Changes the last day and the limits, of everybody or of one node. */
export function RulesForm(props: {
  readonly view: CascadeView
  readonly of: RulesOf
  readonly onClose: () => void
}) {
  const { view, of, onClose } = props
  const { t } = useText()
  const [wish, setWish] = useState({ dueOn: of.dueOn, ...of.limits })
  const [note, setNote] = useState('')
  const change = useMutation(api.targets.changeCascade.mutationOptions(useCascadeChange(onClose)))
  const missing = useMissing<HTMLDivElement>()
  const send = () => {
    const { scenarioId, rulesVersion } = view
    const said = note.trim() === '' ? {} : { note: note.trim() }
    change.mutate({ scenarioId, rulesVersion, member: of.member, ...wish, ...said })
  }
  return (
    <Modal
      open
      title={of.name === null ? t('cascade.rules.title') : t('cascade.rules.titleOf', { name: of.name })}
      okText={t('cascade.rules.send')}
      cancelText={t('ui.action.cancel')}
      okButtonProps={{ loading: change.isPending }}
      onOk={() => (wish.dueOn === '' ? missing.ask() : send())}
      onCancel={onClose}
    >
      <div className="stack" ref={missing.place}>
        <p className="muted">{t('cascade.rules.text')}</p>
        <Field label={t('cascade.publish.dueOn')} error={wish.dueOn === '' ? t('cascade.missing.day') : null}>
          {(id, wrong) => (
            <Input
              id={id}
              type="date"
              value={wish.dueOn}
              onChange={(event) => setWish({ ...wish, dueOn: event.target.value })}
              {...wrong}
            />
          )}
        </Field>
        {PERCENTS.map((name) => (
          <Field key={name} label={t(`cascade.publish.${name}`)} hint={t(`cascade.publish.${name}Hint`)}>
            {(id) => (
              <NumberInput
                id={id}
                suffix="%"
                className="whole-width"
                value={wish[name]}
                onChange={(value) => setWish({ ...wish, [name]: value })}
              />
            )}
          </Field>
        ))}
        <Field label={t('cascade.rules.note')}>
          {(id) => (
            <Input id={id} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
          )}
        </Field>
        {change.error !== null && <Problem error={change.error} />}
      </div>
    </Modal>
  )
}
