import type { PlanAxis } from '@salesloom/contract'
import { getRouteApi } from '@tanstack/react-router'
import { Segmented, Select, TreeSelect } from 'antd'
import { useMemo } from 'react'
import type { PlanSearch, PlanView } from '../../app/search.ts'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { type Plan, type PlanLayout, writeFilter } from './plan-layout.ts'
import { useMeasureNames } from './use-measure-names.ts'

const route = getRouteApi('/in/targets/$scenarioId')
const VIEWS = [
  'grid',
  'treemap',
  'map',
  'heat',
  'trend',
  'fit',
  'compare',
  'quota',
  'log',
] as const satisfies readonly PlanView[]

type Dimension = Plan['dimensions'][number]

function useSetSearch() {
  const navigate = route.useNavigate()
  return (part: PlanSearch) => void navigate({ search: (old) => ({ ...old, ...part }) })
}

/** Chooses an axis by name. */
function AxisSelect({
  label,
  value,
  axes,
  onChange,
}: {
  readonly label: string
  readonly value: PlanAxis | 'none'
  readonly axes: readonly (PlanAxis | 'none')[]
  readonly onChange: (axis: PlanAxis | 'none') => void
}) {
  const { t } = useText()
  return (
    <span className="labelled">
      {label}
      <Select
        size="small"
        aria-label={label}
        value={value}
        popupMatchSelectWidth={false}
        onChange={onChange}
        options={axes.map((axis) => ({ value: axis, label: t(`targets.plan.axis.${axis}`) }))}
      />
    </span>
  )
}

/** Narrows everything to one member of a dimension. */
function MemberFilter({ dimension, layout }: { readonly dimension: Dimension; readonly layout: PlanLayout }) {
  const { t, language } = useText()
  const set = useSetSearch()
  const { axis, members } = dimension
  const name = axis as keyof PlanLayout['filter']
  const tree = useMemo(
    () =>
      members.map(({ key, parentKey, name: called }) => ({
        id: key,
        pId: parentKey ?? '',
        value: key,
        title: nameIn(called, language),
      })),
    [members, language],
  )
  const { [name]: _, ...others } = layout.filter
  return (
    <TreeSelect
      size="small"
      className="plan-filter"
      treeDataSimpleMode={{ id: 'id', pId: 'pId', rootPId: '' }}
      treeData={tree}
      showSearch={{ treeNodeFilterProp: 'title' }}
      allowClear
      popupMatchSelectWidth={false}
      aria-label={t(`targets.plan.axis.${axis}`)}
      placeholder={t('targets.plan.every', { axis: t(`targets.plan.axis.${axis}`) })}
      value={layout.filter[name] ?? null}
      onChange={(key: string | null | undefined) =>
        set({ in: writeFilter(key ? { ...others, [name]: key } : others) } as PlanSearch)
      }
    />
  )
}

function GridChoices({ plan, layout }: { readonly plan: Plan; readonly layout: PlanLayout }) {
  const { t } = useText()
  const set = useSetSearch()
  const nameOf = useMeasureNames()
  const dimensions = plan.dimensions.map(({ axis }) => axis)
  const axes: PlanAxis[] = [...dimensions, 'quarter', 'month']
  const [first = 'organisation', second = 'none'] = layout.axes
  const { measures } = plan.scenario
  return (
    <>
      {measures.length > 1 && (
        <Select
          size="small"
          aria-label={t('targets.plan.measure')}
          value={layout.measure.code}
          popupMatchSelectWidth={false}
          onChange={(measure) => set({ measure })}
          options={measures.map(({ code }) => ({ value: code, label: nameOf(code) }))}
        />
      )}
      <AxisSelect
        label={t('targets.plan.rows')}
        value={first}
        axes={axes}
        onChange={(rows) => set({ rows: rows as PlanAxis })}
      />
      <AxisSelect
        label={t('targets.plan.then')}
        value={second}
        axes={['none', ...axes.filter((axis) => axis !== first)]}
        onChange={(below) => set({ below })}
      />
      <AxisSelect
        label={t('targets.plan.columns')}
        value={layout.columns}
        axes={['quarter', 'month', ...dimensions, 'none']}
        onChange={(columns) => set({ columns })}
      />
      {plan.dimensions.map((dimension) => (
        <MemberFilter key={dimension.axis} dimension={dimension} layout={layout} />
      ))}
    </>
  )
}

/** Which picture of the plan, and for the grid its rows, columns and filters. */
export function PlanBar({ plan, layout }: { readonly plan: Plan; readonly layout: PlanLayout }) {
  const { t } = useText()
  const set = useSetSearch()
  const { view = 'grid' } = route.useSearch()
  return (
    <div className="plan-bar">
      <Segmented
        aria-label={t('targets.plan.view')}
        value={view}
        onChange={(next) => set({ view: next })}
        options={VIEWS.map((value) => ({ value, label: t(`targets.plan.viewName.${value}`) }))}
      />
      {view === 'grid' && <GridChoices plan={plan} layout={layout} />}
    </div>
  )
}
