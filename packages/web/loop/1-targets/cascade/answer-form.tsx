import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { AmountField } from './amount-field.tsx'
import type { CascadeNode, State } from './cascade-state.tsx'
import { useCascadeChange } from './use-cascade-change.ts'
import type { Figures } from './use-figures.ts'

type Kind = 'accept' | 'dispute' | 'propose' | 'sign' | 'comment'

const FROM: Readonly<Record<Exclude<Kind, 'comment'>, readonly State[]>> = {
  accept: ['open', 'proposed', 'disputed'],
  sign: ['accepted', 'settled'],
  dispute: ['open', 'proposed', 'accepted', 'settled'],
  propose: ['open', 'proposed', 'disputed'],
}

/** What may be answered now, the agreeing one first; those above propose and comment only. */
function kindsAt({ state, rights }: CascadeNode): Kind[] {
  const kinds = (Object.keys(FROM) as Exclude<Kind, 'comment'>[]).filter((kind) => FROM[kind].includes(state))
  return [...kinds.filter((kind) => kind === 'propose' || rights.answer), 'comment']
}

const AT_ONCE: readonly Kind[] = ['accept', 'sign']

/** Accept, dispute, propose, sign, comment: one press for what needs no words, a few words for the rest. */
export function AnswerForm(props: {
  readonly scenarioId: number
  readonly node: CascadeNode
  readonly figures: Figures
}) {
  const { scenarioId, node, figures } = props
  const { t } = useText()
  const [open, setOpen] = useState<Kind | null>(null)
  const [note, setNote] = useState('')
  const [amount, setAmount] = useState<number | null>(null)
  const close = () => {
    setOpen(null)
    setNote('')
    setAmount(null)
  }
  const answer = useMutation(api.targets.answerTarget.mutationOptions(useCascadeChange(close)))
  const send = (kind: Kind) =>
    answer.mutate({
      scenarioId,
      member: node.member,
      version: node.version,
      kind,
      ...(note.trim() === '' ? {} : { note: note.trim() }),
      ...(amount === null ? {} : { amount }),
    })
  const ready = open === 'propose' ? amount !== null : note.trim() !== ''
  return (
    <div className="stack answer">
      <div className="row">
        {kindsAt(node).map((kind) => (
          <Button
            key={kind}
            type={AT_ONCE.includes(kind) ? 'primary' : open === kind ? 'dashed' : 'default'}
            loading={answer.isPending && answer.variables?.kind === kind}
            onClick={() => (AT_ONCE.includes(kind) ? send(kind) : setOpen(open === kind ? null : kind))}
          >
            {t(`cascade.answer.${kind}`)}
          </Button>
        ))}
      </div>
      {open !== null && (
        <>
          {(open === 'propose' || open === 'dispute') && (
            <AmountField
              label={t(open === 'propose' ? 'cascade.answer.amount' : 'cascade.answer.amountIfAny')}
              value={amount}
              onChange={setAmount}
              figures={figures}
              hint={t('cascade.answer.amountHint', { own: figures.exact(node.own) })}
            />
          )}
          <Field label={t(open === 'comment' ? 'cascade.answer.comment' : 'cascade.answer.reason')}>
            {(id) => (
              <Input.TextArea
                id={id}
                rows={3}
                maxLength={1000}
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
          <div className="row">
            <Button type="primary" disabled={!ready} loading={answer.isPending} onClick={() => send(open)}>
              {t('cascade.answer.send')}
            </Button>
            <Button type="text" onClick={close}>
              {t('ui.action.cancel')}
            </Button>
          </div>
        </>
      )}
      {answer.error !== null && <Problem error={answer.error} />}
    </div>
  )
}
