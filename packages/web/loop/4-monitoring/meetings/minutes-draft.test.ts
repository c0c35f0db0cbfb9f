import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterSaving, keepDraft, keptDraft } from './minutes-draft.ts'

/** A browser's store. */
function shelf(entries: Record<string, string> = {}) {
  const kept = new Map(Object.entries(entries))
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    size: () => kept.size,
  }
}
const DRAFT = { text: 'Discussed the west', over: 2, at: '2026-01-05T01:00:00.000Z' }

test('what was written is found again by the same person at the same meeting alone', () => {
  const store = shelf()
  keepDraft(store, 'wei', 7, DRAFT)
  assert.deepEqual(keptDraft(store, 'wei', 7), DRAFT)
  assert.equal(keptDraft(store, 'ben', 7), null)
  assert.equal(keptDraft(store, 'wei', 8), null)
  keepDraft(store, 'wei', 7, null)
  assert.equal(keptDraft(store, 'wei', 7), null)
  assert.equal(store.size(), 0)
})

test('a store that is full, or holds something else, takes nothing away from the page', () => {
  const full = {
    ...shelf(),
    setItem: () => {
      throw new Error('full')
    },
  }
  assert.doesNotThrow(() => keepDraft(full, 'wei', 7, DRAFT))
  for (const value of ['no json', '3', '{"text":4}', 'null'])
    assert.equal(keptDraft(shelf({ 'salesloom.minutes.wei.7': value }), 'wei', 7), null, value)
})

test('what was typed while a text was being saved stays, over the version that it became', () => {
  assert.equal(afterSaving(DRAFT, { text: DRAFT.text, version: 3 }), null)
  assert.equal(afterSaving(null, { text: '', version: 3 }), null)
  assert.deepEqual(
    afterSaving({ ...DRAFT, text: 'Discussed the west, then the east' }, { text: DRAFT.text, version: 3 }),
    {
      ...DRAFT,
      text: 'Discussed the west, then the east',
      over: 3,
    },
  )
})
