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
    furthest: moves.reduce((most, { stage }) => Math.max(most, stage), -1),
  }
}

function expectThat(holds: boolean, path: string, expected: string, got: unknown): void {
  if (!holds) throw new RangeError(`${path}: expected ${expected}, got ${String(got)}`)
}

/** @throws RangeError naming the first field that is no stage, no moment or no amount */
export function checkDeals(stageCount: number, deals: readonly Deal[], asOf: number): void {
  expectThat(Number.isSafeInteger(stageCount) && stageCount > 0, 'stageCount', '1 or more', stageCount)
  expectThat(Number.isFinite(asOf), 'asOf', 'a moment', asOf)
  for (const [d, { amount, events, closedAt }] of deals.entries()) {
    expectThat(Number.isFinite(amount) && amount >= 0, `deals[${d}].amount`, '0 or more', amount)
    expectThat(closedAt === null || Number.isFinite(closedAt), `deals[${d}].closedAt`, 'a moment', closedAt)
    for (const [e, { stage, at }] of events.entries()) {
      const path = `deals[${d}].events[${e}]`
      const isStage = Number.isInteger(stage) && stage >= 0 && stage < stageCount
      expectThat(isStage, `${path}.stage`, `0 to ${stageCount - 1}`, stage)
      expectThat(Number.isFinite(at), `${path}.at`, 'a moment', at)
    }
  }
}

/** The paths of deals that have begun by the day looked at, with their places in the list. */
export function pathsOf(
  deals: readonly Deal[],
  asOf: number,
): { readonly path: DealPath; readonly deal: number }[] {
  return deals
    .map((deal, at) => ({ path: pathOf(deal, asOf), deal: at }))
    .filter(({ path }) => path.visits.length > 0 || path.state !== 'open')
}
