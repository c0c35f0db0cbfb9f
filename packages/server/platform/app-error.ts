import {
  type ErrorCode,
  type ErrorDetail,
  errorText,
  type Locale,
  type MissingDetail,
  type PlainErrorCode,
} from '@salesloom/contract'

/** A refusal that the person asking can understand: its code has a status and a text in every language. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly detail: ErrorDetail

  constructor(code: 'notFound', detail: MissingDetail)
  constructor(code: PlainErrorCode, detail?: ErrorDetail)
  constructor(code: ErrorCode, detail: ErrorDetail = {}) {
    super(errorText(code, 'en', detail))
    this.code = code
    this.detail = detail
  }

  /** The sentence in the reader's language. */
  textIn(locale: Locale): string {
    return errorText(this.code, locale, this.detail)
  }
}
