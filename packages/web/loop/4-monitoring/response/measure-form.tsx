import { MEASURE_KINDS } from '@salesloom/contract'
import { addDays, shiftMonths } from '@salesloom/engine/calendar'
import { Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { NumberInput } from '../../../ui/form/number-input.tsx'
import type { Currency } from '../../../ui/format/money.ts'
import { useColleagues } from '../use-colleagues.ts'
import type { Response } from './response-text.ts'
import { type MeasureSlice, SliceFields } from './slice-fields.tsx'
import { byLabel } from './use-members.ts'

export type Measure = Response['measures'][number]
type Expected = Measure['expected']

/** Kinds that are made by steps of their own. */
const BY_STEP = ['authority', 'reassignment', 'budget', 'targets']
const KINDS = MEASURE_KINDS.filter((kind) => !BY_STEP.includes(kind))
const USUAL = { days: 90, months: 3 } as const

/** A measure while it is written; amounts in the major unit. */
type Draft = {
  readonly kind: Measure['kind']
  readonly term: Measure['term']
  readonly title: string
  readonly ownerId: number | null
  readonly dueOn: string
  readonly cost: number
  readonly slice: MeasureSlice
  readonly monthly: number
  readonly count: number
}

const major = (minor: number, { digits }: Currency) => minor / 10 ** digits
const minor = (amount: number, { digits }: Currency) => Math.round(amount * 10 ** digits)

function draftOf(response: Response, today: string, measure: Measure | null, currency: Currency): Draft {
  if (measure === null)
    return {
      ...{ kind: 'serviceBundle', term: 'short', title: '', cost: 0, monthly: 0, count: USUAL.months },
      ownerId: response.people[0]?.personId ?? null,
      dueOn: addDays(today, USUAL.days),
      slice: response.place,
    }
  const { kind, term, title, ownerId, dueOn, cost, slice, expected } = measure
  const sum = expected.reduce((total, { amount }) => total + amount, 0)
  const monthly = expected.length === 0 ? 0 : major(Math.round(sum / expected.length), currency)
  return {
    ...{ kind, term, title, ownerId, dueOn, slice, monthly },
    cost: major(cost, currency),
    count: expected.length,
  }
}

/** Months one after another with the same amount; what nobody changed stays month by month as it was. */
function expectedOf(draft: Draft, first: Draft, kept: Expected, today: string, currency: Currency): Expected {
  if (kept.length > 0 && draft.monthly === first.monthly && draft.count === first.count) return kept
  const begin = kept[0]?.month ?? today.slice(0, 7)
  return Array.from({ length: draft.count }, (_, i) => ({
    month: shiftMonths(`${begin}-01`, i).slice(0, 7),
    amount: minor(draft.monthly, currency),
  }))
}

type Writing = {
  readonly response: Response
  /** null: a new one */
  readonly measure: Measure | null
  readonly today: string
  readonly currency: Currency
}

/** What is written of a measure, and its terms as the server takes them. */
export function useMeasureDraft({ response, measure, today, currency }: Writing) {
  const [first] = useState(() => draftOf(response, today, measure, currency))
  const [draft, setDraft] = useState(first)
  const { monthly: _, count, cost, ownerId, title, ...rest } = draft
  return {
    draft,
    set: (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part })),
    isReady: title.trim() !== '' && ownerId !== null && count > 0,
    terms: {
      ...rest,
      title: title.trim(),
      ownerId: ownerId ?? 0,
      cost: minor(cost, currency),
      expected: expectedOf(draft, first, measure?.expected ?? [], today, currency),
    },
  }
}

type FieldsProps = {
  readonly draft: Draft
  readonly set: (part: Partial<Draft>) => void
  /** Once a measure has begun, what came is always compared with the same part. */
  readonly hasBegun: boolean
}

/** What, who, until when, at which cost, on which part of the business, and what it is to bring a month. */
export function MeasureFields({ draft, set, hasBegun }: FieldsProps) {
  const { t } = useText()
  const people = useColleagues()
  const number = (id: string, name: 'cost' | 'monthly' | 'count', most?: number) => (
    <NumberInput
      id={id}
      min={0}
      {...(most === undefined ? {} : { max: most })}
      value={draft[name]}
      onChange={(next) => set({ [name]: next })}
    />
  )
  return (
    <>
      <Field label={t('response.measure.title')}>
        {(id) => (
          <Input
            id={id}
            maxLength={120}
            value={draft.title}
            onChange={({ target }) => set({ title: target.value })}
          />
        )}
      </Field>
      <Field label={t('response.measure.kind')}>
        {(id) => (
          <Select
            id={id}
            value={draft.kind}
            onChange={(kind) => set({ kind })}
            options={KINDS.map((value) => ({ value, label: t(`response.kind.${value}`) }))}
          />
        )}
      </Field>
      <Field label={t('response.measure.term')}>
        {(id) => (
          <Segmented
            id={id}
            value={draft.term}
            onChange={(term) => set({ term })}
            options={(['short', 'long'] as const).map((value) => ({
              value,
              label: t(`response.term.${value}`),
            }))}
          />
        )}
      </Field>
      <Field label={t('response.measure.owner')}>
        {(id) => (
          <Select
            id={id}
            showSearch={byLabel}
            value={draft.ownerId}
            onChange={(ownerId) => set({ ownerId })}
            options={people}
          />
        )}
      </Field>
      <Field label={t('response.measure.dueOn')}>
        {(id) => (
          <Input
            id={id}
            type="date"
            value={draft.dueOn}
            onChange={({ target }) => set({ dueOn: target.value })}
          />
        )}
      </Field>
      <Field label={t('response.plan.cost')}>{(id) => number(id, 'cost')}</Field>
      {!hasBegun && <SliceFields slice={draft.slice} onChange={(slice) => set({ slice })} />}
      <Field label={t('response.measure.monthly')}>{(id) => number(id, 'monthly')}</Field>
      <Field label={t('response.measure.months')}>{(id) => number(id, 'count', 24)}</Field>
    </>
  )
}
