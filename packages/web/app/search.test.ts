import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readOrdersSearch, readPlanSearch, readReviewSearch, readSignInSearch } from './search.ts'

test('The orders page keeps the filters that make sense and drops the rest.', () => {
  assert.deepEqual(
    readOrdersSearch({
      from: '2013-01-01',
      to: '2013-02-30x',
      personId: '7',
      regionId: -1,
      unassigned: 'true',
      channel: 'reseller',
    }),
    { from: '2013-01-01', personId: 7, unassigned: true, channel: 'reseller' },
  )
})

test('A plan address takes members of the plan and no free text.', () => {
  assert.deepEqual(
    readPlanSearch({ view: 'heat', organisation: 'person:7', product: 'drop table', time: 'month:2013-04' }),
    {
      view: 'heat',
      organisation: 'person:7',
      time: 'month:2013-04',
    },
  )
})

test('The attainment page reads months as year and month only.', () => {
  assert.deepEqual(
    readReviewSearch({ scenarioId: 3, rows: 'region', fromMonth: '2013-01', toMonth: '2013' }),
    {
      scenarioId: 3,
      rows: 'region',
      fromMonth: '2013-01',
    },
  )
})

test('A sign-in that the identity provider refuses in words of its own is still said to have failed.', () => {
  assert.deepEqual(readSignInSearch({ error: 'not_invited' }), { error: 'not_invited' })
  for (const error of ['urn:provider:denied', '<b>no</b>', 'x'.repeat(61), 5])
    assert.deepEqual(readSignInSearch({ error }), { error: 'other' })
  assert.deepEqual(readSignInSearch({ to: '//elsewhere' }), {})
})
