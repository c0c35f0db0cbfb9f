import { MEASURE_KINDS } from '@salesloom/contract'
import { addDays, shiftMonths } from '@salesloom/engine/calendar'
import { useMutation } from '@tanstack/react-query'
import { Input, InputNumber, Segmented, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { useSession } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { FormModal } from './form-modal.tsx'
import type { Response } from './response-text.ts'
import { type MeasureSlice, SliceFields } from './slice-fields.tsx'
import { byLabel, refreshMonitoring, useMembers } from './use-members.ts'

/** Kinds that are made by steps of their own. */
const BY_STEP = ['authority', 'reassignment', 'budget', 'targets']
const KINDS = MEASURE_KINDS.filter((kind) => !BY_STEP.includes(kind))
const USUAL = { days: 90, months: 3 } as const

type Props = { readonly response: Response; readonly onClose: () => void }

/** Adds a measure: what, who, until when, at which cost, on which part of the business, and what it is to bring a month. */
export function AddMeasure({ response, onClose }: Props) {
  const { t } = useText()
  const currency = useCurrency()
  const { today } = useSession().workspace
  const { people } = useMembers()
  const [kind, setKind] = useState<(typeof KINDS)[number]>('serviceBundle')
  const [term, setTerm] = useState<'short' | 'long'>('short')
  const [title, setTitle] = useState('')
  const [ownerId, setOwner] = useState<number | null>(response.people[0]?.personId ?? null)
  const [dueOn, setDueOn] = useState(addDays(today, USUAL.days))
  const [cost, setCost] = useState(0)
  const [slice, setSlice] = useState<MeasureSlice>(response.place)
  const [monthly, setMonthly] = useState(0)
  const [count, setCount] = useState<number>(USUAL.months)
  const add = useMutation(
    api.monitoring.addMeasure.mutationOptions({
      onSuccess: async () => {
        onClose()
        await refreshMonitoring()
      },
    }),
  )
  const minor = (major: number) => Math.round(major * 10 ** currency.digits)
  const save = () =>
    add.mutate({
      ...{ responseId: response.responseId, kind, term, dueOn, title: title.trim(), ownerId: ownerId ?? 0 },
      cost: minor(cost),
      slice,
      expected: Array.from({ length: count }, (_, i) => ({
        month: shiftMonths(`${today.slice(0, 7)}-01`, i).slice(0, 7),
        amount: minor(monthly),
      })),
    })
  const number = (id: string, value: number, set: (value: number) => void, most?: number) => (
    <InputNumber
      id={id}
      min={0}
      {...(most === undefined ? {} : { max: most })}
      value={value}
      onChange={(next) => set(next ?? 0)}
    />
  )
  return (
    <FormModal
      title={t('response.action.measure')}
      ok={t('response.measure.add')}
      ready={title.trim() !== '' && ownerId !== null && count > 0}
      pending={add.isPending}
      error={add.error}
      onOk={save}
      onClose={onClose}
    >
      <Field label={t('response.measure.title')}>
        {(id) => (
          <Input id={id} maxLength={120} value={title} onChange={({ target }) => setTitle(target.value)} />
        )}
      </Field>
      <Field label={t('response.measure.kind')}>
        {(id) => (
          <Select
            id={id}
            value={kind}
            onChange={setKind}
            options={KINDS.map((value) => ({ value, label: t(`response.kind.${value}`) }))}
          />
        )}
      </Field>
      <Field label={t('response.measure.term')}>
        {(id) => (
          <Segmented
            id={id}
            value={term}
            onChange={setTerm}
            options={(['short', 'long'] as const).map((value) => ({
              value,
              label: t(`response.term.${value}`),
            }))}
          />
        )}
      </Field>
      <Field label={t('response.measure.owner')}>
        {(id) => <Select id={id} showSearch={byLabel} value={ownerId} onChange={setOwner} options={people} />}
      </Field>
      <Field label={t('response.measure.dueOn')}>
        {(id) => (
          <Input id={id} type="date" value={dueOn} onChange={({ target }) => setDueOn(target.value)} />
        )}
      </Field>
      <Field label={t('response.plan.cost')}>{(id) => number(id, cost, setCost)}</Field>
      <SliceFields slice={slice} onChange={setSlice} />
      <Field label={t('response.measure.monthly')}>{(id) => number(id, monthly, setMonthly)}</Field>
      <Field label={t('response.measure.months')}>{(id) => number(id, count, setCount, 24)}</Field>
    </FormModal>
  )
}
