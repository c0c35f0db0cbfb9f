import { sql } from 'kysely'
import { visibleCustomers } from '../../../foundation/entries/index.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { findResponseProposals, loadMemberNames } from '../../1-targets/index.ts'
import { findDeviationRows } from '../deviation/deviation.store.ts'
import { settingOf } from '../deviation/ground.ts'
import { axisOf, isSeen } from '../deviation/place.ts'
import { findMeasures, type MeasureRow } from './measure.store.ts'
import { recoveryOf } from './recovery.ts'
import { findMembers, findMoves, findResponseRows, type MoveRow } from './response.store.ts'

type NameOf = Awaited<ReturnType<typeof loadMemberNames>>

function shownMove({ responseId: _, fromUnitId, toUnitId, at, ...move }: MoveRow, nameOf: NameOf) {
  return {
    ...move,
    fromUnit: nameOf(`orgUnit:${fromUnitId}`),
    toUnit: nameOf(`orgUnit:${toUnitId}`),
    at: new Date(at).toISOString(),
  }
}

/** What a measure's slice names, in the order in which a page says it. */
const PARTS = [
  ['orgUnitId', 'orgUnit'],
  ['personId', 'person'],
  ['regionId', 'region'],
  ['productId', 'product'],
] as const

/** Customers of measures by their ids, as far as the caller sees them. */
async function customersOf(tx: WorkspaceTransaction, context: CallContext, measures: readonly MeasureRow[]) {
  const ids = measures.flatMap(({ slice }) => slice.customerId ?? [])
  const { rows } = await sql<{ id: number; zh: string; en: string }>`
    select c.customer_id as id, c.name_zh as zh, c.name_en as en from customer c
    where c.workspace_id = ${context.workspaceId} and c.customer_id = any(${ids}::bigint[])
      and ${visibleCustomers(context, 'c.customer_id')}`.execute(tx)
  return new Map(rows.map(({ id, zh, en }) => [id, { zh, en }]))
}

type Customers = Awaited<ReturnType<typeof customersOf>>

function sliceNames({ slice }: MeasureRow, nameOf: NameOf, customers: Customers) {
  const named = PARTS.flatMap(([part, kind]) => {
    const id = slice[part]
    return id === undefined ? [] : [nameOf(`${kind}:${id}`)]
  })
  const customer = customers.get(slice.customerId ?? 0)
  return customer === undefined ? named : [...named, customer]
}

/**
 * Whether all that a measure works on is of the caller's part: who sees less of it would read a part of what came beside the whole
 * of what had been projected.
 */
function seesWhole({ visibility }: CallContext, { slice }: MeasureRow): boolean {
  if (visibility.whole) return true
  const { orgUnitId = 0, personId = 0 } = slice
  return visibility.orgUnitIds.includes(orgUnitId) || visibility.personIds.includes(personId)
}

type Recovered = { readonly measure: MeasureRow; readonly recovery: Awaited<ReturnType<typeof recoveryOf>> }

function shownMeasure(
  { measure, recovery }: Recovered,
  nameOf: NameOf,
  { proposals, customers }: { proposals: ReadonlyMap<number, number>; customers: Customers },
) {
  const { responseId: _, projected: __, step, expected, ...rest } = measure
  return {
    ...rest,
    expected: [...expected],
    ownerName: nameOf(`person:${measure.ownerId}`),
    sliceNames: sliceNames(measure, nameOf, customers),
    recovery,
    step: step === null ? null : { ...step, proposalId: proposals.get(measure.measureId) ?? null },
  }
}

const total = <R>(rows: readonly R[], pick: (row: R) => number) =>
  rows.reduce((sum, row) => sum + pick(row), 0)

/** Responses that a person works in: as one of the task force, or with a measure of their own. */
async function workedIn(tx: WorkspaceTransaction, { workspaceId, actor }: CallContext): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select response_id as id from response_member
    where workspace_id = ${workspaceId} and person_id = ${actor.personId}::bigint
    union select response_id from response_measure
    where workspace_id = ${workspaceId} and owner_id = ${actor.personId}::bigint`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/**
 * Responses of the caller's part, newest first, each with what its measures were to bring and what they brought. Who works in the
 * response of another part finds it too, with the measures alone that they answer for and without budgets.
 */
export async function findResponses(
  context: CallContext,
  { deviationId }: { readonly deviationId?: number | undefined },
) {
  const { database, workspaceId } = context
  const read = await readWorkspace(database, workspaceId, async (tx) => {
    const found = await findResponseRows(tx, workspaceId, deviationId ?? null)
    const deviations = await findDeviationRows(
      tx,
      workspaceId,
      found.map((row) => row.deviationId),
    )
    const works = await workedIn(tx, context)
    const rows = found.flatMap((row) => {
      const deviation = deviations.get(row.deviationId)
      if (deviation === undefined) return []
      const seen = isSeen(context, deviation.place, true)
      return seen || works.has(row.responseId) ? [{ ...row, deviation, isSeen: seen }] : []
    })
    const ids = rows.map(({ responseId }) => responseId)
    const seenIds = new Set(rows.filter((row) => row.isSeen).map(({ responseId }) => responseId))
    const measures = (await findMeasures(tx, workspaceId, ids)).filter(
      ({ responseId, ownerId }) => seenIds.has(responseId) || ownerId === context.actor.personId,
    )
    const proposals = await findResponseProposals(
      tx,
      workspaceId,
      measures.map(({ measureId }) => measureId),
    )
    return {
      rows,
      measures,
      proposals,
      customers: await customersOf(tx, context, measures),
      people: await findMembers(tx, workspaceId, ids),
      moves: await findMoves(tx, workspaceId, [...seenIds]),
      nameOf: await loadMemberNames(tx, workspaceId),
    }
  })
  if (read.rows.length === 0) return []
  const setting = await settingOf(context, undefined)
  const recovered: Recovered[] = []
  for (const measure of read.measures)
    recovered.push({
      measure,
      recovery: seesWhole(context, measure) ? await recoveryOf(context, measure, setting) : null,
    })
  const { nameOf } = read
  return read.rows.map(({ deviation, ...row }) => {
    const own = recovered.filter(({ measure }) => measure.responseId === row.responseId)
    const counted = own.filter(({ measure }) => measure.state !== 'dropped')
    const { axis, id } = axisOf(deviation.place)
    return {
      ...row,
      place: deviation.place,
      placeName: nameOf(`${axis}:${id}`),
      period: deviation.period,
      people: read.people
        .filter(({ responseId }) => responseId === row.responseId)
        .map(({ personId, role }) => ({ personId, role, name: nameOf(`person:${personId}`) })),
      measures: own.map((one) => shownMeasure(one, nameOf, read)),
      moves: read.moves
        .filter(({ responseId }) => responseId === row.responseId)
        .map((move) => shownMove(move, nameOf)),
      cost: total(counted, ({ measure }) => measure.cost),
      expected: total(counted, ({ measure }) => total(measure.expected, ({ amount }) => amount)),
      due: total(counted, ({ recovery }) => recovery?.due ?? 0),
      real: total(counted, ({ recovery }) => recovery?.real ?? 0),
    }
  })
}
