import { useMutation, useQuery } from '@tanstack/react-query'
import { Input, InputNumber, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { api, type Inputs } from '../../../api/client.ts'
import { useSession } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { nameIn } from '../../../ui/format/locale.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import { refreshCalibration } from './accept-form.tsx'
import type { Proposal } from './proposal-text.ts'

type Wish = Omit<Inputs['calibration']['recordMarketEvent'], 'effectPercent'> & {
  readonly effectPercent: number | null
}

export const EVENT_KINDS = [
  'competitorPrice',
  'competitorMove',
  'policy',
  'channelLost',
  'channelGained',
  'other',
] as const

const idIn = (key: string | undefined) => (key === undefined ? undefined : Number(key.split(':')[1]))

/** What the form starts with; a question after a cause names the place and how large the effect is. */
function startOf(question: Proposal | null, today: string): Wish {
  const shift = question?.evidence.figures.find(({ code }) => code === 'shift')?.value ?? null
  return {
    kind: 'competitorPrice',
    day: today,
    untilDay: null,
    competitor: '',
    note: '',
    effectPercent: shift === null ? null : Math.round(shift * 100),
    ...(question === null
      ? {}
      : { orgUnitId: idIn(question.place.organisation), proposalId: question.proposalId }),
  }
}

type Option = { readonly value: number; readonly label: string }

function usePlaces(): { units: Option[]; regions: Option[]; products: Option[] } {
  const { language } = useText()
  const organisation = useQuery(api.records.getOrganisation.queryOptions({ input: {} }))
  const regions = useQuery(api.records.getRegions.queryOptions({ input: {} }))
  const products = useQuery(api.records.getProducts.queryOptions({ input: {} }))
  const indent = (level: number, name: string) => `${'\u2003'.repeat(level)}${name}`
  return {
    units: (organisation.data?.units ?? []).map(({ orgUnitId, name, level }) => ({
      value: orgUnitId,
      label: indent(level, nameIn(name, language)),
    })),
    regions: (regions.data?.regions ?? []).map(({ regionId, name, level }) => ({
      value: regionId,
      label: indent(level, nameIn(name, language)),
    })),
    products: (products.data?.products ?? [])
      .filter(({ level }) => level === 0)
      .map(({ productId, name }) => ({ value: productId, label: nameIn(name, language) })),
  }
}

type Part = {
  readonly wish: Wish
  readonly change: (part: Partial<Wish>) => void
}

function Places({ wish, change }: Part) {
  const { t } = useText()
  const places = usePlaces()
  const select = (
    label: string,
    options: Option[],
    value: number | undefined,
    set: (value?: number) => void,
  ) => (
    <Field label={label}>
      {(id) => (
        <Select
          id={id}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('calibration.event.whole')}
          value={value}
          options={options}
          onChange={(next: number | undefined) => set(next)}
        />
      )}
    </Field>
  )
  return (
    <>
      {select(t('calibration.event.unit'), places.units, wish.orgUnitId, (orgUnitId) =>
        change({ orgUnitId }),
      )}
      {select(t('calibration.event.region'), places.regions, wish.regionId, (regionId) =>
        change({ regionId }),
      )}
      {select(t('calibration.event.product'), places.products, wish.productId, (productId) =>
        change({ productId }),
      )}
    </>
  )
}

function Days({ wish, change }: Part) {
  const { t } = useText()
  const day = (label: string, value: string, set: (day: string) => void): ReactNode => (
    <Field label={label}>
      {(id) => <Input id={id} type="date" value={value} onChange={(event) => set(event.target.value)} />}
    </Field>
  )
  return (
    <>
      {day(t('calibration.event.day'), wish.day, (next) => change({ day: next }))}
      {day(t('calibration.event.until'), wish.untilDay ?? '', (next) =>
        change({ untilDay: next === '' ? null : next }),
      )}
    </>
  )
}

function EventFields({ wish, change }: Part) {
  const { t } = useText()
  return (
    <div className="fields">
      <Field label={t('calibration.event.kind')}>
        {(id) => (
          <Select
            id={id}
            value={wish.kind}
            onChange={(kind) => change({ kind })}
            options={EVENT_KINDS.map((kind) => ({
              value: kind,
              label: t(`calibration.event.kinds.${kind}`),
            }))}
          />
        )}
      </Field>
      <Field label={t('calibration.event.competitor')}>
        {(id) => (
          <Input
            id={id}
            maxLength={80}
            value={wish.competitor}
            onChange={(event) => change({ competitor: event.target.value })}
          />
        )}
      </Field>
      <Places wish={wish} change={change} />
      <Field label={t('calibration.event.effect')} hint={t('calibration.event.effectHint')}>
        {(id) => (
          <InputNumber
            id={id}
            min={-90}
            max={200}
            suffix="%"
            value={wish.effectPercent}
            onChange={(effectPercent) => change({ effectPercent })}
          />
        )}
      </Field>
      <Days wish={wish} change={change} />
      <div className="whole">
        <Field label={t('calibration.event.note')}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={2}
              maxLength={500}
              value={wish.note}
              onChange={(event) => change({ note: event.target.value })}
            />
          )}
        </Field>
      </div>
    </div>
  )
}

/** The form of a market event; from a question after a cause it answers that question. */
export function RecordEvent({
  question,
  onClose,
}: {
  readonly question: Proposal | null
  readonly onClose: () => void
}) {
  const { t } = useText()
  const { today } = useSession().workspace
  const [wish, setWish] = useState<Wish>(() => startOf(question, today))
  const record = useMutation(
    api.calibration.recordMarketEvent.mutationOptions({
      onSuccess: async () => {
        onClose()
        await refreshCalibration()
      },
    }),
  )
  const { effectPercent, ...rest } = wish
  const ready = wish.note.trim() !== '' && wish.day !== '' && effectPercent !== null && effectPercent !== 0
  return (
    <Modal
      open
      width={640}
      title={t('calibration.event.title')}
      okText={t('calibration.event.ok')}
      cancelText={t('ui.action.cancel')}
      okButtonProps={{ disabled: !ready, loading: record.isPending }}
      onOk={() => effectPercent !== null && record.mutate({ ...rest, effectPercent })}
      onCancel={onClose}
    >
      <EventFields wish={wish} change={(part) => setWish({ ...wish, ...part })} />
      {record.isError && <Problem error={record.error} />}
    </Modal>
  )
}
