import { apportion, toMinorUnits } from '../money/index.ts'
import { impossible, type Outcome, possible } from '../outcome.ts'
import { changedByPercent } from './change-by-percent.ts'
import type { Dimension } from './dimension.ts'
import { cellCount, type PlanShape, shapePlan } from './plan.ts'

/** One piece of history: who sold what where in which month of the year, in exact ledger units (ten-thousandths). */
export type HistoryCell = {
  readonly keys: readonly string[]
  /** 0 to 11, month of the fiscal year */
  readonly month: number
  readonly ledgerUnits: bigint
  /** the unit that it was sold for, as a member of the first dimension; null for none, left out where it is not known */
  readonly unit?: string | null
}

/** A person of the target year. Those without history are weighted by the fallback rule, by name. */
export type PlanPerson = {
  readonly key: string
  /** where a person without history gets their cells */
  readonly homeRegion: string
  /** people whose history the fallback looks at, usually those of the same unit */
  readonly peers: readonly string[]
}

export type FallbackRule = 'teamMedian' | 'equalShare' | 'none'

export type TargetRequest = {
  /** organisation, region, product, and what more there is, in this order */
  readonly dimensions: readonly [Dimension, Dimension, Dimension, ...Dimension[]]
  readonly history: readonly HistoryCell[]
  readonly people: readonly PlanPerson[]
  readonly months: readonly string[]
  readonly growthPercent: number
  readonly fallback: FallbackRule
  readonly currencyDigits: number
}

/** Whose weight does not come from their own history: the weight given, in ledger units. */
export type FallbackWeight = { readonly person: string; readonly ledgerUnits: number; readonly peers: number }

export type TargetFromHistory = {
  readonly shape: PlanShape
  /** history of each leaf cell in ledger units */
  readonly base: Float64Array
  /** weight of each leaf cell: history, or the fallback where a person has none; never negative */
  readonly weights: Float64Array
  /** target of each leaf cell in minor units; they add up to `total` exactly */
  readonly values: Float64Array
  readonly baseTotal: number
  readonly total: number
  readonly fallbacks: readonly FallbackWeight[]
  /** people of the history who are not in the target year; their cells carry no target */
  readonly departed: readonly string[]
}

type PersonHistory = Map<string, { total: number; cells: HistoryCell[] }>

function byPerson(history: readonly HistoryCell[]): PersonHistory {
  const people: PersonHistory = new Map()
  for (const cell of history) {
    const entry = people.get(cell.keys[0]!) ?? { total: 0, cells: [] }
    entry.total += Number(cell.ledgerUnits)
    entry.cells.push(cell)
    people.set(cell.keys[0]!, entry)
  }
  return people
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

function positiveTotals(people: readonly string[], history: PersonHistory): number[] {
  return people.map((key) => history.get(key)?.total ?? 0).filter((total) => total > 0)
}

/** The fallback weight of one person: the median of the peers' histories, or the mean of all where asked for or no peer has any. */
function fallbackFor(person: PlanPerson, request: TargetRequest, history: PersonHistory): FallbackWeight {
  const everybody = positiveTotals([...history.keys()], history)
  const mean = everybody.reduce((sum, total) => sum + total, 0) / everybody.length
  const peers = positiveTotals(person.peers, history)
  const useMedian = request.fallback === 'teamMedian' && peers.length > 0
  const ledgerUnits = Math.round(useMedian ? medianOf(peers) : mean)
  return { person: person.key, ledgerUnits, peers: useMedian ? peers.length : everybody.length }
}

/** Shares of product × month in the history of the peers (of all where they have none), for spreading a fallback. */
function profileOf(person: PlanPerson, request: TargetRequest, history: PersonHistory): HistoryCell[] {
  const peers = person.peers.filter((key) => (history.get(key)?.total ?? 0) > 0)
  const own = peers.flatMap((key) => history.get(key)?.cells ?? [])
  return own.length > 0 ? own : [...request.history]
}

/** Cells of a person without history: their fallback weight, spread over everything but the place as their peers sell. */
function fallbackCells(
  person: PlanPerson,
  weight: FallbackWeight,
  request: TargetRequest,
  history: PersonHistory,
): HistoryCell[] {
  const shares = new Map<string, { rest: readonly string[]; month: number; sum: number }>()
  for (const cell of profileOf(person, request, history)) {
    const rest = cell.keys.slice(2)
    const key = `${rest.join('/')}/${cell.month}`
    const entry = shares.get(key) ?? { rest, month: cell.month, sum: 0 }
    entry.sum += Math.max(0, Number(cell.ledgerUnits))
    shares.set(key, entry)
  }
  const entries = [...shares.values()]
  const parts = apportion(
    weight.ledgerUnits,
    entries.map((entry) => entry.sum),
  )
  return entries.map((entry, i) => ({
    keys: [person.key, person.homeRegion, ...entry.rest],
    month: entry.month,
    ledgerUnits: BigInt(parts[i]!),
  }))
}

function fill(shape: PlanShape, cells: readonly HistoryCell[]): Float64Array {
  const index = new Map<string, number>()
  const width = shape.dimensions.length
  for (let c = 0; c * width < shape.combinations.length; c++) {
    const keys = shape.dimensions.map((dimension, d) => dimension.keys[shape.combinations[c * width + d]!]!)
    index.set(keys.join('/'), c)
  }
  const values = new Float64Array(cellCount(shape))
  for (const cell of cells) {
    const at = index.get(cell.keys.join('/'))! * shape.months.length + cell.month
    values[at] = values[at]! + Number(cell.ledgerUnits)
  }
  return values
}

/**
 * A year's target from another year's actual: total = actual × (1 + growth), broken down in proportion to history.
 *
 * The base is added exactly and rounded once. Returns in the history (negative cells) weigh nothing. A person of
 * the target year without history gets a fallback weight and is named; nobody gets a silent zero. Every leaf is a
 * whole number of minor units and the leaves add up to the total exactly, hence every node does.
 */
export function targetFromHistory(request: TargetRequest): Outcome<TargetFromHistory, 'no-history'> {
  const staying = new Set(request.people.map((person) => person.key))
  const baseUnits = request.history.reduce((sum, cell) => sum + cell.ledgerUnits, 0n)
  const kept = request.history.filter((cell) => staying.has(cell.keys[0]!))
  const history = byPerson(kept)
  if (![...history.values()].some((person) => person.total > 0)) return impossible('no-history')

  const missing =
    request.fallback === 'none'
      ? []
      : request.people.filter((person) => (history.get(person.key)?.total ?? 0) <= 0)
  const fallbacks = missing.map((person) => fallbackFor(person, request, history))
  const added = missing.flatMap((person, i) => fallbackCells(person, fallbacks[i]!, request, history))

  const shape = shapePlan(
    request.dimensions,
    [...kept, ...added].map((cell) => cell.keys),
    request.months,
  )
  const base = fill(shape, kept)
  const extra = fill(shape, added)
  const weights = base.map((value, i) => Math.max(0, value) + extra[i]!)
  const baseTotal = toMinorUnits(baseUnits, request.currencyDigits)
  const total = changedByPercent(baseTotal, request.growthPercent)
  const departed = [...new Set(request.history.map((cell) => cell.keys[0]!))].filter(
    (key) => !staying.has(key),
  )
  return possible({
    shape,
    base,
    weights,
    values: apportion(total, weights),
    baseTotal,
    total,
    fallbacks,
    departed,
  })
}
