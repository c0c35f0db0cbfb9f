import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { useMissing } from '../../../ui/form/use-missing.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import { AmountField } from './amount-field.tsx'
import { amountProblem } from './amount-problem.ts'
import type { CascadeNode } from './cascade-state.tsx'
import { ReasonField } from './reason-field.tsx'
import { useCascadeChange } from './use-cascade-change.ts'
import type { Figures } from './use-figures.ts'

/** Settles a figure; those beside it share the difference. */
export function SettleForm(props: {
  readonly scenarioId: number
  readonly node: CascadeNode
  readonly figures: Figures
  /** the figure that was proposed last */
  readonly proposed: number | null
}) {
  const { scenarioId, node, figures, proposed } = props
  const { t } = useText()
  const [typed, setTyped] = useState<number | null | undefined>(undefined)
  const [note, setNote] = useState('')
  const amount = typed === undefined ? (proposed ?? node.own) : typed
  const missing = useMissing<HTMLElement>()
  const done = () => {
    setNote('')
    missing.clear()
  }
  const settle = useMutation(api.targets.settleTarget.mutationOptions(useCascadeChange(done)))
  const send = () => {
    const said = note.trim()
    if (amount === null || amountProblem(amount) !== null || said === '') return missing.ask()
    settle.mutate({ scenarioId, member: node.member, version: node.version, amount, note: said })
  }
  return (
    <section className="stack" ref={missing.place} data-keeps-focus>
      <h3>{t('cascade.settle.title')}</h3>
      <AmountField
        label={t('cascade.settle.amount')}
        value={amount}
        onChange={setTyped}
        figures={figures}
        isMissing={missing.isAsked}
        hint={t('cascade.settle.hint', { difference: figures.short((amount ?? node.own) - node.own) })}
      />
      <ReasonField
        label={t('cascade.answer.reason')}
        value={note}
        onChange={setNote}
        isMissing={missing.isAsked && note.trim() === ''}
      />
      <div className="row">
        <Button type="primary" loading={settle.isPending} onClick={send}>
          {t('cascade.settle.send')}
        </Button>
      </div>
      {settle.error !== null && <Problem error={settle.error} />}
    </section>
  )
}
