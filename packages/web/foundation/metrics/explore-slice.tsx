import { CloseOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { TreeSelect } from 'antd'
import { api } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { type Question, SLICE_PARTS, type SlicePart, useChange } from './use-exploration.ts'

const route = getRouteApi('/in/metrics/explore')
type Member = {
  readonly part: SlicePart
  readonly id: number | string
  readonly parent: string | null
  readonly name: string
}

const keyOf = (part: SlicePart, id: number | string) => `${part}:${id}`

/** Members of the trees and lists that the explorer can be narrowed to. */
function useSliceMembers(): Member[] {
  const { language } = useText()
  const { channels } = useSession().workspace
  const organisation = useQuery(api.records.getOrganisation.queryOptions({ input: {} })).data
  const regions = useQuery(api.records.getRegions.queryOptions({ input: {} })).data
  const products = useQuery(api.records.getProducts.queryOptions({ input: {} })).data
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
  ]
}

/** What the figure is narrowed to: chips that can be taken off, and a tree to add one. */
export function ExploreSlice({ question }: { readonly question: Question }) {
  const { t } = useText()
  const change = useChange()
  const search = route.useSearch()
  const members = useSliceMembers()
  const parts = SLICE_PARTS.filter((part) => question.metric.sliceParts.includes(part))
  const chosen = parts.filter((part) => search[part] !== undefined)
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
    members.find((member) => member.part === part && String(member.id) === String(search[part]))?.name ??
    `#${String(search[part])}`
  const add = (key: string) => {
    const [part, ...rest] = key.split(':')
    const value = rest.join(':')
    change({ [part as SlicePart]: part === 'channel' ? value : Number(value) })
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
      {chosen.map((part) => (
        <button
          key={part}
          type="button"
          className="chip"
          aria-label={`${t('ui.action.clear')}: ${t(`metrics.part.${part}`)} ${nameOf(part)}`}
          onClick={() => change({ [part]: undefined })}
        >
          <span className="faint">{t(`metrics.part.${part}`)}</span> {nameOf(part)}{' '}
          <CloseOutlined aria-hidden="true" />
        </button>
      ))}
    </div>
  )
}
