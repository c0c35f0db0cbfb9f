import type { CellAddress, PlanAxis } from '@salesloom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, type Inputs, type Outputs } from '../../api/client.ts'
import { firstOpen } from './first-open.ts'
import type { Plan, PlanLayout } from './plan-layout.ts'

type Answer = Outputs['targets']['getPlanRows']
type Line = Answer['groups'][number][number]
type Parent = Inputs['targets']['getPlanRows']['parents'][number]

/** A row of the grid: what the server says of it, where it stands in the tree, and what opens below it. */
export type PlanRow = Line & {
  readonly path: string
  readonly parentPath: string | null
  readonly level: number
  readonly axis: PlanAxis | 'none'
  /** the axis of the rows below; null where nothing is below */
  readonly below: PlanAxis | null
}

const ROOT = ''

/** The axis of the rows below one: its own until its leaves, then the next. */
function axisBelow(axes: readonly PlanAxis[], axis: PlanAxis, isLeaf: boolean): PlanAxis | null {
  if (!isLeaf) return axis
  return axes[axes.indexOf(axis) + 1] ?? null
}

/** The place of the first row: the root of the first axis where there is one, else the whole. */
function rootPlace(plan: Plan, { axes, filter }: PlanLayout): CellAddress {
  const [first] = axes
  const members = plan.dimensions.find(({ axis }) => axis === first)?.members ?? []
  const roots = members.filter(({ parentKey }) => parentKey === null)
  const [root] = roots
  if (first === undefined || root === undefined || roots.length !== 1) return filter
  return { [first]: root.key, ...filter }
}

type Asked = { readonly path: string; readonly parent: Parent }

/** The row lists as one list, depth first. */
function flatten(groups: ReadonlyMap<string, readonly PlanRow[]>, path: string): PlanRow[] {
  return (groups.get(path) ?? []).flatMap((row) => [row, ...flatten(groups, row.path)])
}

/** Puts the answer together: each group below the row that it was asked for. */
function rowsOf(asked: readonly Asked[], answer: Pick<Answer, 'groups'>, { axes }: PlanLayout): PlanRow[] {
  const groups = new Map<string, readonly PlanRow[]>()
  const levels = new Map<string, number>([[ROOT, -1]])
  for (const [g, { path, parent }] of asked.entries()) {
    const level = (levels.get(path) ?? -1) + 1
    const rows = (answer.groups[g] ?? []).map((line): PlanRow => {
      const own = path === ROOT ? 'root' : `${path}/${line.key}`
      levels.set(own, level)
      const axis = parent.axis
      const below = axis === 'none' ? (axes[0] ?? null) : axisBelow(axes, axis, line.isLeaf)
      return { ...line, path: own, parentPath: path === ROOT ? null : path, level, axis, below }
    })
    groups.set(path, rows)
  }
  return flatten(groups, ROOT)
}

/** Which rows are open: by path, with what to ask for below them. */
type Open = ReadonlyMap<string, Parent>

/** What is open at first: the root, and of the members below it as many as fill the grid. */
function openAtFirst(plan: Plan, { axes }: PlanLayout, root: CellAddress): Open {
  const axis = axes[0] ?? 'organisation'
  const open = new Map<string, Parent>([['root', { at: root, axis }]])
  const members = plan.dimensions.find((dimension) => dimension.axis === axis)?.members ?? []
  const top = axis === 'month' || axis === 'quarter' ? undefined : root[axis]
  const children = members.filter(({ parentKey }) => parentKey === (top ?? null))
  const counts = new Map(
    [...Map.groupBy(members, ({ parentKey }) => parentKey)].map(([k, m]) => [k, m.length]),
  )
  const opens = firstOpen(children.map(({ key }) => counts.get(key) ?? 0))
  for (const [c, { key }] of children.entries())
    if (opens[c] === true) open.set(`root/${key}`, { at: { ...root, [axis]: key }, axis })
  return open
}

/** Rows of a plan that are read where they are opened; all open places are asked for at once. */
export function usePlanRows(plan: Plan, layout: PlanLayout) {
  const key = JSON.stringify([layout.axes, layout.filter])
  const [state, setState] = useState<{ key: string; open: Open }>({ key: '', open: new Map() })
  const root = rootPlace(plan, layout)
  const first = openAtFirst(plan, layout, root)
  const open = state.key === key ? state.open : first
  const asked: Asked[] = [
    { path: ROOT, parent: { at: root, axis: 'none' } },
    ...[...open]
      .toSorted(([a], [b]) => a.split('/').length - b.split('/').length)
      .map(([path, parent]) => ({ path, parent })),
  ]
  const view = {
    scenarioId: plan.scenario.scenarioId,
    measure: layout.measure.code,
    columns: layout.columns,
    filter: layout.filter,
    parents: asked.map(({ parent }) => parent),
  }
  const query = useQuery({
    ...api.targets.getPlanRows.queryOptions({ input: view }),
    placeholderData: keepPreviousData,
  })
  const toggle = (row: PlanRow) => {
    const next = new Map(open)
    if (next.has(row.path)) {
      for (const path of next.keys())
        if (path === row.path || path.startsWith(`${row.path}/`)) next.delete(path)
    } else if (row.below !== null) next.set(row.path, { at: row.at, axis: row.below })
    setState({ key, open: next })
  }
  // While other places are being read, the answer shown belongs to what was asked before.
  const answered = useRef({ asked, layout })
  if (!query.isPlaceholderData && query.data !== undefined) answered.current = { asked, layout }
  const rows = (answer: Answer) => rowsOf(answered.current.asked, answer, answered.current.layout)
  return {
    query,
    view,
    open,
    toggle,
    rowsOf: rows,
    previewRowsOf: (answer: Pick<Answer, 'groups'>) => rowsOf(asked, answer, layout),
  }
}
