import { adjustHolm, type GroupTest } from '../statistics/index.ts'
import { compareIncidence, compareSpans } from '../survival/index.ts'
import { checkDeals, type Deal, type DealPath, pathsOf } from './deal-path.ts'
import { type Funnel, funnelOf, type StageFigures } from './funnel.ts'
import { conversionCourse, DAY, dwellSpan, firstEntry, hasBeenIn } from './stage-courses.ts'

/** A stage of a group that is clearly worse than the same stage of all others. */
export type Bottleneck = {
  readonly group: number
  readonly stage: number
  /** `stall`: deals lie longer; `leak`: fewer go on */
  readonly kind: 'stall' | 'leak'
  /** median days of a stall, null where it is too early to know; conversion of a leak */
  readonly own: number | null
  readonly others: number
  /** by Holm over all groups, stages and both kinds */
  readonly adjusted: number
  /** deals that the money is of: under way in the stage now for longer than the others’ median, or lost there */
  readonly deals: number
  readonly amount: number
  /** what a way like the others’ would bring of it; null where none that advanced from the stage is closed yet */
  readonly atStake: number | null
}

/** Deals of a group in a stage below which nothing is said of it. */
const LEAST_DEALS = 20
/** Most probability of a finding by chance, over everything that was looked at. */
const CHANCE = 0.01
/** How many times as long deals must lie, and what share of the others’ conversion may be reached: chance aside, less is no matter. */
const LONGER = 1.5
const FEWER = 0.8

type Member = { readonly path: DealPath; readonly group: 0 | 1 }
type Candidate = Omit<Bottleneck, 'adjusted'> & { readonly pValue: number; readonly isClear: boolean }

/** Share of the closed deals that were won, among those that went on from a stage. */
function winRateBeyond(paths: readonly DealPath[], stage: number): number | null {
  const beyond = paths.filter(({ furthest, state }) => furthest > stage || state === 'won')
  const won = beyond.filter(({ state }) => state === 'won').length
  const closed = won + beyond.filter(({ state }) => state === 'lost').length
  return closed === 0 ? null : won / closed
}

function sumOf(paths: readonly DealPath[], share: number | null) {
  const amount = paths.reduce((sum, path) => sum + path.amount, 0)
  return { deals: paths.length, amount, atStake: share === null ? null : amount * share }
}

/** Deals that lie in a stage now, and have for longer than usual; without going on they are worth nothing. */
function lying(paths: readonly DealPath[], stage: number, usual: number): DealPath[] {
  return paths.filter((path) => {
    const { days, ended } = dwellSpan(path, stage)
    return hasBeenIn(path, stage) && !ended && days > usual
  })
}

type Sides = {
  readonly members: readonly Member[]
  readonly own: readonly DealPath[]
  readonly ownFigures: StageFigures
  readonly otherFigures: StageFigures
}

function stallOf(
  { members, own, ownFigures, otherFigures }: Sides,
  group: number,
  stage: number,
  seed: number,
) {
  const usual = otherFigures.dwellDays.median
  if (usual === null) return null
  const spans = members
    .filter(({ path }) => hasBeenIn(path, stage))
    .map((member) => ({ ...dwellSpan(member.path, stage), group: member.group }))
  const test = compareSpans(spans, 2, seed)
  const median = ownFigures.dwellDays.median
  return candidate(test, {
    group,
    stage,
    kind: 'stall',
    own: median,
    others: usual,
    isClear: median === null || median >= LONGER * usual,
    ...sumOf(lying(own, stage, usual), winRateBeyond(own, stage)),
  })
}

/** Of a leak: the share of what was lost that would have gone on with the others’ conversion. */
function excess(own: number, others: number): number {
  return own >= others ? 0 : (others - own) / (1 - own)
}

function leakOf(
  { members, own, ownFigures, otherFigures }: Sides,
  group: number,
  stage: number,
  asOf: number,
  seed: number,
) {
  const [mine, usual] = [ownFigures.conversion?.estimate, otherFigures.conversion?.estimate]
  if (mine === undefined || usual === undefined) return null
  const courses = members
    .filter(({ path }) => hasBeenIn(path, stage))
    .map(({ path, group: side }) => ({
      ...conversionCourse(path, stage),
      group: side,
      watchedDays: (asOf - firstEntry(path, stage)) / DAY,
    }))
  const rate = winRateBeyond(own, stage)
  const lost = own.filter((path) => hasBeenIn(path, stage) && path.state === 'lost' && path.furthest <= stage)
  return candidate(compareIncidence(courses, 2, seed), {
    group,
    stage,
    kind: 'leak',
    own: mine,
    others: usual,
    isClear: mine <= FEWER * usual,
    ...sumOf(lost, rate === null ? null : rate * excess(mine, usual)),
  })
}

function candidate(test: GroupTest | null, found: Omit<Candidate, 'pValue'>): Candidate | null {
  return test === null ? null : { ...found, pValue: test.pValue }
}

/** Both questions of every stage about one group beside all others. */
function candidatesOf(
  stageCount: number,
  paths: readonly { readonly path: DealPath; readonly group: number }[],
  group: number,
  asOf: number,
  seed: number,
): Candidate[] {
  const members = paths.map(({ path, group: of }): Member => ({ path, group: of === group ? 0 : 1 }))
  const side = (at: 0 | 1) => members.filter((member) => member.group === at).map(({ path }) => path)
  const [own, others] = [side(0), side(1)]
  if (own.length < LEAST_DEALS || others.length < LEAST_DEALS) return []
  const [mine, theirs]: [Funnel, Funnel] = [funnelOf(stageCount, own), funnelOf(stageCount, others)]
  return Array.from({ length: stageCount }, (_, stage) => stage)
    .filter(
      (stage) => mine.stages[stage]!.entered >= LEAST_DEALS && theirs.stages[stage]!.entered >= LEAST_DEALS,
    )
    .flatMap((stage) => {
      const sides = { members, own, ownFigures: mine.stages[stage]!, otherFigures: theirs.stages[stage]! }
      return [stallOf(sides, group, stage, seed), leakOf(sides, group, stage, asOf, seed)]
    })
    .filter((found) => found !== null)
}

/**
 * The stages in which a group (a team, a product, a source) lets deals lie longer, or loses more of them, than all other
 * groups do: beyond chance over everything that was looked at, and by enough to matter. Each group stands beside the
 * others together; open deals are censored.
 *
 * @param groupOf group of each deal, 0 to groups − 1; −1 leaves it out
 * @returns most money at stake first
 * @throws RangeError naming the field that is wrong
 */
export function findBottlenecks(
  stageCount: number,
  deals: readonly Deal[],
  { groupOf, groups }: { readonly groupOf: ArrayLike<number>; readonly groups: number },
  asOf: number,
  seed = 1,
): Bottleneck[] {
  checkDeals(stageCount, deals, asOf)
  for (let d = 0; d < deals.length; d++)
    if (!(Number.isInteger(groupOf[d]) && groupOf[d]! >= -1 && groupOf[d]! < groups))
      throw new RangeError(`groupOf[${d}]: expected −1 to ${groups - 1}, got ${groupOf[d]}`)
  const paths = pathsOf(deals, asOf)
    .map(({ path, deal }) => ({ path, group: groupOf[deal]! }))
    .filter(({ group }) => group >= 0)
  const all = Array.from({ length: groups }, (_, group) =>
    candidatesOf(stageCount, paths, group, asOf, seed),
  ).flat()
  const adjusted = adjustHolm(all.map(({ pValue }) => pValue))
  return all
    .map(({ pValue: _chance, ...found }, at) => ({ ...found, adjusted: adjusted[at]! }))
    .filter((found) => found.isClear && found.adjusted < CHANCE)
    .map(({ isClear: _clear, ...found }) => found)
    .toSorted((a, b) => (b.atStake ?? 0) - (a.atStake ?? 0) || a.adjusted - b.adjusted)
}
