import type { Deal } from './funnel.ts'

/** Milliseconds of a day number. */
export const day = (n: number) => n * 86_400_000

export type Outcome = Deal['outcome']
/** A deal from stages and days. */
export const deal = (
  events: readonly (readonly [stage: number, at: number])[],
  outcome: Outcome = null,
  closed = 0,
  amount = 100,
): Deal => ({
  amount,
  events: events.map(([stage, at]) => ({ stage, at: day(at) })),
  outcome,
  closedAt: outcome === null ? null : day(closed),
})

/** The example of docs/methods/funnel.md. */
export const EXAMPLE = [
  deal(
    [
      [0, 0],
      [1, 10],
      [2, 20],
    ],
    'won',
    30,
  ),
  deal(
    [
      [0, 0],
      [1, 5],
    ],
    'lost',
    25,
    400,
  ),
  deal(
    [
      [0, 0],
      [2, 8],
    ],
    'won',
    18,
  ),
  deal(
    [
      [0, 0],
      [1, 6],
      [2, 9],
    ],
    'lost',
    19,
    50,
  ),
  deal([[0, 0]], 'lost', 4, 900),
  deal([[0, 12]]),
]
