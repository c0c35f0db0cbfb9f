/** A deal in a snapshot of the pipeline: its amount in minor units and whether it is due in the period looked at. */
export type PipelineDeal = {
  readonly id: string
  readonly amount: number
  readonly isDue: boolean
  readonly state: 'open' | 'won' | 'lost'
}

/** The movements of the field, in the order in which a bridge is drawn. */
export const MOVEMENTS = [
  'new',
  'pulledIn',
  'reopened',
  'amountUp',
  'amountDown',
  'pushedOut',
  'won',
  'lost',
  'removed',
] as const
export type Movement = (typeof MOVEMENTS)[number]

/** start + Σ movements = end, exactly. */
export type PipelineBridge = {
  readonly start: number
  readonly end: number
  readonly movements: Readonly<Record<Movement, number>>
}

function contributionOf(deal: PipelineDeal | undefined): number {
  return deal !== undefined && deal.state === 'open' && deal.isDue ? deal.amount : 0
}

/** Why a deal counts now and did not before. */
function arrival(before: PipelineDeal | undefined): Movement {
  if (before === undefined) return 'new'
  return before.state === 'open' ? 'pulledIn' : 'reopened'
}

/** Why a deal counted before and does not now. */
function departure(after: PipelineDeal | undefined): Movement {
  if (after === undefined) return 'removed'
  return after.state === 'open' ? 'pushedOut' : after.state
}

function byId(deals: readonly PipelineDeal[], name: string): Map<string, PipelineDeal> {
  const found = new Map<string, PipelineDeal>()
  for (const [d, deal] of deals.entries()) {
    if (found.has(deal.id)) throw new RangeError(`${name}[${d}].id: expected an id used once, got ${deal.id}`)
    if (!Number.isFinite(deal.amount))
      throw new RangeError(`${name}[${d}].amount: expected an amount, got ${deal.amount}`)
    found.set(deal.id, deal)
  }
  return found
}

/**
 * Open pipeline due in a period, from one snapshot to the next, deal by deal: what came, went and changed its amount.
 * A deal that left with another amount leaves with the old one: the bridge tells why the pipeline changed.
 *
 * @throws RangeError for an id that comes twice, or an amount that is no finite number
 */
export function bridgePipeline(
  before: readonly PipelineDeal[],
  after: readonly PipelineDeal[],
): PipelineBridge {
  const earlier = byId(before, 'before')
  const later = byId(after, 'after')
  const movements = Object.fromEntries(MOVEMENTS.map((name) => [name, 0])) as Record<Movement, number>
  let [start, end] = [0, 0]
  for (const id of new Set([...earlier.keys(), ...later.keys()])) {
    const [old, now] = [earlier.get(id), later.get(id)]
    const [from, to] = [contributionOf(old), contributionOf(now)]
    const [counted, counts] = [old?.state === 'open' && old.isDue, now?.state === 'open' && now.isDue]
    start += from
    end += to
    if (counted && counts) movements[to >= from ? 'amountUp' : 'amountDown'] += to - from
    else if (counts) movements[arrival(old)] += to
    else if (counted) movements[departure(now)] -= from
  }
  return { start, end, movements }
}
