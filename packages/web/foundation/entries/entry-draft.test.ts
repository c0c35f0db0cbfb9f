import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EntryRow, EntryValue } from '@salesloom/contract'
import {
  disputed,
  isBehind,
  NOTHING_TYPED,
  plainValue,
  typed,
  valueCounts,
  withoutField,
} from './entry-draft.ts'

const entry = (version: number, values: Record<string, EntryValue>) =>
  ({ id: 7, version, values }) as EntryRow
const ANNA = { id: 3, name: { zh: '安娜', en: 'Anna' } }

test('What is typed is held against the entry as it was when the typing began, not as it is when it is saved.', () => {
  const first = entry(1, { company: '甲', note: null, person: ANNA })
  const draft = typed(typed(NOTHING_TYPED, first, 'company', '乙'), entry(2, {}), 'note', 'mine')
  assert.equal(draft.base, first)
  assert.deepEqual(draft.changed, { company: '乙', note: 'mine' })
  assert.ok(!isBehind(draft, first))
  assert.ok(isBehind(draft, entry(2, first.values)))
  assert.ok(!isBehind(NOTHING_TYPED, first))
})

test('Only what both changed, to different values, is in dispute.', () => {
  const before = entry(1, { company: '甲', note: null, person: ANNA, phone: '1' })
  let draft = typed(NOTHING_TYPED, before, 'company', '乙')
  draft = typed(draft, before, 'note', 'same')
  draft = typed(draft, before, 'phone', '2')
  const now = (values: Record<string, EntryValue>) => entry(2, { ...before.values, ...values })
  assert.deepEqual(disputed(draft, before), [])
  assert.deepEqual(disputed(draft, now({ company: '丙', note: 'same' })), ['company'])
  assert.deepEqual(disputed(draft, now({ person: { ...ANNA, id: 4 } })), [])
  assert.deepEqual(disputed(draft, now({ phone: null, company: '乙' })), ['phone'])
  assert.deepEqual(disputed(typed(NOTHING_TYPED, null, 'company', '乙'), null), [])
})

test('A link is sent by its id and an emptied text as nothing.', () => {
  assert.deepEqual([ANNA, '', undefined, false, 0].map(plainValue), [3, null, null, false, 0])
})

test('What is let go leaves the rest as it was typed; nothing left begins anew.', () => {
  const first = entry(1, {})
  const draft = typed(typed(NOTHING_TYPED, first, 'company', '乙'), first, 'note', 'mine')
  assert.deepEqual(withoutField(draft, 'note'), { changed: { company: '乙' }, base: first })
  assert.equal(withoutField(withoutField(draft, 'note'), 'company'), NOTHING_TYPED)
})

test('Values of several entries are counted, links by what they lead to, the most frequent first.', () => {
  const rows = [ANNA, null, { ...ANNA }, ANNA, null, { id: 9, name: ANNA.name }].map((person) =>
    entry(1, { person }),
  )
  assert.deepEqual(
    valueCounts(rows, 'person').map(({ value, count }) => [plainValue(value), count]),
    [
      [3, 3],
      [null, 2],
      [9, 1],
    ],
  )
})
