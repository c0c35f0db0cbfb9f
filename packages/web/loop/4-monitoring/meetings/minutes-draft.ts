/** Minutes that somebody wrote and has not saved: the text, the version that it is written over, and when. */
export type MinutesDraft = { readonly text: string; readonly over: number; readonly at: string }

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const keyOf = (userId: string, meetingId: number) => `salesloom.minutes.${userId}.${meetingId}`

function isDraft(value: unknown): value is MinutesDraft {
  if (typeof value !== 'object' || value === null) return false
  const { text, over, at } = value as Record<string, unknown>
  return typeof text === 'string' && typeof over === 'number' && typeof at === 'string'
}

/** What a person wrote on this device for a meeting and has not saved; null where nothing is kept or it cannot be read. */
export function keptDraft(shelf: Shelf, userId: string, meetingId: number): MinutesDraft | null {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(keyOf(userId, meetingId)) ?? 'null')
    return isDraft(kept) ? kept : null
  } catch {
    return null
  }
}

/** Keeps a draft on this device, or forgets it (null). A full or closed store keeps nothing: the page still holds the text. */
export function keepDraft(shelf: Shelf, userId: string, meetingId: number, draft: MinutesDraft | null): void {
  try {
    if (draft === null) shelf.removeItem(keyOf(userId, meetingId))
    else shelf.setItem(keyOf(userId, meetingId), JSON.stringify(draft))
  } catch {
    // Nothing is lost that the page does not show.
  }
}

/**
 * What is left of a draft once a text was saved: what was typed while it was on its way goes on over the new version,
 * and null where nothing was.
 */
export function afterSaving(
  draft: MinutesDraft | null,
  saved: { readonly text: string; readonly version: number },
): MinutesDraft | null {
  if (draft === null || draft.text === saved.text) return null
  return { ...draft, over: saved.version }
}
