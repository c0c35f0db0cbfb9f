import type { Change, Question } from '../intent.ts'

/** What a person reads out of an intent; what is left out is not in it. */
export type Label = {
  readonly text: string
  /** the day on which it is written; {@link TODAY} where left out */
  readonly today?: string
  /** calendar month in which the fiscal year starts; January where left out */
  readonly fiscalStart?: number
  readonly metric?: string
  /** `kind:id` of the members named, in the order of the lexicon's kinds */
  readonly slice?: readonly string[]
  readonly baseline?: number
  readonly change?: Change
  readonly value?: number
  readonly deadline?: string
  /** id of the person, `me` for the writer */
  readonly owner?: string
  readonly actions?: readonly string[]
  readonly vague?: readonly string[]
  readonly asks?: readonly Question[]
}

export const TODAY = '2026-08-11'
