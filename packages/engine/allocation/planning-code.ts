import { impossible, type Outcome, possible } from '../outcome.ts'

/** How a planning code changes the value that is there. */
export type CodeAction = 'replace' | 'add' | 'subtract'

/**
 * What a person may type into a cell, after IBM Planning Analytics: a plain number or `P` (in proportion to what is
 * there), `S` (equal), `P%` (percent change), `C` (clear); with `+` add, `~` subtract. Direction marks are
 * accepted and mean nothing on a consolidation.
 */
export type PlanningCode =
  | { readonly method: 'proportional' | 'equal'; readonly action: CodeAction; readonly amount: string }
  | { readonly method: 'percentChange'; readonly action: CodeAction; readonly percent: number }
  | { readonly method: 'clear' }

const CODE = /^(P%|P|S)([<>|^]*)([+~]?)(-?[\d,]*\.?\d+)$/i
const PLAIN = /^-?[\d,]*\.?\d+$/

function actionOf(mark: string): CodeAction {
  if (mark === '+') return 'add'
  return mark === '~' ? 'subtract' : 'replace'
}

/** Reads what was typed. @returns `unknown-code` with the text where it is none of the codes */
export function parsePlanningCode(text: string): Outcome<PlanningCode, 'unknown-code'> {
  const typed = text.replace(/[\s，]/g, (mark) => (mark === '，' ? ',' : ''))
  if (/^C[<>|^]*$/i.test(typed)) return possible({ method: 'clear' })
  if (PLAIN.test(typed)) {
    return possible({ method: 'proportional', action: 'replace', amount: typed.replaceAll(',', '') })
  }
  const match = CODE.exec(typed)
  if (match === null) return impossible('unknown-code', { text })
  const [, name = '', , mark = '', number = ''] = match
  const amount = number.replaceAll(',', '')
  if (name.toUpperCase() === 'P%') {
    return possible({ method: 'percentChange', action: actionOf(mark), percent: Number(amount) })
  }
  return possible({
    method: name.toUpperCase() === 'S' ? 'equal' : 'proportional',
    action: actionOf(mark),
    amount,
  })
}
