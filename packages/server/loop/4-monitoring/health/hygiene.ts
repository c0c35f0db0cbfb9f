import { ratioOf } from '@salesloom/engine/attainment'
import type { OpenBook, OpenDeal } from './open-book.ts'
import { hasCloseDate, hasContact, hasNextStep } from './stuck-reasons.ts'

const PARTS = ['nextStep', 'closeDate', 'contact', 'decider'] as const
export type HygienePart = (typeof PARTS)[number]

/** How well deals are kept: how many have each of the four things, and the share of all that they could have. */
export type Hygiene = {
  readonly personId: number | null
  readonly deals: number
  readonly kept: Readonly<Record<HygienePart, number>>
  readonly score: number | null
}

const KEPT: Readonly<Record<HygienePart, (deal: OpenDeal, book: OpenBook) => boolean>> = {
  nextStep: hasNextStep,
  closeDate: hasCloseDate,
  contact: hasContact,
  decider: ({ care }) => care.hasDecider,
}

/** Hygiene of each person's deals under way, the worst first. */
export function hygieneOf(book: OpenBook): Hygiene[] {
  const people = Map.groupBy(book.open, ({ personId }) => personId)
  return [...people]
    .map(([personId, deals]) => {
      const count = (part: HygienePart) => deals.filter((deal) => KEPT[part](deal, book)).length
      const kept = Object.fromEntries(PARTS.map((part) => [part, count(part)])) as Record<HygienePart, number>
      const sum = PARTS.reduce((total, part) => total + kept[part], 0)
      return { personId, deals: deals.length, kept, score: ratioOf(sum, PARTS.length * deals.length) }
    })
    .toSorted((a, b) => (a.score ?? 0) - (b.score ?? 0) || (a.personId ?? 0) - (b.personId ?? 0))
}
