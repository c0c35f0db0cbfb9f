import { impossible, type Outcome, possible } from '../outcome.ts'
import type { CellAddress } from './cube.ts'
import { addressOfSelection } from './local-cube.ts'
import type { PlanShape, Selection } from './plan.ts'
import { parsePlanningCode } from './planning-code.ts'
import type { CellChange } from './spread.ts'
import { type PlanConstraints, type PlanSpread, spreadCells } from './spread-cells.ts'
import type { SpreadRefusal } from './spread-cube.ts'
import { operationOfCode, type SpreadOperation } from './spread-operation.ts'
import type { Blocked } from './spread-state.ts'

type Refusal = 'unknown-code' | 'not-in-unit' | SpreadRefusal

/** Major units as typed, in minor units; null where the currency has no such fraction. */
function minorUnitsOf(amount: string, currencyDigits: number): number | null {
  const [whole = '', fraction = ''] = amount.replace('-', '').split('.')
  if (fraction.replace(/0+$/, '').length > currencyDigits) return null
  const digits = `${whole || '0'}${fraction.slice(0, currencyDigits).padEnd(currencyDigits, '0')}`
  return amount.startsWith('-') ? -Number(digits) : Number(digits)
}

/** What goes with a code: what must be kept, and the place that `RP` is relative to. */
export type WriteContext = PlanConstraints & { readonly reference?: Selection }

type Detail = Blocked | { readonly at: CellAddress } | Readonly<Record<string, string | number>>

/** How amounts that are typed become numbers of a measure; null for one that the unit cannot hold. */
export type AmountReader = (text: string) => number | null

/** Amounts of a measure whose unit has so many decimal places: money in minor units, counts with none. */
export function unitsOf(digits: number): AmountReader {
  return (text) => minorUnitsOf(text, digits)
}

/**
 * What a person typed, as an operation: a number or any planning code; lines and growth run along the months.
 *
 * @returns `unknown-code`, `not-in-unit` (an amount finer than the unit), `reference-shape` (`RP` without a reference)
 */
export function readOperation(
  text: string,
  amountOf: AmountReader,
  at: CellAddress,
  reference?: CellAddress,
): Outcome<SpreadOperation, 'unknown-code' | 'not-in-unit' | 'reference-shape', Detail> {
  const code = parsePlanningCode(text)
  if (!code.ok) return code
  if (code.value.method === 'relativeProportional' && reference === undefined)
    return impossible('reference-shape', { at })
  const amounts = ['amount' in code.value ? code.value.amount : '0', 'to' in code.value ? code.value.to : '0']
  const tooFine = amounts.find((amount) => amountOf(amount) === null)
  if (tooFine !== undefined) return impossible('not-in-unit', { amount: tooFine })
  return possible(operationOfCode(at, code.value, (amount) => amountOf(amount)!, 'time', reference))
}

/** The code as a spread, amounts in minor units; holds are no spread. */
function readSpread(
  text: string,
  digits: number,
  at: CellAddress,
  reference: CellAddress | undefined,
): Outcome<PlanSpread, Refusal, Detail> {
  const read = readOperation(text, unitsOf(digits), at, reference)
  if (!read.ok) return read
  return read.value.method === 'hold' ? impossible('unknown-code', { text }) : possible(read.value)
}

/**
 * Writes what a person typed into a cell of a plan, at any level: a number or any planning code that spreads, over the
 * leaves below, around what is held and within bounds. Holds themselves (`H`, `HC`, …) are kept by the caller.
 *
 * @param values one whole number of minor units for each leaf cell
 * @param at months, where narrowed, are one month, quarter or year of the plan
 * @param text a number in major units or a planning code
 * @returns the change, or why not: `unknown-code`, `not-in-unit` (finer than the currency), `no-cells`, `too-large`,
 *   `reference-shape` (`RP` without a reference, or with one of another shape), `holds-and-bounds` with what to release
 * @throws RangeError for an unknown member or month
 */
export function writeCell(
  shape: PlanShape,
  values: Float64Array,
  at: Selection,
  text: string,
  currencyDigits: number,
  { reference, ...constraints }: WriteContext = {},
): Outcome<CellChange, Refusal, Detail> {
  const place = reference === undefined ? undefined : addressOfSelection(shape, reference)
  const spread = readSpread(text, currencyDigits, addressOfSelection(shape, at), place)
  return spread.ok ? spreadCells(shape, values, spread.value, constraints) : spread
}
