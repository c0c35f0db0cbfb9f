import { sql } from 'kysely'
import { todayOf } from '../../../foundation/entries/index.ts'
import { changePosition } from '../../../foundation/people/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { loadMemberNames, plansOfMonth } from '../../1-targets/index.ts'
import { checkPlace } from '../deviation/place.ts'
import { insertMeasure, type MeasureKind } from './measure.store.ts'
import { checkMembers } from './people.ts'
import { getResponseRow } from './response.store.ts'
import { noteResponse } from './save-response.ts'

type Bilingual = { readonly zh: string; readonly en: string }

/** Who answers for a step: the caller, or where they are no person of the workspace the first of the task force. */
async function ownerOf(
  tx: WorkspaceTransaction,
  { workspaceId, actor }: CallContext,
  responseId: number,
): Promise<number> {
  if (actor.personId !== null) return actor.personId
  const { rows } = await sql<{ id: number }>`select person_id as id from response_member
    where workspace_id = ${workspaceId} and response_id = ${responseId} order by person_id limit 1`.execute(
    tx,
  )
  if (rows[0] === undefined) throw new AppError('invalidInput', { field: 'people', reason: '0' })
  return rows[0].id
}

/** A measure that is what a step did: it is done with the step. */
async function insertStep(
  tx: WorkspaceTransaction,
  context: CallContext,
  responseId: number,
  { kind, term, text }: { kind: MeasureKind; term: 'short' | 'long'; text: Bilingual },
): Promise<number> {
  const today = await todayOf(tx, context)
  return insertMeasure(tx, context.workspaceId, {
    responseId,
    kind,
    term,
    title: text.zh,
    ownerId: await ownerOf(tx, context, responseId),
    dueOn: today,
    cost: 0,
    slice: {},
    expected: [],
    state: 'done',
    beganOn: today,
    step: { text },
  })
}

type MoveInput = {
  readonly responseId: number
  readonly fromUnitId: number
  readonly toUnitId: number
  readonly month: string
  readonly amount: number
  readonly note: string
}

/** Moves budget from one unit of the caller's part to another: a line in the ledger, never changed. */
export async function moveBudget(context: CallContext, input: MoveInput) {
  const { database, workspaceId, actor, clock } = context
  const { responseId, fromUnitId, toUnitId, month, amount, note } = input
  for (const orgUnitId of [fromUnitId, toUnitId]) checkPlace(context, { orgUnitId })
  if (fromUnitId === toUnitId) throw new AppError('invalidInput', { field: 'toUnitId', reason: 'sameUnit' })
  return inWorkspace(database, workspaceId, async (tx) => {
    await getResponseRow(tx, context, responseId)
    if (month < (await todayOf(tx, context)).slice(0, 7))
      throw new AppError('invalidInput', { field: 'month', reason: 'monthPast' })
    await checkMembers(tx, workspaceId, 'orgUnit', [fromUnitId, toUnitId])
    const nameOf = await loadMemberNames(tx, workspaceId)
    const [from, to] = [nameOf(`orgUnit:${fromUnitId}`), nameOf(`orgUnit:${toUnitId}`)]
    const text = { zh: `${from.zh} → ${to.zh} (${month})`, en: `${from.en} → ${to.en} (${month})` }
    const measureId = await insertStep(tx, context, responseId, { kind: 'budget', term: 'short', text })
    const { rows } = await sql<{ id: number }>`insert into budget_move
        (workspace_id, response_id, response_measure_id, from_unit_id, to_unit_id, month, amount, note, by_name, at)
      values (${workspaceId}, ${responseId}, ${measureId}, ${fromUnitId}, ${toUnitId}, ${month}, ${amount}, ${note},
        ${actor.name}, ${clock.now().toISOString()})
      returning budget_move_id as id`.execute(tx)
    const moveId = rows[0]?.id ?? 0
    await noteResponse(tx, context, 'moveBudget', `budgetMove:${moveId}`, { after: input })
    return { moveId }
  })
}

type ReassignInput = {
  readonly responseId: number
  readonly personId: number
  readonly toUnitId: number
  readonly effectiveFrom: string
}

type Held = {
  orgUnitId: number
  from: string
  titleZh: string | null
  titleEn: string | null
  leads: boolean
  carriesTarget: boolean
}

/** The position that a person holds on a day: the one with a target first. */
async function positionOn(
  tx: WorkspaceTransaction,
  workspaceId: number,
  personId: number,
  day: string,
): Promise<Held> {
  const { rows } =
    await sql<Held>`select org_unit_id as "orgUnitId", valid_from as "from", title_zh as "titleZh",
      title_en as "titleEn", leads, carries_target as "carriesTarget" from position
    where workspace_id = ${workspaceId} and person_id = ${personId} and valid_from <= ${day}
      and (valid_to is null or valid_to > ${day}) order by carries_target desc, valid_from desc limit 1`.execute(
      tx,
    )
  if (rows[0] === undefined) throw new AppError('notFound', { what: 'position', id: personId })
  return rows[0]
}

/** Puts a person into another unit from a day on; the days before keep where they stood. */
export async function reassignPerson(context: CallContext, input: ReassignInput) {
  const { database, workspaceId } = context
  const { responseId, personId, toUnitId, effectiveFrom } = input
  const held = await readWorkspace(database, workspaceId, async (tx) => {
    await getResponseRow(tx, context, responseId)
    // A response is about what comes; where somebody stood before is put right where positions are kept.
    if (effectiveFrom < (await todayOf(tx, context)))
      throw new AppError('invalidInput', { field: 'effectiveFrom', reason: 'past' })
    await checkMembers(tx, workspaceId, 'person', [personId])
    return positionOn(tx, workspaceId, personId, effectiveFrom)
  })
  await changePosition(context, { ...held, personId, effectiveFrom, newOrgUnitId: toUnitId })
  return inWorkspace(database, workspaceId, async (tx) => {
    const nameOf = await loadMemberNames(tx, workspaceId)
    const [who, from, to] = [
      nameOf(`person:${personId}`),
      nameOf(`orgUnit:${held.orgUnitId}`),
      nameOf(`orgUnit:${toUnitId}`),
    ]
    const text = {
      zh: `${who.zh}: ${from.zh} → ${to.zh} (${effectiveFrom})`,
      en: `${who.en}: ${from.en} → ${to.en} (${effectiveFrom})`,
    }
    const measureId = await insertStep(tx, context, responseId, { kind: 'reassignment', term: 'short', text })
    await noteResponse(tx, context, 'reassignPerson', `measure:${measureId}`, { after: { ...input, held } })
    return { measureId }
  })
}

type ProposeInput = {
  readonly responseId: number
  readonly fromMonth: string
  readonly untilMonth: string
  readonly percent: number
  readonly note: string
}

/**
 * Proposes to part 1 to change the target of the response's unit in months that have not begun: an event, of which
 * calibration makes a proposal that somebody decides on there.
 * @throws AppError `calibrationNoPlan`
 */
export async function proposeTargets(context: CallContext, input: ProposeInput) {
  const { database, workspaceId, actor, clock } = context
  const { responseId, fromMonth, untilMonth, percent, note } = input
  if (untilMonth < fromMonth)
    throw new AppError('invalidInput', { field: 'untilMonth', reason: 'beforeFirst' })
  if (percent === 0) throw new AppError('invalidInput', { field: 'percent', reason: 'noChange' })
  if ((await plansOfMonth(context, fromMonth)).length === 0)
    throw new AppError('calibrationNoPlan', { month: fromMonth })
  return inWorkspace(database, workspaceId, async (tx) => {
    const { deviation } = await getResponseRow(tx, context, responseId)
    const today = await todayOf(tx, context)
    if (fromMonth <= today.slice(0, 7))
      throw new AppError('invalidInput', { field: 'fromMonth', reason: 'monthBegun' })
    const said = `${percent > 0 ? '+' : ''}${percent} % · ${fromMonth} – ${untilMonth}`
    const text = { zh: `${said}: ${note}`, en: `${said}: ${note}` }
    const measureId = await insertStep(tx, context, responseId, { kind: 'targets', term: 'long', text })
    const payload = { ...input, measureId, place: deviation.place, by: actor.name }
    await noteResponse(tx, context, 'proposeTargets', `measure:${measureId}`, { after: payload })
    await emit(tx, workspaceId, { name: 'monitoring.targetsProposed', payload }, clock.now())
    return { measureId }
  })
}
