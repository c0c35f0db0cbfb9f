import type { PlannedMetric } from '@salesloom/contract'
import {
  alignCells,
  changedByPercent,
  combinationKeys,
  type Dimension,
  type FallbackRule,
  type HistoryCell,
  mergeShape,
  type PlanPerson,
  type PlanShape,
  type TargetFromHistory,
  targetFromHistory,
  type UnitFigures,
} from '@salesloom/engine/allocation'
import { type FiscalCalendar, periodsOfYearTo } from '@salesloom/engine/calendar'
import { apportion } from '@salesloom/engine/money'
import { todayOf } from '../../foundation/entries/index.ts'
import { currencyDigits } from '../../foundation/facts/index.ts'
import { loadCalendar } from '../../foundation/fiscal-calendar/index.ts'
import { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { unitBaseOf } from './decomposition/sold-beyond-people.ts'
import { loadPlanDimensions } from './plan-dimensions.ts'
import { planHistory } from './plan-history.ts'
import { findRatios } from './planned-ratios.ts'
import type { PlanMeasure } from './scenario.store.ts'
import {
  completed,
  describeUnfinished,
  type OpenSeason,
  openMonths,
  seasonOf,
  type Unfinished,
} from './unfinished-year.ts'
import { blendPlanWeights } from './weights/blend-plan-weights.ts'
import type { Seasonality, WeightWish } from './weights/weight-input.ts'

export type TargetInput = {
  readonly baseYear: number
  readonly growthPercent: number
  readonly channel: string
  readonly fallback: FallbackRule
  readonly weights?: readonly WeightWish[]
  readonly seasonality?: Seasonality
  readonly measures?: readonly PlannedMetric[]
  /** whether the plan also has the types of customers as a dimension */
  readonly customerTypes?: boolean
}

/** The cells of one measure: what it was, what it is spread by, what it is to be. */
export type ComputedMeasure = Pick<
  TargetFromHistory,
  'base' | 'weights' | 'values' | 'baseTotal' | 'total' | 'fallbacks' | 'departed'
> & {
  readonly measure: PlanMeasure
  readonly growthPercent: number
  /** what units sold in the base year beyond their people's cells */
  readonly unitBase: UnitFigures
}

/** A year's targets: sales first, then the other measures, all over one shape; ratios have no cells of their own. */
export type ComputedTarget = ComputedMeasure & {
  readonly shape: PlanShape
  readonly fiscalYear: number
  readonly others: readonly ComputedMeasure[]
  readonly unfinished: Unfinished | null
  readonly ratios: readonly PlanMeasure[]
}

const LAST_YEAR: readonly WeightWish[] = [{ source: 'lastYear', percent: 100, years: 3 }]
const SALES: PlanMeasure = { code: 'sales', kind: 'additive', unit: 'money' }

type Setup = {
  readonly tx: WorkspaceTransaction
  readonly workspaceId: number
  readonly input: TargetInput
  readonly dimensions: readonly [Dimension, Dimension, Dimension, ...Dimension[]]
  readonly people: readonly PlanPerson[]
  readonly calendar: FiscalCalendar
  readonly digits: number
  /** months of the base year that are not over */
  readonly open: readonly number[]
}

async function setupOf(context: CallContext, tx: WorkspaceTransaction, input: TargetInput): Promise<Setup> {
  const { workspaceId } = context
  const known = await tx
    .selectFrom('channel')
    .select('code')
    .where('workspace_id', '=', workspaceId)
    .where('code', '=', input.channel)
    .executeTakeFirst()
  if (known === undefined) throw new AppError('notFound', { what: 'channel', id: input.channel })
  const calendar = await loadCalendar(tx, workspaceId)
  const digits = await currencyDigits(tx, workspaceId)
  const { from } = periodsOfYearTo(input.baseYear + 1, calendar)
  const cut = await loadPlanDimensions(tx, workspaceId, from, input.customerTypes ?? false)
  const open = openMonths(input.baseYear, calendar, await todayOf(tx, context))
  return { tx, workspaceId, input, calendar, digits, open, ...cut }
}

/** A metric of a year by the cells of the plan. */
async function historyOf(
  { tx, workspaceId, input, dimensions, calendar }: Setup,
  metric: string,
  year = input.baseYear,
) {
  const question = {
    workspaceId,
    channel: input.channel,
    ...periodsOfYearTo(year, calendar),
    dimensions,
    visibility: { whole: true },
  } as const
  return planHistory(tx, question, metric)
}

/** The season that open months of the base year go on in; null where the year is over. */
async function openSeasonOf(setup: Setup, metric: string): Promise<OpenSeason | null> {
  const { open, input } = setup
  if (open.length === 0) return null
  return { open, season: seasonOf((await historyOf(setup, metric, input.baseYear - 1)).cells) }
}

/** One measure from its history, spread by last year alone: the profile that other references are laid over. */
function fromHistory(
  { input, dimensions, people, calendar, digits }: Setup,
  history: readonly HistoryCell[],
  growthPercent: number,
  isMoney: boolean,
): TargetFromHistory {
  const answer = targetFromHistory({
    dimensions,
    history,
    people,
    months: periodsOfYearTo(input.baseYear + 1, calendar).months,
    growthPercent,
    fallback: input.fallback,
    // A count is kept in ones: it is its own minor unit, with as many places as the ledger.
    currencyDigits: isMoney ? digits : 4,
  })
  if (!answer.ok) throw new AppError('nothingToSpread', { year: input.baseYear })
  return answer.value
}

/** Spreads a measure by what was asked for, over the shape that all measures share. */
async function spreadMeasure(
  setup: Setup,
  shape: PlanShape,
  made: TargetFromHistory,
  measure: PlanMeasure,
  growthPercent: number,
  season: OpenSeason | null,
): Promise<Omit<ComputedMeasure, 'unitBase'>> {
  const { tx, workspaceId, input, calendar } = setup
  const profile = completed(shape, alignCells(made.shape, made.weights, shape), season)
  const weightSetup = {
    tx,
    workspaceId,
    shape,
    profile,
    channel: input.channel,
    baseYear: input.baseYear,
    calendar,
  }
  const weights = await blendPlanWeights(
    weightSetup,
    input.weights ?? LAST_YEAR,
    input.seasonality ?? 'history',
  )
  const total = changedByPercent(made.baseTotal, growthPercent)
  const { baseTotal, fallbacks, departed } = made
  return {
    measure,
    growthPercent,
    base: alignCells(made.shape, made.base, shape),
    weights,
    values: apportion(total, weights),
    baseTotal,
    total,
    fallbacks,
    departed,
  }
}

type Planned = {
  readonly made: TargetFromHistory
  readonly cells: readonly HistoryCell[]
  readonly measure: PlanMeasure
  readonly growthPercent: number
}

/** Reads the base year's actuals and asks the engine for the next year's targets. Nothing is saved. */
export async function computeTarget(
  context: CallContext,
  tx: WorkspaceTransaction,
  input: TargetInput,
): Promise<ComputedTarget> {
  const setup = await setupOf(context, tx, input)
  const season = await openSeasonOf(setup, 'sales')
  const sold = (await historyOf(setup, 'sales')).cells
  const planned: Planned[] = [
    {
      made: fromHistory(setup, sold, input.growthPercent, true),
      cells: sold,
      measure: SALES,
      growthPercent: input.growthPercent,
    },
  ]
  for (const { metric, growthPercent } of input.measures ?? []) {
    if (planned.some(({ measure }) => measure.code === metric)) continue
    const { cells, isMoney } = await historyOf(setup, metric)
    const measure: PlanMeasure = { code: metric, kind: 'additive', unit: isMoney ? 'money' : 'count' }
    planned.push({ made: fromHistory(setup, cells, growthPercent, isMoney), cells, measure, growthPercent })
  }
  const shape = planned
    .slice(1)
    .reduce((merged, { made }) => mergeShape(merged, combinationKeys(made.shape)), planned[0]!.made.shape)
  const computed: ComputedMeasure[] = []
  for (const { made, cells, measure, growthPercent } of planned) {
    const open = measure === SALES ? season : await openSeasonOf(setup, measure.code)
    const unitBase = await unitBaseOf(tx, setup.workspaceId, setup.dimensions, cells)
    computed.push({ ...(await spreadMeasure(setup, shape, made, measure, growthPercent, open)), unitBase })
  }
  const [sales, ...others] = computed
  const ratios = await findRatios(
    tx,
    setup.workspaceId,
    computed.map(({ measure }) => measure.code),
  )
  const { months } = periodsOfYearTo(input.baseYear, setup.calendar)
  const unfinished = season === null ? null : describeUnfinished(sold, months, season, setup.digits)
  return { ...sales!, shape, fiscalYear: input.baseYear + 1, others, ratios, unfinished }
}
