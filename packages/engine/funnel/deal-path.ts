/** A deal with its stage changes; times are milliseconds, stages positions in the order of the funnel. */
export type Deal = {
  readonly amount: number
  readonly events: readonly { readonly stage: number; readonly at: number }[]
  readonly outcome: 'won' | 'lost' | null
  /** of a closed deal; null takes the last event */
  readonly closedAt: number | null
}

type Visit = { readonly stage: number; readonly from: number; readonly to: number }

/** What a deal did until the day looked at. */
export type DealPath = {
  readonly amount: number
  readonly visits: readonly Visit[]
  readonly state: 'won' | 'lost' | 'open'
  readonly end: number
  /** the furthest stage reached; −1 without any */
  readonly furthest: number
}

/** Events in their order, the same stage twice in a row once; what lies after the day looked at has not happened. */
export function pathOf(deal: Deal, asOf: number): DealPath {
  const events = deal.events.filter(({ at }) => at <= asOf).toSorted((a, b) => a.at - b.at)
  const moves = events.filter(({ stage }, i) => i === 0 || stage !== events[i - 1]!.stage)
  const closed =
    deal.closedAt ?? deal.events.reduce((last, { at }) => Math.max(last, at), Number.NEGATIVE_INFINITY)
  const isClosed = deal.outcome !== null && closed <= asOf
  const end = isClosed ? Math.max(closed, moves.at(-1)?.at ?? closed) : asOf
  return {
    amount: deal.amount,
    visits: moves.map(({ stage, at }, i) => ({ stage, from: at, to: moves[i + 1]?.at ?? end })),
    state: isClosed ? deal.outcome! : 'open',
    end,
    furthest: Math.max(-1, ...moves.map(({ stage }) => stage)),
  }
}
