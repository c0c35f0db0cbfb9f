import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { useMissing } from '../../../ui/form/use-missing.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import { AmountField } from './amount-field.tsx'
import { amountProblem } from './amount-problem.ts'
import type { CascadeNode, State } from './cascade-state.tsx'
import { ReasonField } from './reason-field.tsx'
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
  const missing = useMissing<HTMLDivElement>()
  const close = () => {
    missing.clear()
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
  const needsNote = open !== 'propose' && note.trim() === ''
  const isWrong = needsNote || amountProblem(amount, { isMissing: open === 'propose' }) !== null
  const choose = (kind: Kind) => {
    missing.clear()
    setOpen(open === kind ? null : kind)
  }
  return (
    <div className="stack answer" ref={missing.place} data-keeps-focus>
      <div className="row">
        {kindsAt(node).map((kind) => (
          <Button
            key={kind}
            type={AT_ONCE.includes(kind) ? 'primary' : open === kind ? 'dashed' : 'default'}
            loading={answer.isPending && answer.variables?.kind === kind}
            onClick={() => (AT_ONCE.includes(kind) ? send(kind) : choose(kind))}
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
              isMissing={missing.isAsked && open === 'propose'}
              hint={t('cascade.answer.amountHint', { own: figures.exact(node.own) })}
            />
          )}
          <ReasonField
            label={t(open === 'comment' ? 'cascade.answer.comment' : 'cascade.answer.reason')}
            rows={3}
            value={note}
            onChange={setNote}
            isMissing={missing.isAsked && needsNote}
          />
          <div className="row">
            <Button
              type="primary"
              loading={answer.isPending}
              onClick={() => (isWrong ? missing.ask() : send(open))}
            >
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
