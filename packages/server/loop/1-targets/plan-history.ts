import type { Dimension, HistoryCell } from '@salesloom/engine/allocation'
import { parseLedger, roundDecimal } from '@salesloom/engine/money'
import {
  actualsByPlanCell,
  countsMoney,
  isAdditive,
  keptBreakdowns,
  metricCells,
  metricOf,
} from '../../foundation/metrics/index.ts'
import { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { Visibility } from '../../platform/http/call-context.ts'
import { saleCustomerType, saleRegion } from './plan-dimensions.ts'

/** What happened, asked for by the cells of a plan. */
export type HistoryQuestion = {
  readonly workspaceId: number
  readonly channel: string
  readonly from: string
  readonly to: string
  /** the months that cells are numbered by, `2026-01` */
  readonly months: readonly string[]
  /** organisation, region, product, and customer type where the plan has it */
  readonly dimensions: readonly Dimension[]
  readonly visibility: Visibility
}

type Cell = {
  readonly person: number | null
  /** undefined where a metric is not kept by unit */
  readonly unit: number | null | undefined
  readonly region: number | null
  readonly category: number | null
  readonly customerType: number | null
  readonly month: string
  readonly ledgerUnits: bigint
}

function toHistory({ dimensions, months }: HistoryQuestion, cells: readonly Cell[]): HistoryCell[] {
  const [, regions, products, types] = dimensions
  return cells.flatMap((cell) => {
    const month = months.indexOf(cell.month)
    if (month < 0 || regions === undefined || products === undefined) return []
    const keys = [
      `person:${cell.person ?? 0}`,
      saleRegion(regions, cell.region),
      cell.category === null ? (products.keys[0] ?? '') : `product:${cell.category}`,
      ...(types === undefined ? [] : [saleCustomerType(types, cell.customerType)]),
    ]
    const unit = cell.unit == null ? cell.unit : `orgUnit:${cell.unit}`
    return [{ keys, month, ledgerUnits: cell.ledgerUnits, ...(unit === undefined ? {} : { unit }) }]
  })
}

const PLAN_BREAKDOWNS = ['person', 'orgUnit', 'region', 'category', 'customerType', 'month'] as const

/** An additive metric by the cells of a plan; a breakdown that it is not kept by counts as the first leaf. */
async function metricHistory(tx: WorkspaceTransaction, question: HistoryQuestion, code: string) {
  const { workspaceId, channel, from, to, visibility, dimensions } = question
  const metric = await metricOf(tx, workspaceId, code)
  const asked = PLAN_BREAKDOWNS.filter((name) => name !== 'customerType' || dimensions.length > 3)
  const by = keptBreakdowns(metric, asked)
  if (!isAdditive(metric) || !by.includes('person') || !by.includes('month'))
    throw new AppError('notPlannable', { metric: code })
  const isMoney = countsMoney(metric)
  const found = await metricCells(tx, metric, { workspaceId, slice: { from, to, channel }, by, visibility })
  const idOf = (keys: readonly string[], name: (typeof PLAN_BREAKDOWNS)[number]) => {
    const id = Number(keys[by.indexOf(name)] ?? 0)
    return by.includes(name) && id > 0 ? id : null
  }
  const cells = found.map(({ keys, value }) => ({
    person: idOf(keys, 'person'),
    unit: by.includes('orgUnit') ? idOf(keys, 'orgUnit') : undefined,
    region: idOf(keys, 'region'),
    category: idOf(keys, 'category'),
    customerType: idOf(keys, 'customerType'),
    month: keys[by.indexOf('month')] ?? '',
    ledgerUnits: BigInt(roundDecimal(value, isMoney ? 4 : 0)),
  }))
  return { cells: toHistory(question, cells), isMoney }
}

async function salesHistory(tx: WorkspaceTransaction, question: HistoryQuestion): Promise<HistoryCell[]> {
  const { workspaceId, channel, from, to, visibility } = question
  const rows = await actualsByPlanCell(tx, { workspaceId, channel, from, to, visibility })
  return toHistory(
    question,
    rows.map(({ personId, orgUnitId, regionId, categoryId, month, amount }) => ({
      person: personId,
      unit: orgUnitId,
      region: regionId,
      category: categoryId,
      customerType: null,
      month,
      ledgerUnits: parseLedger(amount),
    })),
  )
}

/**
 * What a metric came to in the cells of a plan: ledger units of money, a count in ones.
 * @throws AppError `notPlannable` for a metric that does not add up over people and months
 */
export async function planHistory(
  tx: WorkspaceTransaction,
  question: HistoryQuestion,
  metric = 'sales',
): Promise<{ readonly cells: HistoryCell[]; readonly isMoney: boolean }> {
  // Sales without customer types come from the roll-up by day, which is the faster one.
  if (metric === 'sales' && question.dimensions.length === 3)
    return { cells: await salesHistory(tx, question), isMoney: true }
  return metricHistory(tx, question, metric)
}
