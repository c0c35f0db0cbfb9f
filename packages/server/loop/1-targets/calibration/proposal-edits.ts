import type { CellAddress } from '@salesloom/contract'
import { formatMinorUnits } from '@salesloom/engine/money'
import { tryOperation, valueAt } from '../decomposition/edit-plan.ts'
import type { OpenPlan } from '../decomposition/open-plan.ts'
import type { Edit, PlanOperation } from '../decomposition/plan-operation.ts'
import type { DraftMonth } from './draft.ts'
import type { StoredEffect } from './proposal.store.ts'

type Place = CellAddress

/** What a month of a proposal is before and after it, minor units. */
export type MonthChange = DraftMonth & { readonly before: number; readonly after: number }

/**
 * The months of a place with a change of so many percent. A month that counts in part changes by its part; a ramp's
 * month comes to its own amount, more or less by the percentage.
 */
export function changesOf(
  plan: OpenPlan,
  measure: string,
  place: Place,
  months: readonly DraftMonth[],
  percent: number,
): MonthChange[] {
  return months.map((month) => {
    const before = valueAt(plan, measure, { ...place, time: `month:${month.month}` }) ?? 0
    const from = month.full ?? before
    return { ...month, before, after: Math.round(from * (1 + (percent * month.share) / 100)) }
  })
}

/** The operation that a proposal is in the log: each month's amount, spread in proportion, evenly where nothing was. */
export function operationOf(
  measure: string,
  place: Place,
  changes: readonly MonthChange[],
  digits: number,
): PlanOperation | null {
  const edits = changes.flatMap(({ month, before, after }): Edit[] => {
    if (before === after) return []
    const amount = formatMinorUnits(after, digits)
    return [{ at: { ...place, time: `month:${month}` }, code: before === 0 ? `S${amount}` : amount }]
  })
  return edits.length === 0 ? null : { kind: 'calibrate', measure, payload: { edits } }
}

const sumOf = (changes: readonly MonthChange[], pick: (change: MonthChange) => number) =>
  changes.reduce((sum, change) => sum + pick(change), 0)

/** People below a place of the organisation. */
function peopleAt({ shape }: OpenPlan, organisation: string | undefined): string[] {
  const dimension = shape.dimensions.find(({ name }) => name === 'organisation')
  if (dimension === undefined) return []
  const from = organisation === undefined ? 0 : dimension.keys.indexOf(organisation)
  const keys = dimension.keys.slice(from, organisation === undefined ? undefined : dimension.ends[from])
  return keys.filter((key) => key.startsWith('person:'))
}

/** Most people that an effect names: those whom it changes most. */
const MOST_PEOPLE = 40

/** What a change does to a plan, tried on its cells and taken back at once: months, year, and whom it is about. */
export function effectOf(
  plan: OpenPlan,
  measure: string,
  place: Place,
  changes: readonly MonthChange[],
  by: { readonly byName: string; readonly at: string },
): StoredEffect {
  const operation = operationOf(measure, place, changes, plan.state.digits)
  const people = peopleAt(plan, place.organisation)
  const sumFor = (key: string) =>
    sumOf(
      changes,
      ({ month }) => valueAt(plan, measure, { ...place, organisation: key, time: `month:${month}` }) ?? 0,
    )
  const before = people.map(sumFor)
  let after = before
  if (operation !== null)
    tryOperation(plan, operation, { ...by, note: null }, () => {
      after = people.map(sumFor)
    })
  const yearBefore = valueAt(plan, measure, place) ?? 0
  const [all, wanted] = [sumOf(changes, (change) => change.before), sumOf(changes, (change) => change.after)]
  return {
    months: [...changes],
    before: all,
    after: wanted,
    yearBefore,
    yearAfter: yearBefore + wanted - all,
    people: people
      .map((key, i) => ({ key, before: before[i] ?? 0, after: after[i] ?? 0 }))
      .filter((person) => person.before !== person.after)
      .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
      .slice(0, MOST_PEOPLE),
  }
}
