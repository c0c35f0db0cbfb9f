import type { ErrorCode, ErrorDetail, RemarkCode } from '@salesloom/contract'

/** A value as the database keeps it, or why the text is none. A remark says what had to be assumed. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly remark?: RemarkCode }
  | { readonly ok: false; readonly code: ErrorCode; readonly detail?: ErrorDetail }

export const understood = <T>(value: T): Parsed<T> => ({ ok: true, value })

export const refused = (
  code: ErrorCode,
  detail: ErrorDetail = {},
): { ok: false; code: ErrorCode; detail: ErrorDetail } => ({
  ok: false,
  code,
  detail,
})

/**
 * A text as a person meant it: full-width letters, digits and signs become ordinary ones, no-break spaces become
 * spaces, and the minus of typographers becomes that of accountants.
 */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u00a0\u2007\u202f\u3000\u200b\ufeff]/g, ' ')
    .trim()
}

/** What a spreadsheet writes where a formula failed. */
export const SHEET_ERROR = /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$/
