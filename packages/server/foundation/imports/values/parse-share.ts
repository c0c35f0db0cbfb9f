import { type NumberStyle, parseAmount } from './parse-amount.ts'
import { type Parsed, plain, refused } from './parsed.ts'

/** Whether a bare number of a column is a share (0.35) or a percentage (35). */
export type ShareScale = 'fraction' | 'percent'

/**
 * Reads a share: 0.35, 35 %, 35 (where the column counts in percent), and for discounts 9.5折, which leaves 95 %.
 * @returns a decimal as text with at most six places
 */
export function parseShare(
  text: string,
  scale: ShareScale,
  options: { readonly style?: NumberStyle; readonly discount?: boolean } = {},
): Parsed<string> {
  const said = plain(text)
  const kept = /^(\d(?:\.\d)?|\d{2})\s*折$/.exec(said)
  if (kept !== null && options.discount === true) return discountOf(kept[1] ?? '')
  const percent = /[%％]$/.test(said)
  const amount = parseAmount(said.replace(/\s*%$/, ''), options.style, {
    power: percent || scale === 'percent' ? -2 : 0,
    places: 6,
  })
  return amount.ok ? amount : refused('notANumber', { value: text.slice(0, 60) })
}

/** 9折 and 95折 keep nine tenths and 95 hundredths; what is left away is the discount. */
function discountOf(kept: string): Parsed<string> {
  const thousandths =
    kept.includes('.') || kept.length === 1 ? Math.round(Number(kept) * 100) : Number(kept) * 10
  return { ok: true, value: String((1_000 - thousandths) / 1_000) }
}

/** The scale that a column's bare numbers show: one above 1 means percent. */
export function detectShareScale(texts: readonly string[]): ShareScale {
  const bare = texts.map(plain).filter((text) => /^[\d.,]+$/.test(text))
  return bare.some((text) => Number(text.replace(',', '.')) > 1) ? 'percent' : 'fraction'
}

const YES = new Set(['1', 'true', 't', 'yes', 'y', '是', '对', '對', '有', '√', '✓', 'on'])
const NO = new Set(['0', 'false', 'f', 'no', 'n', '否', '错', '錯', '无', '無', '×', 'x', 'off'])

/** Reads yes and no in the words of spreadsheets: 是/否, Y/N, true/false, 1/0, √/×. */
export function parseFlag(text: string): Parsed<boolean> {
  const said = plain(text).toLowerCase()
  if (YES.has(said)) return { ok: true, value: true }
  if (NO.has(said)) return { ok: true, value: false }
  return refused('notAChoice', { value: text.slice(0, 60), choices: '是/否, yes/no' })
}
