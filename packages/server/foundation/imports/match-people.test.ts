import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { kindOf, type LinkDecision } from '@salesloom/contract'
import { inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { createEntry, type SaidValue } from '../entries/index.ts'
import type { ConvertedRow } from './convert-row.ts'
import { matchPeople } from './match-people.ts'
import type { ImportPlan } from './plan-import.ts'
import { putKind } from './put-kind.ts'

let opened: FilledDatabase
let director: CallContext
let shen: number

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  director = await sampleCaller(opened, workspaceId, 'superstore', 'director')
  const made = await createEntry(director, {
    kind: 'person',
    values: { code: 'E-1', nameZh: '沈望', nameEn: 'Shen Wang' },
  })
  shen = made.id
})
after(() => opened.close())

/** A row of a file as it is once its values are read. */
function rowOf(externalId: string, values: Record<string, SaidValue>): ConvertedRow {
  return {
    externalId,
    values,
    problems: [],
    remarks: [],
    raw: { row: 2, values: [] },
  } as unknown as ConvertedRow
}

function planWith(decisions: Record<string, LinkDecision>): ImportPlan {
  const mapping = { kind: 'person', source: 'hr', links: { nameZh: decisions } }
  return {
    kind: kindOf('person'),
    source: 'hr',
    columns: [],
    constantFields: [],
    mapping,
  } as unknown as ImportPlan
}

/** Brings rows in as an import does, in a transaction of its own. */
function bring(rows: ConvertedRow[], decisions: Record<string, LinkDecision> = {}) {
  const plan = planWith(decisions)
  return inWorkspace(opened.database, director.workspaceId, async (tx) => {
    await matchPeople(tx, director.workspaceId, plan, rows)
    const good = rows.filter(({ problems }) => problems.length === 0)
    const said = good.map(({ externalId, values }) => ({ externalId, values }))
    return putKind(tx, director, plan.kind, plan.source, said)
  })
}

const told = (rows: readonly ConvertedRow[]) =>
  rows.map(({ problems }) => problems.map(({ code, value }) => [code, value]))

test('a name on record under another code waits for somebody to confirm it; a new name and a known code do not', async () => {
  const rows = [
    rowOf('1', { code: 'HR-1', nameZh: '沈望' }),
    rowOf('2', { code: 'HR-2', nameZh: 'shen wang' }),
    rowOf('3', { code: 'HR-3', nameZh: '新人' }),
    rowOf('4', { code: 'E-1', nameZh: '沈望', grade: 'P4' }),
  ]
  const result = await bring(rows)
  assert.deepEqual(told(rows), [[['personSameName', '沈望']], [['personSameName', 'shen wang']], [], []])
  assert.deepEqual([result.created, result.updated, result.ids.get('4')], [1, 1, shen])
})

test('a confirmed name is the person on record, one that is said to be new is somebody else', async () => {
  const used = [rowOf('5', { code: 'HR-5', nameZh: '沈望', grade: 'P6' })]
  const matched = await bring(used, { 沈望: { action: 'use', id: shen } })
  assert.deepEqual([told(used), matched.created, matched.updated, matched.ids.get('5')], [[[]], 0, 1, shen])
  const { rows } = await opened.database.pool.query('select code, grade from person where person_id = $1', [
    shen,
  ])
  assert.deepEqual(rows, [{ code: 'E-1', grade: 'P6' }])
  const fresh = [rowOf('6', { code: 'HR-6', nameZh: '沈望' })]
  const made = await bring(fresh, { 沈望: { action: 'create' } })
  assert.deepEqual([told(fresh), made.created], [[[]], 1])
  const again = [rowOf('6', { code: 'HR-6', nameZh: '沈望' })]
  assert.deepEqual([(await bring(again)).unchanged, told(again)], [1, [[]]])
})
