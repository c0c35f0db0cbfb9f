import {
  combinationCount,
  combinationIndex,
  isLeafMember,
  type PlanShape,
  positionOf,
  type WeightPart,
  weightsOfMembers,
} from '@salesloom/engine/allocation'
import { type FiscalCalendar, periodsOfYearTo } from '@salesloom/engine/calendar'
import { forecastSeries } from '@salesloom/engine/forecast'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import { planHistory } from '../plan-history.ts'
import { rampedCapacity } from './ramped-capacity.ts'
import type { WeightWish } from './weight-input.ts'

/** What every source of weights reads: the plan as history shaped it, and the year. */
export type WeightSetup = {
  readonly tx: WorkspaceTransaction
  readonly workspaceId: number
  readonly shape: PlanShape
  /** the base year's weights, fallbacks of people without history included */
  readonly profile: Float64Array
  readonly channel: string
  readonly baseYear: number
  readonly calendar: FiscalCalendar
}

/** Shares of the months in the whole profile. */
function seasonOf({ shape, profile }: WeightSetup): number[] {
  const months = shape.months.length
  const sums = Array.from({ length: months }, () => 0)
  for (let cell = 0; cell < profile.length; cell++) sums[cell % months]! += Math.max(0, profile[cell]!)
  const all = sums.reduce((a, b) => a + b, 0)
  return sums.map((sum) => (all > 0 ? sum / all : 1 / months))
}

/** Actuals of a fiscal year in the cells of the plan; sales outside its combinations are left out. */
async function actualsOf(setup: WeightSetup, year: number): Promise<Float64Array> {
  const { tx, workspaceId, shape, channel, calendar } = setup
  const { cells } = await planHistory(tx, {
    workspaceId,
    channel,
    ...periodsOfYearTo(year, calendar),
    dimensions: shape.dimensions,
    visibility: { whole: true },
  })
  const index = combinationIndex(shape)
  const values = new Float64Array(setup.profile.length)
  for (const { keys, month, ledgerUnits } of cells) {
    const c = index.get(keys.join('/'))
    if (c !== undefined) values[c * shape.months.length + month]! += Number(ledgerUnits)
  }
  return values
}

function keysAt(shape: PlanShape, c: number): string[] {
  const width = shape.dimensions.length
  return shape.dimensions.map((dimension, d) => dimension.keys[shape.combinations[c * width + d]!]!)
}

async function averageOf(setup: WeightSetup, years: number): Promise<Float64Array> {
  const mean = new Float64Array(setup.profile.length)
  for (let back = 0; back < years; back++) {
    const actuals = await actualsOf(setup, setup.baseYear - back)
    actuals.forEach((value, cell) => {
      mean[cell]! += Math.max(0, value) / years
    })
  }
  return mean
}

/** Years of history that a forecast looks at. */
const FORECAST_YEARS = 4

/** Each person's monthly sales of some years and what they go on to in the plan's months. */
async function forecastOf(setup: WeightSetup): Promise<Float64Array> {
  const { shape, baseYear } = setup
  const months = shape.months.length
  const series = new Map<string, number[]>()
  for (let year = baseYear - FORECAST_YEARS + 1; year <= baseYear; year++) {
    const actuals = await actualsOf(setup, year)
    const at = (year - baseYear + FORECAST_YEARS - 1) * months
    for (let c = 0; c < combinationCount(shape); c++) {
      const person = keysAt(shape, c)[0]!
      const own = series.get(person) ?? Array.from({ length: FORECAST_YEARS * months }, () => 0)
      series.set(person, own)
      for (let m = 0; m < months; m++) own[at + m]! += actuals[c * months + m]!
    }
  }
  const factors = new Map(
    [...series].map(([person, values]) => [person, forecastPerson(values, months)] as const),
  )
  return weightsOfMembers(shape, setup.profile, shape.dimensions[0]!.name, factors)
}

function forecastPerson(values: readonly number[], months: number): Float64Array {
  const first = values.findIndex((value) => value !== 0)
  if (first < 0) return new Float64Array(months)
  const known = Float64Array.from(values.slice(first))
  const { mean } = forecastSeries({ values: known, period: 12, festivalFrom: null }, months)
  return mean.map((value) => Math.max(0, value))
}

/** Market sizes of the plan's year by region; one of a region above leaves is shared among them. */
async function potentialOf(setup: WeightSetup): Promise<Float64Array> {
  const { tx, workspaceId, shape, baseYear, calendar } = setup
  const { from, to } = periodsOfYearTo(baseYear + 1, calendar)
  const { rows } = await sql<{ region: number; amount: string }>`
    select m.region_id as region, sum(m.amount)::text as amount from market_size m
    where m.workspace_id = ${workspaceId} and m.removed_at is null and m.amount is not null and m.region_id is not null
      and m.until_day >= (${from}::date - interval '1 year')::date and m.from_day <= ${to} group by 1`.execute(
    tx,
  )
  const regions = shape.dimensions[1]!
  const sizes = new Map<string, number>()
  for (const { region, amount } of rows) {
    const start = positionOf(regions, `region:${region}`)
    if (start < 0) continue
    const leaves = regions.keys.filter(
      (_, position) =>
        position >= start && position < regions.ends[start]! && isLeafMember(regions, position),
    )
    for (const leaf of leaves) sizes.set(leaf, (sizes.get(leaf) ?? 0) + Number(amount) / leaves.length)
  }
  const season = seasonOf(setup)
  const factors = new Map(
    [...sizes].map(([key, size]) => [key, season.map((share) => size * share)] as const),
  )
  return weightsOfMembers(shape, setup.profile, regions.name, factors)
}

type PersonRow = {
  id: number
  hireDate: string | null
  leftOn: string | null
  rampMonths: number | null
  fullTimeShare: string | null
  capacity: string | null
}

/** What each person can carry in each month: their capacity, their share of full time, their ramp. */
async function capacityOf(setup: WeightSetup): Promise<Float64Array> {
  const { tx, workspaceId, shape } = setup
  const { rows } = await sql<PersonRow>`select person_id as id, hire_date as "hireDate", left_on as "leftOn",
      ramp_months as "rampMonths", full_time_share::text as "fullTimeShare", quota_capacity::text as capacity
    from person where workspace_id = ${workspaceId} and removed_at is null`.execute(tx)
  const given = rows.filter(({ capacity }) => capacity !== null).map(({ capacity }) => Number(capacity))
  // Who has no figure of their own counts like the mean of those who have one; without any, everybody counts the same.
  const mean = given.length === 0 ? 1 : given.reduce((a, b) => a + b, 0) / given.length
  const season = seasonOf(setup)
  const factors = new Map(
    rows.map((row) => {
      const year = row.capacity === null ? mean : Number(row.capacity)
      const share = row.fullTimeShare === null ? 1 : Number(row.fullTimeShare)
      const ramp = shape.months.map((month) => rampedCapacity(row, month))
      return [`person:${row.id}`, season.map((part, m) => year * share * part * (ramp[m] ?? 0))] as const
    }),
  )
  return weightsOfMembers(shape, setup.profile, shape.dimensions[0]!.name, factors)
}

/** Open deals of each person by amount × probability. */
async function pipelineOf(setup: WeightSetup): Promise<Float64Array> {
  const { tx, workspaceId, shape } = setup
  const { rows } = await sql<{ person: number; weighted: string }>`
    select d.person_id as person, sum(d.amount * coalesce(d.probability, s.probability, 0))::text as weighted
    from opportunity d join pipeline_stage s on s.workspace_id = d.workspace_id and s.pipeline_stage_id = d.stage_id
    where d.workspace_id = ${workspaceId} and s.workspace_id = ${workspaceId} and d.removed_at is null
      and d.outcome = 'open' and d.person_id is not null group by 1`.execute(tx)
  const season = seasonOf(setup)
  const factors = new Map(
    rows.map(({ person, weighted }) => [
      `person:${person}`,
      season.map((share) => Math.max(0, Number(weighted)) * share),
    ]),
  )
  return weightsOfMembers(shape, setup.profile, shape.dimensions[0]!.name, factors)
}

async function weightsOf(setup: WeightSetup, wish: WeightWish): Promise<Float64Array> {
  switch (wish.source) {
    case 'lastYear':
      return setup.profile
    case 'average':
      return averageOf(setup, wish.years)
    case 'forecast':
      return forecastOf(setup)
    case 'potential':
      return potentialOf(setup)
    case 'capacity':
      return capacityOf(setup)
    case 'pipeline':
      return pipelineOf(setup)
  }
}

/** The weights of one source over the cells of a plan. */
export async function findWeightPart(setup: WeightSetup, wish: WeightWish): Promise<WeightPart> {
  return { name: wish.source, percent: wish.percent, weights: await weightsOf(setup, wish) }
}
