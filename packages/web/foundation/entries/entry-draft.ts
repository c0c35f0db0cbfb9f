import type { EntryRow, EntryValue } from '@salesloom/contract'

type Values = Readonly<Record<string, EntryValue>>

/** What is being typed into an entry, and the entry as it was when the typing began. */
export type EntryDraft = { readonly changed: Values; readonly base: EntryRow | null }

export const NOTHING_TYPED: EntryDraft = { changed: {}, base: null }

/** What is sent of a value: of a link its id, of an empty text nothing. */
export function plainValue(value: EntryValue | undefined): string | number | boolean | null {
  if (typeof value === 'object' && value !== null) return value.id
  return value === '' || value === undefined ? null : value
}

/** The draft with one more value; the entry at hand is kept with the first. */
export function typed(draft: EntryDraft, row: EntryRow | null, name: string, value: EntryValue): EntryDraft {
  return { changed: { ...draft.changed, [name]: value }, base: draft.base ?? row }
}

/** The values that several entries have of a field, the most frequent first, each with how many have it. */
export function valueCounts(
  rows: readonly EntryRow[],
  name: string,
): { readonly value: EntryValue; readonly count: number }[] {
  const byValue = Map.groupBy(rows, (row) => plainValue(row.values[name]))
  return [...byValue.values()]
    .map((same) => ({ value: same[0]?.values[name] ?? null, count: same.length }))
    .toSorted((a, b) => b.count - a.count)
}

/** The draft without what was typed into a field; nothing left begins anew. */
export function withoutField({ changed, base }: EntryDraft, name: string): EntryDraft {
  const rest = Object.fromEntries(Object.entries(changed).filter(([other]) => other !== name))
  return Object.keys(rest).length === 0 ? NOTHING_TYPED : { changed: rest, base }
}

/** Whether somebody else has changed the entry since the typing began. */
export function isBehind({ base }: EntryDraft, row: EntryRow | null): boolean {
  return base !== null && row !== null && base.version !== row.version
}

/** Names of the fields that were changed both here and by somebody else, to different values. */
export function disputed({ changed, base }: EntryDraft, row: EntryRow | null): string[] {
  if (base === null || row === null) return []
  return Object.keys(changed).filter((name) => {
    const theirs = plainValue(row.values[name])
    return theirs !== plainValue(base.values[name]) && theirs !== plainValue(changed[name])
  })
}
