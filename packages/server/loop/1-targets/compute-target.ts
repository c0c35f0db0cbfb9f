import {
  type FallbackRule,
  type HistoryCell,
  type TargetFromHistory,
  targetFromHistory,
} from '@salesloom/engine/allocation'
import { fiscalYearBounds, monthsOfFiscalYear } from '@salesloom/engine/calendar'
import { parseLedger } from '@salesloom/engine/money'
import { actualsByPlanCell } from '../../foundation/metrics/index.ts'
import { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import { loadPlanDimensions, saleRegion } from './plan-dimensions.ts'

export type TargetInput = {
  readonly baseYear: number
  readonly growthPercent: number
  readonly channel: string
  readonly fallback: FallbackRule
}

export type ComputedTarget = TargetFromHistory & { readonly fiscalYear: number }

type WorkspaceRow = { fiscal_start_month: number; currency_digits: number }

async function workspaceOf(
  tx: WorkspaceTransaction,
  workspaceId: number,
  channel: string,
): Promise<WorkspaceRow> {
  const known = await tx
    .selectFrom('channel')
    .select('code')
    .where('workspace_id', '=', workspaceId)
    .where('code', '=', channel)
    .executeTakeFirst()
  if (known === undefined) throw new AppError('notFound', { what: 'channel', id: channel })
  return tx
    .selectFrom('workspace')
    .select(['fiscal_start_month', 'currency_digits'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
}

/** Reads the base year's actuals and asks the engine for the next year's target. Nothing is saved. */
export async function computeTarget(
  tx: WorkspaceTransaction,
  workspaceId: number,
  input: TargetInput,
): Promise<ComputedTarget> {
  const workspace = await workspaceOf(tx, workspaceId, input.channel)
  const start = workspace.fiscal_start_month
  const fiscalYear = input.baseYear + 1
  const base = fiscalYearBounds(input.baseYear, start)
  const { dimensions, people } = await loadPlanDimensions(
    tx,
    workspaceId,
    fiscalYearBounds(fiscalYear, start).from,
  )
  const baseMonths = monthsOfFiscalYear(input.baseYear, start)
  const actuals = await actualsByPlanCell(tx, {
    workspaceId,
    channel: input.channel,
    ...base,
    visibility: { whole: true },
  })
  const history: HistoryCell[] = actuals.map((cell) => ({
    keys: [
      `person:${cell.personId ?? 0}`,
      saleRegion(dimensions[1], cell.regionId),
      `product:${cell.categoryId}`,
    ],
    month: baseMonths.indexOf(cell.month),
    ledgerUnits: parseLedger(cell.amount),
  }))
  const answer = targetFromHistory({
    dimensions,
    history,
    people,
    months: monthsOfFiscalYear(fiscalYear, start),
    growthPercent: input.growthPercent,
    fallback: input.fallback,
    currencyDigits: workspace.currency_digits,
  })
  if (!answer.ok) throw new AppError('nothingToSpread', { year: input.baseYear })
  return { ...answer.value, fiscalYear }
}
