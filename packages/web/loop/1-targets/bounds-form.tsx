import type { CellAddress } from '@salesloom/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Button, InputNumber, Popover } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { failureOf } from '../../api/failure.ts'
import { useCurrency } from '../../api/money.ts'
import { queries } from '../../api/queries.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { formatNumber } from '../../ui/format/number.ts'
import type { PlanMeasure } from './plan-layout.ts'
import type { Scenario } from './scenario-state.tsx'

type BoundsProps = {
  readonly scenario: Scenario
  readonly measure: PlanMeasure
  readonly places: () => readonly CellAddress[]
}

/** The least and the greatest value of every leaf below the chosen cell. */
export function BoundsForm({ scenario, measure, places }: BoundsProps) {
  const { t, language } = useText()
  const { message } = App.useApp()
  const { digits } = useCurrency()
  const [open, setOpen] = useState(false)
  const [[low, high], setRange] = useState<readonly [number | null, number | null]>([null, null])
  const factor = measure.unit === 'money' ? 10 ** digits : 1
  const unitsOf = (value: number | null) => (value === null ? null : Math.round(value * factor))
  const set = useMutation(
    api.targets.setBounds.mutationOptions({
      onSuccess: ({ outside }) => {
        setOpen(false)
        if (outside === 0) void message.success(t('targets.bounds.set'))
        else void message.warning(t('targets.bounds.outside', { count: formatNumber(outside, language) }), 8)
      },
      onError: (error) => void message.error(failureOf(error).message),
      onSettled: () => queries.invalidateQueries({ queryKey: api.targets.key() }),
    }),
  )
  const save = () =>
    set.mutate({
      scenarioId: scenario.scenarioId,
      version: scenario.version,
      measure: measure.code,
      at: places()[0] ?? {},
      low: unitsOf(low),
      high: unitsOf(high),
    })
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      content={
        <form
          className="hold-why"
          onSubmit={(event) => {
            event.preventDefault()
            save()
          }}
        >
          <Field label={t('targets.bounds.low')} hint={t('targets.bounds.hint')}>
            {(id) => <InputNumber id={id} value={low} onChange={(value) => setRange([value, high])} />}
          </Field>
          <Field label={t('targets.bounds.high')}>
            {(id) => <InputNumber id={id} value={high} onChange={(value) => setRange([low, value])} />}
          </Field>
          <Button type="primary" size="small" htmlType="submit" loading={set.isPending}>
            {t('targets.bounds.save')}
          </Button>
        </form>
      }
    >
      <Button size="small">{t('targets.bounds.title')}</Button>
    </Popover>
  )
}
