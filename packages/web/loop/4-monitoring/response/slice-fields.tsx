import { Select } from 'antd'
import { type TextKey, useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { CustomerSelect } from './customer-select.tsx'
import type { Response } from './response-text.ts'
import { byLabel, useMembers } from './use-members.ts'

/** The part of the business that a measure works on. */
export type MeasureSlice = Response['measures'][number]['slice']

const LABELS = {
  orgUnitId: 'response.measure.unit',
  regionId: 'response.measure.region',
  personId: 'response.measure.person',
  productId: 'response.measure.product',
} as const satisfies Partial<Record<keyof MeasureSlice, TextKey>>
type Listed = keyof typeof LABELS

/** Chooses the part whose sales tell whether a measure worked: all that is chosen holds at once. */
export function SliceFields(props: {
  readonly slice: MeasureSlice
  readonly onChange: (slice: MeasureSlice) => void
}) {
  const { t } = useText()
  const { units, regions, people, products } = useMembers()
  const { slice } = props
  const options = { orgUnitId: units, regionId: regions, personId: people, productId: products }
  const set = (part: keyof MeasureSlice, id: number | null | undefined) => {
    const { [part]: _, ...rest } = slice
    props.onChange(id == null ? rest : { ...rest, [part]: id })
  }
  return (
    <>
      {(Object.keys(LABELS) as Listed[]).map((part, i) => (
        <Field
          key={part}
          label={t(LABELS[part])}
          {...(i === 0 ? { hint: t('response.measure.sliceHint') } : {})}
        >
          {(id) => (
            <Select
              id={id}
              allowClear
              showSearch={byLabel}
              value={slice[part] ?? null}
              onChange={(next: number | null | undefined) => set(part, next)}
              options={options[part]}
            />
          )}
        </Field>
      ))}
      <Field label={t('response.measure.customer')}>
        {(id) => (
          <CustomerSelect
            id={id}
            value={slice.customerId ?? null}
            onChange={(next) => set('customerId', next)}
          />
        )}
      </Field>
    </>
  )
}
