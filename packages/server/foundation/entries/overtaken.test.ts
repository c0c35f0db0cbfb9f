import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { KindName } from '@salesloom/contract'
import type { AppError } from '../../platform/app-error.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { code, findOf, type Wish } from '../../testing/entry-calls.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { getEntry } from './get-entry.ts'
import { createEntry, editEntries, editEntry } from './index.ts'

let opened: FilledDatabase
let analyst: CallContext
let director: CallContext

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const caller = (role: 'analyst' | 'director') =>
    sampleCaller(opened, opened.workspaceId, 'superstore', role)
  analyst = await caller('analyst')
  director = await caller('director')
})
after(() => opened.close())

const find = (kind: KindName, wish: Wish = {}) => findOf(analyst, kind, wish)

test('The second writer of an entry is told who was first and loses nothing.', async () => {
  const { id } = await createEntry(director, { kind: 'lead', values: { name: '并发', day: '2026-05-01' } })
  await editEntry(analyst, { kind: 'lead', id, version: 1, values: { company: '甲' } })
  await assert.rejects(
    editEntry(director, { kind: 'lead', id, version: 1, values: { company: '乙' } }),
    code('versionConflict'),
  )
  const { row, trail } = await getEntry(analyst, { kind: 'lead', id })
  assert.deepEqual([row.values['company'], trail.length], ['甲', 2])
})

test('Many entries are changed together only as they were seen: who was overtaken is told by name, and none is changed.', async () => {
  const ids: number[] = []
  for (const name of ['批一', '批二', '批三'])
    ids.push((await createEntry(director, { kind: 'lead', values: { name, day: '2026-05-01' } })).id)
  await editEntry(analyst, { kind: 'lead', id: ids[1] ?? 0, version: 1, values: { company: '甲' } })
  const many = { kind: 'lead', ids, values: { company: '乙' } } as const
  await assert.rejects(editEntries(director, { ...many, versions: [1, 1, 1] }), (error: AppError) => {
    assert.deepEqual(
      [error.code, error.detail['count'], error.detail['name'], error.detail['who']],
      ['versionsConflict', 1, '批二', analyst.actor.name],
    )
    return true
  })
  const companies = async () =>
    (await find('lead', { search: '批' })).rows.map((row) => row.values['company']).toSorted()
  assert.deepEqual(await companies(), ['甲', null, null].toSorted())
  assert.deepEqual(await editEntries(director, { ...many, versions: [1, 2, 1] }), { changed: 3 })
  assert.deepEqual(await companies(), ['乙', '乙', '乙'])
})

test('A figure that somebody may not read they do not replace either.', async () => {
  const made = { number: 'R9', day: '2026-05-01', quantity: '1', amount: '10', cost: '4' }
  const { id } = await createEntry(analyst, { kind: 'salesReturn', values: made })
  const limited = { ...analyst, fields: [] }
  await assert.rejects(
    editEntry(limited, { kind: 'salesReturn', id, version: 1, values: { cost: '9' } }),
    code('forbidden'),
  )
  await assert.rejects(
    editEntries(limited, { kind: 'salesReturn', ids: [id], values: { cost: null } }),
    code('forbidden'),
  )
  await editEntry(limited, { kind: 'salesReturn', id, version: 1, values: { reason: 'worn' } })
  assert.equal((await getEntry(analyst, { kind: 'salesReturn', id })).row.values['cost'], '4.0000')
})
