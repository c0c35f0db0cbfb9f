import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { AmountField } from './amount-field.tsx'
import type { CascadeNode } from './cascade-state.tsx'
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
  const settle = useMutation(api.targets.settleTarget.mutationOptions(useCascadeChange(() => setNote(''))))
  return (
    <section className="stack">
      <h3>{t('cascade.settle.title')}</h3>
      <AmountField
        label={t('cascade.settle.amount')}
        value={amount}
        onChange={setTyped}
        figures={figures}
        hint={t('cascade.settle.hint', { difference: figures.short((amount ?? node.own) - node.own) })}
      />
      <Field label={t('cascade.answer.reason')}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <div className="row">
        <Button
          type="primary"
          disabled={amount === null || note.trim() === ''}
          loading={settle.isPending}
          onClick={() =>
            amount !== null &&
            settle.mutate({
              scenarioId,
              member: node.member,
              version: node.version,
              amount,
              note: note.trim(),
            })
          }
        >
          {t('cascade.settle.send')}
        </Button>
      </div>
      {settle.error !== null && <Problem error={settle.error} />}
    </section>
  )
}
