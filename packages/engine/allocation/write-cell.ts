import { divideRounded } from '../money/index.ts'
import { impossible, type Outcome, possible } from '../outcome.ts'
import { type PlanShape, type Selection, selectCells, sumCells } from './plan.ts'
import { combine, type PlanningCode, parsePlanningCode } from './planning-code.ts'
import { type CellChange, spreadEqual, spreadProportional } from './spread.ts'

type Refusal = 'unknown-code' | 'no-cells' | 'not-in-unit' | 'too-large'

/** Major units as typed, in minor units; null where the currency has no such fraction. */
function minorUnitsOf(amount: string, currencyDigits: number): number | null {
  const [whole = '', fraction = ''] = amount.replace('-', '').split('.')
  if (fraction.replace(/0+$/, '').length > currencyDigits) return null
  const digits = `${whole || '0'}${fraction.slice(0, currencyDigits).padEnd(currencyDigits, '0')}`
  return amount.startsWith('-') ? -Number(digits) : Number(digits)
}

/** A value changed by so many percent, rounded to the unit, halves away from zero. */
export function changedByPercent(value: number, percent: number): number {
  const scaled = BigInt(Math.round((100 + percent) * 1_000_000))
  return Number(divideRounded(BigInt(value) * scaled, 100_000_000n))
}

/** Codes that one cell of a plan takes; lines, repeats and holds belong to the grid and the calculation. */
type CellCode = Exclude<
  PlanningCode,
  { readonly method: 'straightLine' | 'growth' | 'hold' | 'equalLeaves' | 'repeat' | 'repeatLeaves' }
>

function isCellCode(code: PlanningCode): code is CellCode {
  return ['proportional', 'equal', 'percentChange', 'clear'].includes(code.method)
}

function newTotal(code: CellCode, current: number, currencyDigits: number): Outcome<number, Refusal> {
  if (code.method === 'clear') return possible(0)
  if (code.method === 'percentChange') {
    if (code.action === 'replace') return possible(changedByPercent(current, code.percent - 100))
    return possible(changedByPercent(current, code.action === 'add' ? code.percent : -code.percent))
  }
  const amount = minorUnitsOf(code.amount, currencyDigits)
  if (amount === null) return impossible('not-in-unit', { amount: code.amount, digits: currencyDigits })
  return possible(combine(current, amount, code.action))
}

/**
 * Writes what a person typed into a cell of a plan, at any level: the new total is spread over the leaves below.
 *
 * @param values one whole number of minor units for each leaf cell
 * @param text a number in major units or a planning code
 */
export function writeCell(
  shape: PlanShape,
  values: Float64Array,
  at: Selection,
  text: string,
  currencyDigits: number,
): Outcome<CellChange, Refusal> {
  const code = parsePlanningCode(text)
  if (!code.ok) return code
  if (!isCellCode(code.value)) return impossible('unknown-code', { text })
  const cells = selectCells(shape, at)
  const total = newTotal(code.value, sumCells(values, cells), currencyDigits)
  if (!total.ok) return total
  if (!Number.isSafeInteger(total.value)) return impossible('too-large', { total: total.value })
  if (code.value.method !== 'equal') return spreadProportional(values, cells, total.value)
  return spreadEqual(values, cells, total.value, code.value.action === 'replace' ? 'replace' : 'keep')
}
