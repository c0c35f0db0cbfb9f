import type { CellAddress, PlanAxis } from '@salesloom/contract'
import {
  type Dimension,
  type CellAddress as EngineAddress,
  isLeafMember,
  monthsBelow,
  type PlanShape,
  positionOf,
  type Selection,
  type UnitFigure,
  type UnitFigures,
  unitFiguresIn,
} from '@salesloom/engine/allocation'
import { toMinorUnits } from '@salesloom/engine/money'
import { type Figures, periodsOf, type RollUp, readCell, rollUp } from '@salesloom/engine/plan-cube'
import { AppError } from '../../../platform/app-error.ts'
import type { Visibility } from '../../../platform/http/call-context.ts'
import type { OpenPlan } from './open-plan.ts'
import { engineAddress } from './plan-address.ts'

/** An address as a selection of members and months. */
export function selectionOf(shape: PlanShape, { time, ...members }: EngineAddress): Selection {
  if (time === undefined) return { members }
  return { members, months: monthsBelow(shape, time).map((m) => shape.months[m]!) }
}

/** The members of the organisation that a caller sees with all below them, none below another; null: everything. */
export function scopesOf(shape: PlanShape, visibility: Visibility): readonly string[] | null {
  if (visibility.whole) return null
  const organisation = shape.dimensions.find(({ name }) => name === 'organisation')
  if (organisation === undefined) return []
  const keys = [
    ...visibility.orgUnitIds.map((id) => `orgUnit:${id}`),
    ...visibility.personIds.map((id) => `person:${id}`),
  ].filter((key) => positionOf(organisation, key) >= 0)
  const rangeOf = (key: string) => {
    const position = positionOf(organisation, key)
    return [position, organisation.ends[position]!] as const
  }
  return [...new Set(keys)].filter((key) => {
    const [from, to] = rangeOf(key)
    return !keys.some((other) => {
      const [start, end] = rangeOf(other)
      return other !== key && start <= from && to <= end
    })
  })
}

/**
 * The selections that together are the caller's part of an address: the address itself, or one for each unit of theirs
 * that lies in it. @throws AppError `outsideSubtree` where the address names a unit that shares nothing with theirs
 */
export function visibleSelections(
  shape: PlanShape,
  visibility: Visibility,
  at: EngineAddress,
): readonly EngineAddress[] {
  const scopes = scopesOf(shape, visibility)
  if (scopes === null) return [at]
  const organisation = shape.dimensions.find(({ name }) => name === 'organisation')!
  const asked = at['organisation']
  if (asked === undefined) return scopes.map((scope) => ({ ...at, organisation: scope }))
  const [from, to] = [positionOf(organisation, asked), organisation.ends[positionOf(organisation, asked)]!]
  const inside = scopes.flatMap((scope) => {
    const start = positionOf(organisation, scope)
    const end = organisation.ends[start]!
    if (start <= from && to <= end) return [at]
    return from <= start && end <= to ? [{ ...at, organisation: scope }] : []
  })
  if (inside.length === 0) throw new AppError('outsideSubtree')
  return inside
}

/** Numerator and denominator of every measure asked for, so that ratios of several parts can be put together. */
function partsOf({ state }: OpenPlan, measures: readonly string[]): string[] {
  return [
    ...new Set(
      measures.flatMap((name) => {
        const measure = state.cube.measures.get(name)
        return measure?.kind === 'ratio' ? [measure.numerator, measure.denominator] : [name]
      }),
    ),
  ]
}

/** A measure from the sums of its parts; null where a denominator is 0. */
function fromParts({ state }: OpenPlan, name: string, sums: Readonly<Record<string, number>>): number | null {
  const measure = state.cube.measures.get(name)
  if (measure?.kind !== 'ratio') return sums[name] ?? 0
  const below = sums[measure.denominator] ?? 0
  return below === 0 ? null : (sums[measure.numerator] ?? 0) / below
}

/** What measures come to in the caller's part of a place. */
export function sumInScopes(
  plan: OpenPlan,
  visibility: Visibility,
  measures: readonly string[],
  at: CellAddress,
): Figures {
  const parts = partsOf(plan, measures)
  const sums: Record<string, number> = {}
  for (const place of visibleSelections(plan.shape, visibility, engineAddress(plan.shape, at))) {
    const figures = readCell(plan.state.cube, parts, selectionOf(plan.shape, place))
    for (const part of parts)
      sums[part] = (sums[part] ?? 0) + (figures[part] ?? 0) + sumUnitBase(plan, part, place)
  }
  return Object.fromEntries(measures.map((name) => [name, fromParts(plan, name, sums)]))
}

/** The actual of a measure as it is shown: ledger units of money rounded once to minor units. */
export function shownBase(
  { state }: Pick<OpenPlan, 'state'>,
  code: string,
  value: number | null,
  digits: number,
): number | null {
  const measure = state.measures.find((each) => each.code === code)
  if (value === null || measure === undefined) return null
  if (measure.kind === 'additive')
    return measure.unit === 'money' ? toMinorUnits(BigInt(value), digits) : value
  return measure.unit === 'money' ? value / 10 ** (4 - digits) : value
}

/** What columns run along: periods, or the members right below the place on a dimension. */
export type ColumnAxis = PlanAxis | 'none'

const NO_FIGURES: UnitFigures = new Float64Array(0)

/** What the units of a place have of a base year beyond their people, in ledger units; nothing of other measures. */
function sumUnitBase({ shape, state }: OpenPlan, part: string, at: EngineAddress): number {
  const figures = state.unitBase.get(part) ?? NO_FIGURES
  return unitFiguresIn(shape, figures, selectionOf(shape, at)).reduce(
    (sum, { ledgerUnits }) => sum + ledgerUnits,
    0,
  )
}

/** The same in the caller's part of a place. */
export function unitBaseInScopes(
  plan: OpenPlan,
  visibility: Visibility,
  part: string,
  at: CellAddress,
): number {
  const places = visibleSelections(plan.shape, visibility, engineAddress(plan.shape, at))
  return places.reduce((sum, place) => sum + sumUnitBase(plan, part, place), 0)
}

/** Sums of parts by row and column, and by row alone. */
type SumLine = { total: Record<string, number>; columns: Map<string, Record<string, number>> }
export type Sums = Map<string, SumLine>

type Cut = {
  readonly axes: readonly { dimension: string; level: number }[]
  readonly period: 'month' | 'quarter' | 'all'
}

/** How an axis is cut below a place: by a dimension's next level, or by periods. */
function cutOf(shape: PlanShape, axis: ColumnAxis, at: EngineAddress): Cut | null {
  if (axis === 'none') return { axes: [], period: 'all' }
  if (axis === 'month' || axis === 'quarter') return { axes: [], period: axis }
  const dimension = shape.dimensions.find(({ name }) => name === axis)
  if (dimension === undefined) return null
  const key = at[axis]
  const position = key === undefined ? -1 : positionOf(dimension, key)
  if (position >= 0 && isLeafMember(dimension, position)) return null
  return {
    axes: [{ dimension: axis, level: position < 0 ? 0 : dimension.depths[position]! + 1 }],
    period: 'all',
  }
}

/** Keys of a roll-up's rows on one dimension, and of its periods. */
function keysOf(table: RollUp, axis: ColumnAxis, row: number, period: number): string | null {
  if (axis === 'none') return ''
  if (axis === 'month' || axis === 'quarter') return table.periods[period]!.key
  const d = table.dimensions.findIndex(({ name }) => name === axis)
  return table.dimensions[d]!.keys[table.members[row * table.dimensions.length + d]!]!
}

function addInto(
  sums: Sums,
  plan: OpenPlan,
  parts: readonly string[],
  at: EngineAddress,
  rows: ColumnAxis,
  columns: ColumnAxis,
): void {
  const [rowCut, columnCut] = [cutOf(plan.shape, rows, at), cutOf(plan.shape, columns, at)]
  if (rowCut === null) return
  const cut = columnCut ?? { axes: [], period: 'all' as const }
  const bothTimes = rowCut.period !== 'all' && cut.period !== 'all'
  const period = rowCut.period !== 'all' ? rowCut.period : cut.period
  const axes = [...rowCut.axes, ...cut.axes.filter(({ dimension }) => dimension !== rows)]
  const table = rollUp(plan.state.cube, {
    measures: parts,
    axes,
    period,
    within: selectionOf(plan.shape, at),
  })
  const width = table.periods.length
  const count = axes.length === 0 ? 1 : table.members.length / axes.length
  for (let row = 0; row < count; row++)
    for (let p = 0; p < width; p++) {
      const rowKey = keysOf(table, rows, row, p)
      if (rowKey === null || rowKey === at[rows]) continue
      const line: SumLine = sums.get(rowKey) ?? { total: {}, columns: new Map() }
      sums.set(rowKey, line)
      const columnKey = bothTimes || columnCut === null ? '' : keysOf(table, columns, row, p)!
      const cell: Record<string, number> = line.columns.get(columnKey) ?? {}
      line.columns.set(columnKey, cell)
      for (const part of parts) {
        const value = table.sums.get(part)?.[row * width + p] ?? 0
        cell[part] = (cell[part] ?? 0) + value
        line.total[part] = (line.total[part] ?? 0) + value
      }
    }
  addUnitBase(sums, plan, parts, at, rows)
}

/** The member that stands for another at a level: the one above it there, or itself where it is not below. */
function memberAtLevel(dimension: Dimension, position: number, level: number): number {
  let member = position
  while (member >= 0 && dimension.depths[member]! > level) member = dimension.parents[member]!
  return member
}

/** Adds what units have beyond their people to the rows that they are in; a unit's own stands in no row below it. */
function addUnitBase(
  sums: Sums,
  plan: OpenPlan,
  parts: readonly string[],
  at: EngineAddress,
  rows: ColumnAxis,
): void {
  const { shape, state } = plan
  const cut = cutOf(shape, rows, at)
  if (cut === null) return
  const within = selectionOf(shape, at)
  const periods = periodsOf(shape, cut.period, within)
  const [axis] = cut.axes
  const d = shape.dimensions.findIndex(({ name }) => name === axis?.dimension)
  const keyOf = ({ at: place, month }: UnitFigure): string | undefined => {
    if (axis === undefined)
      return rows === 'none' ? '' : periods.find(({ months }) => months.includes(month))?.key
    return shape.dimensions[d]?.keys[memberAtLevel(shape.dimensions[d], place[d]!, axis.level)]
  }
  for (const part of parts)
    for (const figure of unitFiguresIn(shape, state.unitBase.get(part) ?? NO_FIGURES, within)) {
      const key = keyOf(figure)
      if (key === undefined || key === at[rows]) continue
      const line: SumLine = sums.get(key) ?? { total: {}, columns: new Map() }
      sums.set(key, line)
      line.total[part] = (line.total[part] ?? 0) + figure.ledgerUnits
    }
}

export type Line = {
  readonly key: string
  readonly total: Figures
  readonly columns: ReadonlyMap<string, Figures>
}

/**
 * The rows right below a place along an axis, each with its columns, limited to the caller's part. Sums are exact;
 * ratios are quotients of sums. `none` as the row axis gives the place itself as one row.
 */
export function linesBelow(
  plan: OpenPlan,
  visibility: Visibility,
  measures: readonly string[],
  at: EngineAddress,
  axes: { readonly rows: ColumnAxis; readonly columns: ColumnAxis },
): Line[] {
  const parts = partsOf(plan, measures)
  const sums: Sums = new Map()
  const isOrganisation = axes.rows === 'organisation'
  const scopes = visibleSelections(plan.shape, visibility, at)
  const isWhole = scopes.length === 1 && scopes[0] === at
  for (const place of scopes) {
    if (isOrganisation && !isWhole) addScope(sums, plan, parts, at, place, axes.columns)
    else addInto(sums, plan, parts, place, axes.rows, axes.columns)
  }
  const figures = (values: Readonly<Record<string, number>>) =>
    Object.fromEntries(measures.map((name) => [name, fromParts(plan, name, values)]))
  return sortLines(
    plan.shape,
    axes.rows,
    [...sums].map(([key, line]) => ({
      key,
      total: figures(line.total),
      columns: new Map([...line.columns].map(([column, values]) => [column, figures(values)])),
    })),
  )
}

/** A unit of the caller's below a wider place: it stands as a row of its own. */
function addScope(
  sums: Sums,
  plan: OpenPlan,
  parts: readonly string[],
  at: EngineAddress,
  scope: EngineAddress,
  columns: ColumnAxis,
): void {
  const own: Sums = new Map()
  addInto(own, plan, parts, scope, 'none', columns)
  const key = scope['organisation']
  const line = own.get('')
  if (key !== undefined && line !== undefined && key !== at['organisation']) sums.set(key, line)
}

function sortLines(shape: PlanShape, axis: ColumnAxis, lines: Line[]): Line[] {
  const dimension = shape.dimensions.find(({ name }) => name === axis)
  const place = (key: string) =>
    dimension === undefined ? shape.months.indexOf(key.replace('month:', '')) : positionOf(dimension, key)
  if (axis === 'quarter' || axis === 'none') return lines
  return lines.sort((a, b) => place(a.key) - place(b.key))
}
