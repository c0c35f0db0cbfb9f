import {
  type RateKind,
  type RateRecord,
  shrinkRate,
  type TeamRate,
  teamRate,
} from '@salesloom/engine/activity-targets'
import type { Dimension } from '@salesloom/engine/allocation'
import { AppError } from '../../../platform/app-error.ts'
import type { RateName, Records } from './read-records.ts'

/** A rate as it is saved and shown, with everything that it was made of. */
export type DerivedRate = {
  readonly name: RateName
  readonly events: number
  readonly cases: number
  readonly own: number | null
  readonly team: number
  readonly teamPeople: number
  readonly strength: number | null
  readonly shrunk: number
  readonly used: number
  readonly reason: string | null
}

export type RateWish = { readonly name: RateName; readonly used: number; readonly reason: string }

const KINDS: Readonly<Record<RateName, RateKind>> = {
  averageDeal: 'amount',
  proposalWins: 'share',
  opportunityProposals: 'share',
  leadOpportunities: 'share',
  visitsPerOpportunity: 'count',
}

export const RATE_NAMES = Object.keys(KINDS) as readonly RateName[]

/** People on record that a team needs, so that its rate says nothing of one of them. */
export const LEAST_PEOPLE = 4

const EMPTY: RateRecord = { events: 0, cases: 0 }

function recordOf(records: Records, key: string, name: RateName): RateRecord {
  return records.get(Number(key.split(':')[1]))?.[name] ?? EMPTY
}

/** The rate of the smallest unit around a person with enough people on record, else of the whole organisation. */
function teamAround(tree: Dimension, position: number, name: RateName, records: Records): TeamRate | null {
  let unit = tree.parents[position]!
  for (;;) {
    const [from, to] = unit < 0 ? [0, tree.keys.length] : [unit, tree.ends[unit]!]
    const people = tree.keys.slice(from, to).filter((key) => key.startsWith('person:'))
    const team = teamRate(
      KINDS[name],
      people.map((key) => recordOf(records, key, name)),
    )
    if (unit < 0 || (team !== null && team.people >= LEAST_PEOPLE)) return team
    unit = tree.parents[unit]!
  }
}

function deriveRate(
  tree: Dimension,
  position: number,
  name: RateName,
  records: Records,
  wish: RateWish | undefined,
): DerivedRate {
  const record = recordOf(records, tree.keys[position]!, name)
  const team = teamAround(tree, position, name, records)
  const shrunk = team === null ? 0 : shrinkRate(record, team)
  const used = wish?.used ?? shrunk
  const strength = team?.strength ?? Number.POSITIVE_INFINITY
  return {
    name,
    events: record.events,
    cases: record.cases,
    own: record.cases === 0 ? null : record.events / record.cases,
    team: team?.rate ?? 0,
    teamPeople: team?.people ?? 0,
    strength: strength === Number.POSITIVE_INFINITY ? null : strength,
    shrunk,
    used,
    reason: wish?.reason ?? null,
  }
}

/** The rates of a person: their own, shrunk to those of their team, or as somebody set them with a reason; 0: unknown. */
export function ratesOf(
  tree: Dimension,
  position: number,
  records: Records,
  wishes: readonly RateWish[],
): DerivedRate[] {
  return RATE_NAMES.map((name) =>
    deriveRate(
      tree,
      position,
      name,
      records,
      wishes.find((wish) => wish.name === name),
    ),
  )
}

/** The rates that nobody has on record and that were not given. */
export function missingOf(rates: readonly DerivedRate[]): RateName[] {
  return rates.filter(({ used }) => !(used > 0)).map(({ name }) => name)
}

/**
 * The rates of a person, all of them known.
 * @throws AppError `activityNoHistory` for a rate that nobody has on record and that was not given
 */
export function deriveRates(...given: Parameters<typeof ratesOf>): DerivedRate[] {
  const rates = ratesOf(...given)
  const [missing] = missingOf(rates)
  if (missing !== undefined) throw new AppError('activityNoHistory', { rate: missing })
  return rates
}
