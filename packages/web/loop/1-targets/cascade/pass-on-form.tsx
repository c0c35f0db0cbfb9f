import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { NumberInput } from '../../../ui/form/number-input.tsx'
import { nameIn } from '../../../ui/format/locale.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import { AmountField } from './amount-field.tsx'
import type { CascadeNode, CascadeView } from './cascade-state.tsx'
import { plainPercent } from './percent-text.ts'
import { useCascadeChange } from './use-cascade-change.ts'
import type { Figures } from './use-figures.ts'

type Limits = NonNullable<CascadeView['limits']>

/** How much is passed on beyond what was received, and what moves between those below; the sum of the moves is 0. */
export function PassOnForm(props: {
  readonly scenarioId: number
  readonly node: CascadeNode
  readonly below: readonly CascadeNode[]
  readonly limits: Limits
  readonly figures: Figures
}) {
  const { scenarioId, node, below, limits, figures } = props
  const { t, language } = useText()
  const [percent, setPercent] = useState<number>(node.overPercent ?? Math.max(0, limits.leastPercent))
  const [shifts, setShifts] = useState<Readonly<Record<string, number>>>(() =>
    Object.fromEntries(below.map(({ member, shift }) => [member, shift ?? 0])),
  )
  const pass = useMutation(api.targets.passOnTarget.mutationOptions(useCascadeChange(() => undefined)))
  const open = Object.values(shifts).reduce((sum, shift) => sum + shift, 0)
  const send = () =>
    pass.mutate({
      scenarioId,
      member: node.member,
      version: node.version,
      overPercent: percent,
      shifts: Object.entries(shifts)
        .filter(([, amount]) => amount !== 0)
        .map(([member, amount]) => ({ member, amount })),
    })
  return (
    <section className="stack">
      <h3>{t('cascade.passOn.title')}</h3>
      <Field
        label={t('cascade.passOn.over')}
        hint={t('cascade.passOn.overHint', {
          least: plainPercent(limits.leastPercent, language),
          greatest: plainPercent(limits.greatestPercent, language),
        })}
      >
        {(id) => <NumberInput id={id} value={percent} step={0.5} suffix="%" onChange={setPercent} />}
      </Field>
      {limits.shiftPercent > 0 && below.length > 1 && (
        <details open={below.some(({ shift }) => shift !== 0)}>
          <summary>
            {t('cascade.passOn.shifts', { limit: plainPercent(limits.shiftPercent, language) })}
          </summary>
          <div className="fields">
            {below.map((child) => (
              <AmountField
                key={child.member}
                label={nameIn(child.name, language)}
                value={shifts[child.member] ?? 0}
                onChange={(value) => setShifts({ ...shifts, [child.member]: value ?? 0 })}
                figures={figures}
                isMove
                hint={figures.exact(child.own)}
              />
            ))}
          </div>
          {open !== 0 && (
            <p className="bad" role="status">
              {t('cascade.passOn.left', { amount: figures.exact(open) })}
            </p>
          )}
        </details>
      )}
      <div className="row">
        <Button type="primary" loading={pass.isPending} onClick={send}>
          {t(node.assigned === null ? 'cascade.passOn.send' : 'cascade.passOn.again')}
        </Button>
      </div>
      {pass.error !== null && <Problem error={pass.error} />}
    </section>
  )
}
