import type { GoalSlice } from '@salesloom/contract'
import { useQuery } from '@tanstack/react-query'
import { Select, TreeSelect } from 'antd'
import { api } from '../../../api/client.ts'
import { type TextKey, useText } from '../../../i18n/index.ts'
import { nameIn } from '../../../ui/format/locale.ts'

type Part = 'productId' | 'regionId' | 'customerTypeId' | 'orgUnitId'
type Node = {
  readonly id: string
  readonly pId: string | null
  readonly value: string
  readonly title: string
  readonly selectable?: boolean
}

const HEADS: Readonly<Record<Part, TextKey>> = {
  orgUnitId: 'goals.answer.orgUnit',
  productId: 'goals.answer.product',
  regionId: 'goals.answer.region',
  customerTypeId: 'goals.answer.customerType',
}

/** Members of the trees, each tree under its own head. */
function useNodes(): Node[] {
  const { t, language } = useText()
  const units = useQuery(api.records.getOrganisation.queryOptions({ input: {} })).data?.units ?? []
  const products = useQuery(api.records.getProducts.queryOptions({ input: {} })).data?.products ?? []
  const regions = useQuery(api.records.getRegions.queryOptions({ input: {} })).data?.regions ?? []
  const types = useQuery(api.records.getCustomerTypes.queryOptions({ input: {} })).data?.customerTypes ?? []
  const node = (part: Part, id: number, parent: number | null, name: { zh: string; en: string }): Node => ({
    id: `${part}:${id}`,
    pId: parent === null ? part : `${part}:${parent}`,
    value: `${part}:${id}`,
    title: nameIn(name, language),
  })
  return [
    ...(Object.keys(HEADS) as Part[]).map(
      (part): Node => ({ id: part, pId: null, value: part, title: t(HEADS[part]), selectable: false }),
    ),
    ...units.map((unit) => node('orgUnitId', unit.orgUnitId, unit.parentId, unit.name)),
    ...products.map((product) => node('productId', product.productId, product.parentId, product.name)),
    ...regions.map((region) => node('regionId', region.regionId, region.parentId, region.name)),
    ...types.map((type) => node('customerTypeId', type.customerTypeId, type.parentId, type.name)),
  ]
}

/** Chooses a part of the business; each choice narrows the slice further. */
export function SliceSelect(props: {
  readonly slice: GoalSlice
  readonly onChoose: (slice: GoalSlice) => void
}) {
  const { t } = useText()
  return (
    <TreeSelect
      aria-label={t('goals.ask.slice')}
      treeDataSimpleMode
      treeData={useNodes()}
      showSearch={{ treeNodeFilterProp: 'title' }}
      value={null}
      placeholder={t('goals.ask.slice')}
      popupMatchSelectWidth={320}
      style={{ minWidth: 220 }}
      onChange={(chosen: string | null) => {
        const [part, id] = chosen?.split(':') ?? []
        if (part !== undefined && id !== undefined) props.onChoose({ ...props.slice, [part]: Number(id) })
      }}
    />
  )
}

/** Chooses the owner among the people whom one sees. */
export function OwnerSelect(props: { readonly onChoose: (personId: number) => void }) {
  const { t, language } = useText()
  const people = useQuery(api.records.getOrganisation.queryOptions({ input: {} })).data?.people ?? []
  return (
    <Select
      aria-label={t('goals.answer.person')}
      placeholder={t('goals.answer.person')}
      style={{ minWidth: 180 }}
      value={null}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={(personId: number | null) => personId !== null && props.onChoose(personId)}
      options={people.map(({ personId, name }) => ({ value: personId, label: nameIn(name, language) }))}
    />
  )
}

/** Chooses a metric of the catalogue. */
export function MetricSelect(props: { readonly onChoose: (code: string) => void }) {
  const { t, language } = useText()
  const metrics = useQuery(api.metrics.findMetrics.queryOptions()).data ?? []
  return (
    <Select
      aria-label={t('goals.answer.search')}
      placeholder={t('goals.answer.search')}
      style={{ minWidth: 220 }}
      value={null}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={(code: string | null) => code !== null && props.onChoose(code)}
      options={metrics
        .filter(({ readable }) => readable)
        .map(({ code, name }) => ({ value: code, label: nameIn(name, language) }))}
    />
  )
}
