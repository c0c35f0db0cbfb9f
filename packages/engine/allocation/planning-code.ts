import { impossible, type Outcome, possible } from '../outcome.ts'

/** How a planning code changes the value that is there. */
export type CodeAction = 'replace' | 'add' | 'subtract'

/** What a value becomes when an amount replaces it, is added to it or taken from it. */
export function combine(current: number, amount: number, action: CodeAction): number {
  if (action === 'replace') return amount
  return action === 'add' ? current + amount : current - amount
}

export type HoldAction = 'leaf' | 'releaseLeaf' | 'consolidation' | 'releaseConsolidation'

/**
 * What a person may type into a cell, after IBM Planning Analytics (data spreading shortcut codes): a plain number or
 * `P` in proportion to what is there, `RP` to a reference, `S` equal, `R` repeat, `LS` and `LR` the same on the leaves that hold something
 * (`*`: also on empty ones), `P%` percent change, `SL a:b` straight line, `GR a:b` growth from a by b percent, `C`
 * clear, `H`, `RH`, `HC`, `RC` hold and release; with `+` add, `~` subtract. Direction marks are accepted and mean
 * nothing on a consolidation. Amounts are decimal text, so that no digit is lost; they may end in 万, 亿, K or M.
 */
export type PlanningCode =
  | {
      readonly method: 'proportional' | 'relativeProportional' | 'equal'
      readonly action: CodeAction
      readonly amount: string
    }
  | {
      readonly method: 'equalLeaves' | 'repeat' | 'repeatLeaves'
      readonly action: CodeAction
      readonly amount: string
    }
  | { readonly method: 'percentChange'; readonly action: CodeAction; readonly percent: number }
  | {
      readonly method: 'straightLine'
      readonly action: CodeAction
      readonly amount: string
      readonly to: string
    }
  | {
      readonly method: 'growth'
      readonly action: CodeAction
      readonly amount: string
      readonly percent: number
    }
  | { readonly method: 'clear' }
  | { readonly method: 'hold'; readonly hold: HoldAction }

const NUMBER = String.raw`(-?(?:\d[\d,]*\.?\d*|\.\d+))`
const MARKS = `([<>|^]*)([+~]?)`
const SCALE = '([万萬亿億KM]?)'
const SPREAD = new RegExp(`^(P%|RP|P|S|R|LS|LR)(\\*?)${MARKS}${NUMBER}${SCALE}$`, 'i')
const LINE = new RegExp(`^(SL|GR)${MARKS}${NUMBER}:${NUMBER}%?$`, 'i')
const PLAIN = new RegExp(`^${NUMBER}${SCALE}$`, 'i')
/** Powers of ten of what an amount may end in. */
const PLACES: Readonly<Record<string, number>> = { 万: 4, 萬: 4, 亿: 8, 億: 8, K: 3, M: 6 }
const HOLDS: Readonly<Record<string, HoldAction>> = {
  H: 'leaf',
  RH: 'releaseLeaf',
  HC: 'consolidation',
  RC: 'releaseConsolidation',
}
const METHODS = {
  P: 'proportional',
  RP: 'relativeProportional',
  S: 'equal',
  R: 'repeat',
  LS: 'equalLeaves',
  LR: 'repeatLeaves',
} as const
/** Beyond this size a percentage is a slip, and its products would not be numbers. */
const LARGEST_PERCENT = 1e15
const ON_EMPTY = { LS: 'equal', LR: 'repeat' } as const

function actionOf(mark: string): CodeAction {
  if (mark === '+') return 'add'
  return mark === '~' ? 'subtract' : 'replace'
}

function plain(number: string): string {
  return number.replaceAll(',', '').replace(/\.$/, '')
}

/** Decimal text times a power of ten, by moving its point: no digit is computed. */
function scaled(number: string, scale: string): string {
  const places = PLACES[scale.toUpperCase()] ?? 0
  const [whole = '', fraction = ''] = plain(number).split('.')
  const digits = fraction.padEnd(places, '0')
  const rest = digits.slice(places)
  const text = `${whole}${digits.slice(0, places)}${rest === '' ? '' : `.${rest}`}`
  return text.replace(/^(-?)0+(?=\d)/, '$1')
}

/** Full-width signs, as Chinese input methods type them, are read as what they mean; blanks are skipped. */
function normalise(text: string): string {
  return text.normalize('NFKC').replaceAll('％', '%').replaceAll('～', '~').replace(/\s/g, '')
}

function parseLine(typed: string): PlanningCode | null {
  const match = LINE.exec(typed)
  if (match === null) return null
  const [, name = '', , mark = '', first = '', second = ''] = match
  const start = { action: actionOf(mark), amount: plain(first) }
  return name.toUpperCase() === 'SL'
    ? { method: 'straightLine', ...start, to: plain(second) }
    : { method: 'growth', ...start, percent: Number(plain(second)) }
}

function parseSpread(typed: string): PlanningCode | null {
  const match = SPREAD.exec(typed)
  if (match === null) return null
  const [, given = '', star, , mark = '', number = '', scale = ''] = match
  const name = given.toUpperCase()
  const action = actionOf(mark)
  if (star === '*' && name !== 'LS' && name !== 'LR') return null
  if (name === 'P%') {
    if (scale !== '') return null
    const percent = Number(plain(number))
    // “P%-8” is typed for eight percent less; nobody asks for minus eight percent of a value.
    return action === 'replace' && percent < 0
      ? { method: 'percentChange', action: 'subtract', percent: -percent }
      : { method: 'percentChange', action, percent }
  }
  const method =
    star === '*' ? ON_EMPTY[name as keyof typeof ON_EMPTY] : METHODS[name as keyof typeof METHODS]
  return { method, action, amount: scaled(number, scale) }
}

/** Reads what was typed. @returns `unknown-code` with the text where it is none of the codes */
export function parsePlanningCode(text: string): Outcome<PlanningCode, 'unknown-code'> {
  const typed = normalise(text)
  const hold = HOLDS[typed.toUpperCase()]
  if (hold !== undefined) return possible({ method: 'hold', hold })
  if (/^C[<>|^]*$/i.test(typed)) return possible({ method: 'clear' })
  const [, number, scale = ''] = PLAIN.exec(typed) ?? []
  if (number !== undefined)
    return possible({ method: 'proportional', action: 'replace', amount: scaled(number, scale) })
  const code = parseLine(typed) ?? parseSpread(typed)
  const isReadable = code !== null && !('percent' in code && Math.abs(code.percent) > LARGEST_PERCENT)
  return isReadable ? possible(code) : impossible('unknown-code', { text })
}
