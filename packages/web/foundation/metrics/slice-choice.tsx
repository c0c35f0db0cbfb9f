import { CloseOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { TreeSelect } from 'antd'
import { api } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import type { SlicePart } from './use-exploration.ts'
import './metrics.css'

type Member = {
  readonly part: SlicePart
  readonly id: number | string
  readonly parent: string | null
  readonly name: string
}

const keyOf = (part: SlicePart, id: number | string) => `${part}:${id}`

/** Members of the trees and lists that figures can be narrowed to. */
function useSliceMembers(): Member[] {
  const { language } = useText()
  const { channels } = useSession().workspace
  const organisation = useQuery(api.records.getOrganisation.queryOptions({ input: {} })).data
  const regions = useQuery(api.records.getRegions.queryOptions({ input: {} })).data
  const products = useQuery(api.records.getProducts.queryOptions({ input: {} })).data
  const types = useQuery(api.records.getCustomerTypes.queryOptions({ input: {} })).data
  const under = (part: SlicePart, id: number | null) => (id === null ? part : keyOf(part, id))
  return [
    ...channels.map(
      ({ code, name }): Member => ({
        part: 'channel',
        id: code,
        parent: 'channel',
        name: nameIn(name, language),
      }),
    ),
    ...(organisation?.units ?? []).map(
      (unit): Member => ({
        part: 'orgUnitId',
        id: unit.orgUnitId,
        parent: under('orgUnitId', unit.parentId),
        name: nameIn(unit.name, language),
      }),
    ),
    ...(organisation?.people ?? []).map(
      (person): Member => ({
        part: 'personId',
        id: person.personId,
        parent: 'personId',
        name: nameIn(person.name, language),
      }),
    ),
    ...(regions?.regions ?? []).map(
      (region): Member => ({
        part: 'regionId',
        id: region.regionId,
        parent: under('regionId', region.parentId),
        name: nameIn(region.name, language),
      }),
    ),
    ...(products?.products ?? []).map(
      (product): Member => ({
        part: 'productId',
        id: product.productId,
        parent: under('productId', product.parentId),
        name: nameIn(product.name, language),
      }),
    ),
    ...(types?.customerTypes ?? []).map(
      (type): Member => ({
        part: 'customerTypeId',
        id: type.customerTypeId,
        parent: under('customerTypeId', type.parentId),
        name: nameIn(type.name, language),
      }),
    ),
  ]
}

/** The parts of a slice that are chosen: an id, or the code of a channel. */
export type ChosenParts = Readonly<Partial<Record<SlicePart, number | string | undefined>>>

type SliceChoiceProps = {
  /** parts that may be chosen, in the order in which they are offered */
  readonly parts: readonly SlicePart[]
  readonly chosen: ChosenParts
  /** an undefined part is taken out */
  readonly onChange: (part: SlicePart, value: number | string | undefined) => void
}

/** What a figure is narrowed to: chips that can be taken off, and a tree to add one. */
export function SliceChoice({ parts, chosen, onChange }: SliceChoiceProps) {
  const { t } = useText()
  const members = useSliceMembers()
  const known = new Set(members.map(({ part, id }) => keyOf(part, id)))
  const tree = [
    ...parts
      .filter((part) => members.some((member) => member.part === part))
      .map((part) => ({
        id: part as string,
        pId: '',
        value: part as string,
        title: t(`metrics.part.${part}`),
        selectable: false,
      })),
    ...members
      .filter(({ part }) => parts.includes(part))
      .map(({ part, id, parent, name }) => ({
        id: keyOf(part, id),
        pId: parent !== null && (parent === part || known.has(parent)) ? parent : part,
        value: keyOf(part, id),
        title: name,
        selectable: true,
      })),
  ]
  const nameOf = (part: SlicePart) =>
    members.find((member) => member.part === part && String(member.id) === String(chosen[part]))?.name ??
    `#${String(chosen[part])}`
  const add = (key: string) => {
    const [part, ...rest] = key.split(':')
    const value = rest.join(':')
    onChange(part as SlicePart, part === 'channel' ? value : Number(value))
  }
  return (
    <div className="explore-slice">
      <TreeSelect
        aria-label={t('metrics.explore.narrow')}
        placeholder={t('metrics.explore.narrow')}
        treeDataSimpleMode
        treeData={tree}
        value={null}
        showSearch={{ treeNodeFilterProp: 'title' }}
        onChange={(key: string | null) => {
          if (key !== null) add(key)
        }}
        style={{ minWidth: 190 }}
        popupMatchSelectWidth={300}
      />
      {parts
        .filter((part) => chosen[part] !== undefined)
        .map((part) => (
          <button
            key={part}
            type="button"
            className="chip"
            aria-label={`${t('ui.action.clear')}: ${t(`metrics.part.${part}`)} ${nameOf(part)}`}
            onClick={() => onChange(part, undefined)}
          >
            <span className="faint">{t(`metrics.part.${part}`)}</span> {nameOf(part)}{' '}
            <CloseOutlined aria-hidden="true" />
          </button>
        ))}
    </div>
  )
}
