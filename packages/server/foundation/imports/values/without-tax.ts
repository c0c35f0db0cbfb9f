import { divideRounded, parseLedger } from '@salesloom/engine/money'
import { ledgerText } from '../../facts/index.ts'
import { parseShare } from './parse-share.ts'
import { plain } from './parsed.ts'

const WITH_TAX =
  /(?<!不)含[税稅]|价税合计|價稅合計|^F(All(Amount|Price)|TaxPrice)$|incl(\.|uding|usive)?[ -]*(of[ -])?(tax|vat|gst)|(tax|vat|gst)[ -]*incl/i
const RATE = /^(税率|稅率|增值税率|增值稅率|tax ?rate|vat ?rate|vat ?%|ftaxrate|fentrytaxrate)$/i

/** Whether a header says that its amounts hold the tax: 价税合计, 含税单价, Amount incl. VAT. */
export function saysWithTax(header: string): boolean {
  return WITH_TAX.test(plain(header))
}

/** Whether a header names the rate of tax of its row. */
export function namesTaxRate(header: string): boolean {
  return RATE.test(
    plain(header)
      .replace(/[(（][^)）]*[)）]$/, '')
      .trim(),
  )
}

const MILLION = 1_000_000n

/**
 * Reads a rate of tax: 13%, 13 or 0.13; 0.5 in a column of percent is half a percent.
 * @returns millionths; null where it is none (below 0, or 100 % and more)
 */
export function parseTaxRate(text: string, percentColumn: boolean): bigint | null {
  const said = plain(text)
  const bare = Number(said)
  const share = parseShare(said, percentColumn || bare >= 1 ? 'percent' : 'fraction')
  if (!share.ok) return null
  const millionths = BigInt(Math.round(Number(share.value) * 1_000_000))
  return millionths < 0n || millionths >= MILLION ? null : millionths
}

/** Whether the rates of a column are percentages even below 1. */
export const countsInPercent = (header: string): boolean => /[%％]/.test(header)

/**
 * The amount without tax: amount ÷ (1 + rate), rounded once to four places, halves away from zero, and the tax as what
 * is left, so that both add up to what the file said. 113.00 with 13 % is 100.0000 and 13.0000.
 * @param amount decimal of at most four places
 * @param rate millionths
 */
export function withoutTax(amount: string, rate: bigint): { readonly net: string; readonly tax: string } {
  const gross = parseLedger(amount)
  const net = divideRounded(gross * MILLION, MILLION + rate)
  return { net: ledgerText(net), tax: ledgerText(gross - net) }
}
