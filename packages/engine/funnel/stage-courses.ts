import type { Course, Span } from '../survival/index.ts'
import type { DealPath } from './deal-path.ts'

export const DAY = 86_400_000

/** Whether a deal went on from a stage: to a later one, or to being won. */
export function isBeyond({ furthest, state }: DealPath, stage: number): boolean {
  return furthest > stage || state === 'won'
}

export function hasBeenIn({ visits }: DealPath, stage: number): boolean {
  return visits.some((visit) => visit.stage === stage)
}

/** When a deal that was in a stage came there first. */
export function firstEntry({ visits }: DealPath, stage: number): number {
  return visits.find((visit) => visit.stage === stage)!.from
}

/** When a deal began: its first stage, or its end where none is known. */
export function startOf({ visits, end }: DealPath): number {
  return visits[0]?.from ?? end
}

/** When a deal left a stage forward; at once where it had been further on before it first came here. */
function advancedAt(path: DealPath, stage: number): number {
  const { visits, end } = path
  const entry = visits.findIndex((visit) => visit.stage === stage)
  const next = visits.find((visit, i) => i > entry && visit.stage > stage)
  if (next !== undefined) return next.from
  return path.furthest > stage ? visits[entry]!.from : end
}

/** From entering a stage to going on, being lost there, or now: what its conversion is estimated from. */
export function conversionCourse(path: DealPath, stage: number): Course {
  const from = firstEntry(path, stage)
  if (isBeyond(path, stage)) return { days: (advancedAt(path, stage) - from) / DAY, end: 'wanted' }
  return { days: (path.end - from) / DAY, end: path.state === 'lost' ? 'other' : 'open' }
}

/** From a moment to being won, lost, or now. */
export function winCourse({ state, end }: DealPath, from: number): Course {
  const ends = { won: 'wanted', lost: 'other', open: 'open' } as const
  return { days: (end - from) / DAY, end: ends[state] }
}

/** Days in a stage, all visits together. */
export function daysIn({ visits }: DealPath, stage: number): number {
  return visits.reduce((sum, { stage: at, from, to }) => (at === stage ? sum + (to - from) : sum), 0) / DAY
}

/** Days in a stage, and whether they are over. */
export function dwellSpan(path: DealPath, stage: number): Span {
  return { days: daysIn(path, stage), ended: path.state !== 'open' || path.visits.at(-1)?.stage !== stage }
}
