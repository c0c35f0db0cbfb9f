import type { CellAddress } from '@salesloom/contract'
import { isLeafMember, type PlanShape, positionOf, sameAddress } from '@salesloom/engine/allocation'
import type { Figures } from '@salesloom/engine/plan-cube'
import type { Visibility } from '../../../platform/http/call-context.ts'
import type { Bilingual } from '../member-names.ts'
import { baseOfMeasure, firstMeasure, type OpenPlan } from './open-plan.ts'
import { engineAddress } from './plan-address.ts'
import { type ColumnAxis, type Line, linesBelow, shownBase } from './plan-rows.ts'
import { holdAt } from './plan-state.ts'

export type RowsView = {
  readonly measure?: string | undefined
  readonly columns: ColumnAxis
  readonly filter: CellAddress
  readonly parents: ReadonlyArray<{ readonly at: CellAddress; readonly axis: ColumnAxis }>
}

type Reader = {
  readonly plan: OpenPlan
  readonly visibility: Visibility
  readonly measure: string
  readonly view: RowsView
  readonly nameOf: (key: string) => Bilingual
  readonly columns: readonly string[]
}

type HoldMark = 'held' | 'partly' | 'total' | null

/** Which axis of an address a row or column narrows. */
function axisName(axis: ColumnAxis): string {
  return axis === 'month' || axis === 'quarter' ? 'time' : axis
}

/** A place narrowed by the member of a row or column. */
function narrowed(at: CellAddress, axis: ColumnAxis, key: string): CellAddress {
  return axis === 'none' || key === '' ? at : { ...at, [axisName(axis)]: key }
}

function markAt({ plan, measure }: Reader, at: CellAddress): HoldMark {
  const { shape, state } = plan
  const holds = state.holds.filter((hold) => hold.measure === measure)
  if (holds.length === 0) return null
  const address = engineAddress(shape, at)
  const leaf = holdAt(shape, holds, address)
  if (leaf === 'held') return 'held'
  if (holds.some((hold) => hold.kind === 'consolidation' && sameAddress(hold.at, address))) return 'total'
  return leaf
}

function isLeafRow(shape: PlanShape, axis: ColumnAxis, key: string): boolean {
  const dimension = shape.dimensions.find(({ name }) => name === axis)
  return dimension === undefined || isLeafMember(dimension, positionOf(dimension, key))
}

function figure(figures: Figures | undefined, name: string, additive: boolean): number | null {
  const value = figures?.[name]
  return value === undefined ? (additive ? 0 : null) : value
}

function rowOf(reader: Reader, at: CellAddress, axis: ColumnAxis, line: Line) {
  const { plan, measure, view, columns, nameOf } = reader
  const place = narrowed(at, axis, line.key)
  const additive = plan.state.measures.find(({ code }) => code === measure)?.kind === 'additive'
  const { digits } = plan.state
  return {
    at: place,
    key: line.key,
    name: nameOf(line.key === '' ? placeName(at) : line.key),
    isLeaf: isLeafRow(plan.shape, axis, line.key),
    base: shownBase(plan, measure, figure(line.total, baseOfMeasure(measure), additive), digits),
    total: figure(line.total, measure, additive),
    values: columns.map((column) => figure(line.columns.get(column), measure, additive)),
    holds: [
      markAt(reader, place),
      ...columns.map((column) => markAt(reader, narrowed(place, view.columns, column))),
    ],
  }
}

/** The member that a place is best known by: the one it names last. */
function placeName(at: CellAddress): string {
  return Object.values(at).filter(Boolean).at(-1) ?? 'total'
}

/** The column keys of a view, in order: those of the whole filter, so that every row has the same. */
function columnKeys(plan: OpenPlan, visibility: Visibility, measure: string, view: RowsView): string[] {
  if (view.columns === 'none') return []
  const at = engineAddress(plan.shape, view.filter)
  return linesBelow(plan, visibility, [measure], at, { rows: view.columns, columns: 'none' }).map(
    ({ key }) => key,
  )
}

/** Reads the rows below each parent of a view, limited to the caller's part. */
export function readRows(
  plan: OpenPlan,
  visibility: Visibility,
  view: RowsView,
  nameOf: (key: string) => Bilingual,
) {
  const measure = view.measure ?? firstMeasure(plan.scenario)
  const columns = columnKeys(plan, visibility, measure, view)
  const reader: Reader = { plan, visibility, measure, view, nameOf, columns }
  return {
    columns: columns.map((key) => ({ key, name: nameOf(key) })),
    groups: view.parents.map(({ at, axis }) => {
      const place = { ...view.filter, ...at }
      const lines = linesBelow(
        plan,
        visibility,
        [measure, baseOfMeasure(measure)],
        engineAddress(plan.shape, place),
        { rows: axis, columns: view.columns },
      )
      return lines.map((line) => rowOf(reader, place, axis, line))
    }),
  }
}
