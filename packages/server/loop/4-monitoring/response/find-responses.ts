import { readWorkspace } from '../../../platform/database/index.ts'
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

type Recovered = { readonly measure: MeasureRow; readonly recovery: Awaited<ReturnType<typeof recoveryOf>> }

function shownMeasure(
  { measure, recovery }: Recovered,
  nameOf: NameOf,
  proposals: ReadonlyMap<number, number>,
) {
  const { responseId: _, projected: __, step, expected, ...rest } = measure
  return {
    ...rest,
    expected: [...expected],
    ownerName: nameOf(`person:${measure.ownerId}`),
    recovery,
    step: step === null ? null : { ...step, proposalId: proposals.get(measure.measureId) ?? null },
  }
}

const total = <R>(rows: readonly R[], pick: (row: R) => number) =>
  rows.reduce((sum, row) => sum + pick(row), 0)

/** Responses of the caller's part, newest first, each with what its measures were to bring and what they brought. */
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
    const rows = found.flatMap((row) => {
      const deviation = deviations.get(row.deviationId)
      return deviation !== undefined && isSeen(context, deviation.place, true) ? [{ ...row, deviation }] : []
    })
    const ids = rows.map(({ responseId }) => responseId)
    const measures = await findMeasures(tx, workspaceId, ids)
    const proposals = await findResponseProposals(
      tx,
      workspaceId,
      measures.map(({ measureId }) => measureId),
    )
    return {
      rows,
      measures,
      proposals,
      people: await findMembers(tx, workspaceId, ids),
      moves: await findMoves(tx, workspaceId, ids),
      nameOf: await loadMemberNames(tx, workspaceId),
    }
  })
  if (read.rows.length === 0) return []
  const setting = await settingOf(context, undefined)
  const recovered: Recovered[] = []
  for (const measure of read.measures)
    recovered.push({ measure, recovery: await recoveryOf(context, measure, setting) })
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
      measures: own.map((one) => shownMeasure(one, nameOf, read.proposals)),
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
