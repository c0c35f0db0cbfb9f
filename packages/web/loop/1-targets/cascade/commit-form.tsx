import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { useMissing } from '../../../ui/form/use-missing.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import { AmountField } from './amount-field.tsx'
import { amountProblem } from './amount-problem.ts'
import { periodName } from './period-name.ts'
import { ReasonField } from './reason-field.tsx'
import { useCascadeChange } from './use-cascade-change.ts'
import type { Figures } from './use-figures.ts'

export type MyTarget = Outputs['targets']['findMyTargets'][number]

/** What a person commits to from their side, period by period, with a reason; it can be taken back. */
export function CommitForm({ target, figures }: { readonly target: MyTarget; readonly figures: Figures }) {
  const { t } = useText()
  const { node, periods, scenarioId, fiscalYear } = target
  const [typed, setTyped] = useState<Readonly<Record<string, number | null>>>({})
  const [note, setNote] = useState('')
  const missing = useMissing<HTMLElement>()
  const [asksAmounts, setAsksAmounts] = useState(false)
  const clear = () => {
    setTyped({})
    setNote('')
    missing.clear()
    setAsksAmounts(false)
  }
  const commit = useMutation(api.targets.commitFigures.mutationOptions(useCascadeChange(clear)))
  const amountOf = ({ period, committed }: MyTarget['periods'][number]) =>
    typed[period] === undefined ? committed : typed[period]
  const amounts = periods.map((each) => ({ period: each.period, amount: amountOf(each) }))
  const whole = amounts.every(({ amount }) => amount !== null)
  const total = amounts.reduce((sum, { amount }) => sum + (amount ?? 0), 0)
  const send = (given: typeof amounts) => {
    const isWrong = given.some(({ amount }) => amountProblem(amount, { isMissing: true }) !== null)
    setAsksAmounts(isWrong)
    if (isWrong || note.trim() === '') return missing.ask()
    commit.mutate({
      scenarioId,
      member: node.member,
      version: node.version,
      periods: given.flatMap(({ period, amount }) => (amount === null ? [] : [{ period, amount }])),
      note: note.trim(),
    })
  }
  return (
    <section className="stack" ref={missing.place} data-keeps-focus>
      <h3>{t('cascade.commit.title')}</h3>
      <p className="muted">{t('cascade.commit.text')}</p>
      <div className="commit-periods">
        {periods.map((each) => (
          <AmountField
            key={each.period}
            label={periodName(each.period, fiscalYear, t)}
            value={amountOf(each)}
            onChange={(value) => setTyped({ ...typed, [each.period]: value })}
            figures={figures}
            isMissing={asksAmounts}
            hint={t('cascade.commit.asked', { amount: figures.short(each.own) })}
          />
        ))}
      </div>
      <ReasonField
        label={t('cascade.answer.reason')}
        value={note}
        onChange={setNote}
        isMissing={missing.isAsked && note.trim() === ''}
      />
      <div className="row">
        <Button type="primary" loading={commit.isPending} onClick={() => send(amounts)}>
          {whole ? t('cascade.commit.sendTotal', { total: figures.short(total) }) : t('cascade.commit.send')}
        </Button>
        {node.committed !== null && (
          <Button type="text" onClick={() => send([])}>
            {t('cascade.commit.withdraw')}
          </Button>
        )}
      </div>
      {commit.error !== null && <Problem error={commit.error} />}
    </section>
  )
}
