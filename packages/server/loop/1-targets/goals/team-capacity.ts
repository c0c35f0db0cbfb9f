import { dayNumber, monthBounds } from '@salesloom/engine/calendar'
import { type CapacityOutlook, capacityOutlook, FEWEST_PEOPLE, rampShares } from '@salesloom/engine/goals'
import { sql } from 'kysely'
import { computeMetric } from '../../../foundation/metrics/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { unitsOfSlice } from './goal-scope.ts'
import { type Measured, monthOf, sharesAhead, shiftMonth } from './measure-goal.ts'

type Seller = { readonly personId: number; readonly hired: string | null; readonly rampMonths: number }

export type TeamCapacity = CapacityOutlook & {
  readonly people: number
  readonly ramping: number
}

const YEAR = 12
const DAYS_A_MONTH = 30.4375

/** Who carries a target in a slice today. */
export async function findSellers(
  context: CallContext,
  { slice, today }: Pick<Measured, 'slice' | 'today'>,
): Promise<Seller[]> {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const units = await unitsOfSlice(tx, workspaceId, slice, today)
    const within = units === null ? sql`true` : sql`o.org_unit_id = any(${units}::bigint[])`
    const self = slice.personId === undefined ? sql`true` : sql`o.person_id = ${slice.personId}`
    const { rows } = await sql<Seller>`
      select distinct p.person_id as "personId", p.hire_date as hired, p.ramp_months as "rampMonths"
      from position o join person p on p.workspace_id = o.workspace_id and p.person_id = o.person_id
      where o.workspace_id = ${workspaceId} and p.workspace_id = ${workspaceId} and o.carries_target and ${within} and ${self}
        and o.valid_from <= ${today} and (o.valid_to is null or o.valid_to > ${today})`.execute(tx)
    return rows
  })
}

/** Whole months since somebody began, at a day. */
function monthsIn(hired: string | null, today: string): number {
  return hired === null ? 1200 : Math.max(0, Math.floor((dayNumber(today) - dayNumber(hired)) / DAYS_A_MONTH))
}

/** How a month of the last year stood to its average: what the months ahead may be expected to be like. */
function seasonOf({ months }: Measured, ahead: number): number[] {
  const last = months.parts.slice(-YEAR).map(({ numerator }) => numerator)
  const average = last.reduce((sum, value) => sum + value, 0) / YEAR
  return Array.from({ length: ahead }, (_, k) =>
    last.length < YEAR || average <= 0 ? 1 : (last[k % YEAR] ?? average) / average,
  )
}

/**
 * What the people of a slice can carry to the deadline, with those who are still growing into their work; null where there
 * are fewer than three whose last year says what a person brings, or the metric is not credited to people. What nobody is
 * credited with goes on as in the last year.
 */
export async function teamCapacity(context: CallContext, measured: Measured): Promise<TeamCapacity | null> {
  const { metric, slice, today, period, done, course, months } = measured
  if (course !== 'flow' || !metric.dimensions.includes('person') || months.codes.length < YEAR) return null
  const sellers = await findSellers(context, measured)
  const [first, last] = [months.codes.at(-YEAR) ?? '', shiftMonth(monthOf(today), -1)]
  const { rows, total } = await computeMetric(context, {
    metric: metric.code,
    slice: { ...slice, from: `${first}-01`, to: monthBounds(last).to },
    by: ['person'],
  })
  const past = new Map(rows.map(({ members, numerator }) => [members[0]?.id ?? null, numerator]))
  const grown = sellers.filter(({ hired, rampMonths }) => monthsIn(hired, today) >= rampMonths + YEAR)
  const averages = grown.map(({ personId }) => (past.get(personId) ?? 0) / YEAR)
  if (averages.length < FEWEST_PEOPLE || averages.every((value) => value === 0)) return null
  const shares = sharesAhead(period, today)
  const season = seasonOf(measured, shares.length)
  const weight = shares.map((share, k) => share * (season[k] ?? 1))
  const people = sellers.map(({ hired, rampMonths }) =>
    rampShares(monthsIn(hired, today), rampMonths, shares.length).map((share, k) => share * (weight[k] ?? 0)),
  )
  const current = new Set(sellers.map(({ personId }) => personId))
  const credited = [...past].reduce(
    (sum, [id, value]) => sum + (id !== null && current.has(id) ? value : 0),
    0,
  )
  const others = Math.max(0, total.numerator - credited) / YEAR
  const outlook = capacityOutlook(
    averages,
    people,
    done.numerator + others * weight.reduce((sum, one) => sum + one, 0),
  )
  const ramping = sellers.filter(({ hired, rampMonths }) => monthsIn(hired, today) < rampMonths).length
  return { ...outlook, people: sellers.length, ramping }
}
