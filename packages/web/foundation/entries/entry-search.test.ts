import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fittingSearch, readEntrySearch } from './entry-search.ts'

const FIELDS = [{ name: 'stage' }, { name: 'amount' }] as const

test('A view that filters or sorts by a field that is gone shows the rest of it and names what was left out.', () => {
  const view = readEntrySearch({
    search: '恒',
    sort: 'oldField',
    filters: [
      { field: 'stage', comparison: 'is', value: 'won' },
      { field: 'oldField', comparison: 'notEmpty' },
      { field: 'oldField', comparison: 'isNot', value: 'x' },
    ],
  })
  assert.deepEqual(fittingSearch(view, FIELDS), {
    search: { search: '恒', filters: [{ field: 'stage', comparison: 'is', value: 'won' }] },
    gone: ['oldField'],
  })
})

test('A view whose fields are all there stays as it is.', () => {
  const view = readEntrySearch({
    sort: 'amount',
    descending: true,
    page: 2,
    filters: [{ field: 'amount', comparison: 'atLeast', value: '5' }],
  })
  assert.deepEqual(fittingSearch(view, FIELDS), { search: view, gone: [] })
})
