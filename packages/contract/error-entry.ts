import type { Locale } from './locale.ts'

/** An error with its status and its text in every language. */
export type ErrorEntry = { readonly status: number } & Readonly<Record<Locale, string>>

/** What fills the places of an error's text, and what programs compare. */
export type ErrorDetail = Readonly<Record<string, string | number>>
