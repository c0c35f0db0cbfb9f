import type { FunnelFilter } from '@salesloom/contract'
import { addDays, monthBounds } from '@salesloom/engine/calendar'
import { computeCohorts, type DealSum, snapshotFunnel } from '@salesloom/engine/funnel'
import { todayOf } from '../../../foundation/entries/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { openFunnel } from './open-funnel.ts'
import { shownSums } from './stage-figures.ts'

export type Every = 'month' | 'quarter'

/** Days after their beginning at which cohorts are compared. */
export const HORIZONS = [60, 90, 120] as const
const MOST_SNAPSHOTS = 60
const DAY_MS = 86_400_000

/** The calendar month or quarter of a day, as the cohort is called. */
function periodName(day: string, every: Every): string {
  if (every === 'month') return day.slice(0, 7)
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
}

/** Last days of the months or quarters of some days, the newest of them at most today. */
export function snapshotDays(from: string, to: string, every: Every, today: string): string[] {
  const days: string[] = []
  const end = to < today ? to : today
  for (let day = from; day <= end; ) {
    const { to: last } = monthBounds(day.slice(0, 7))
    if (every === 'month' || Number(last.slice(5, 7)) % 3 === 0) days.push(last < end ? last : end)
    day = addDays(last, 1)
  }
  if (days.at(-1) !== end && from <= end) days.push(end)
  return days.slice(-MOST_SNAPSHOTS)
}

const endOfDay = (day: string) => Date.parse(`${day}T00:00:00Z`) + DAY_MS
const rounded = ({ deals, amount }: DealSum) => ({ deals, amount: Math.round(amount) })

/** The funnel as it stood at the end of each period, and cohorts of the deals by when they began. */
export async function getFunnelHistory(
  context: CallContext,
  { every, ...filter }: FunnelFilter & { readonly every: Every },
) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const { pipeline, deals, asOf } = await openFunnel(tx, context, filter)
    const { stages } = pipeline
    if (stages.length === 0) return { stages: [], snapshots: [], horizons: [...HORIZONS], cohorts: [] }
    const days = snapshotDays(filter.from, filter.to, every, await todayOf(tx, context))
    const moments = days.map((day) => Math.min(endOfDay(day), asOf))
    const cohorts = computeCohorts(stages.length, deals, asOf, {
      stage: null,
      cohortOf: (moment) => periodName(new Date(moment).toISOString().slice(0, 10), every),
      horizonDays: HORIZONS,
    })
    return {
      stages: [...stages],
      horizons: [...HORIZONS],
      snapshots: snapshotFunnel(stages.length, deals, moments).map((snapshot, i) => ({
        day: days[i] as string,
        stages: snapshot.stages.map(rounded),
        won: rounded(snapshot.won),
        lost: rounded(snapshot.lost),
      })),
      cohorts: cohorts.map(({ cohort, funnel, within }) => ({
        cohort,
        ...shownSums(funnel),
        within: within.map(({ won }) => won),
      })),
    }
  })
}
