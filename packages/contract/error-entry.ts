import type { Locale } from './locale.ts'

/** An error with its status and its text in every language. */
export type ErrorEntry = { readonly status: number } & Readonly<Record<Locale, string>>
