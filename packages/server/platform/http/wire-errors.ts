import { ORPCError, ValidationError } from '@orpc/server'
import { detailOfIssue, ERRORS, errorText, LOCALES, type Locale } from '@salesloom/contract'
import { BeyondExact } from '@salesloom/engine/money'
import { AppError } from '../app-error.ts'
import { newId } from '../ids/index.ts'
import type { Logger } from '../logging/index.ts'

/** The language to answer in: what the page asks for, else what the browser prefers, else English. */
export function localeOf(headers: Headers): Locale {
  const asked = headers.get('x-salesloom-locale')
  const chosen = LOCALES.find((locale) => locale === asked)
  if (chosen !== undefined) return chosen
  const accepted = headers.get('accept-language') ?? ''
  if (/^zh-(tw|hk|hant)/i.test(accepted)) return 'zh-TW'
  return /^zh/i.test(accepted) ? 'zh-CN' : 'en'
}

function wire(error: AppError, locale: Locale): ORPCError<string, unknown> {
  return new ORPCError(error.code, {
    status: ERRORS[error.code].status,
    message: error.textIn(locale),
    data: error.detail,
  })
}

/** A request that does not fit the contract: the first field that is wrong, and why. */
function invalid(cause: ValidationError): AppError {
  return new AppError('invalidInput', detailOfIssue(cause.issues[0]))
}

/** PostgreSQL's word for a text that it cannot keep: one with a null character, which no keyboard makes. */
const UNSTORABLE_TEXT = '22021'

/** An error of the platform or the engine that is a fault of what was put in, as a refusal; null for every other one. */
export function refusalOf(error: unknown): AppError | null {
  if (error instanceof AppError) return error
  if (error instanceof BeyondExact) return new AppError('figureBeyondExact')
  if ((error as { code?: unknown } | null)?.code !== UNSTORABLE_TEXT) return null
  return new AppError('invalidInput', { field: 'text', reason: 'nullCharacter' })
}

/** Turns whatever a procedure threw into what the caller may know; the unexpected is logged under a reference. */
export function toWireError(error: unknown, locale: Locale, log: Logger): ORPCError<string, unknown> {
  const refusal = refusalOf(error)
  if (refusal !== null) return wire(refusal, locale)
  if (error instanceof ORPCError) {
    if (error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError)
      return wire(invalid(error.cause), locale)
    if (error.status < 500) return error
  }
  const reference = newId().slice(0, 8)
  log.error({ err: error, reference }, 'a request failed')
  return new ORPCError('internal', {
    status: 500,
    message: errorText('internal', locale, { reference }),
    data: { reference },
  })
}
