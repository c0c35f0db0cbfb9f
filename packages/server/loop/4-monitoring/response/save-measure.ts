import { todayOf } from '../../../foundation/entries/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { settingOf } from '../deviation/ground.ts'
import { checkPlace } from '../deviation/place.ts'
import {
  holdMeasure,
  insertMeasure,
  type MeasureState,
  type MeasureTerms,
  updateMeasure,
} from './measure.store.ts'
import { checkMembers } from './people.ts'
import { projectSlice } from './recovery.ts'
import { getResponseRow } from './response.store.ts'
import { checkVersion, noteResponse } from './save-response.ts'

/** Measures whose terms are what a step of the system did. */
const BY_STEP = ['reassignment', 'budget', 'targets']

/**
 * Refuses a part of which others see more than who writes it: a region or product alone is another part of the business for everybody
 * who looks at it, and what had been projected for one would stand beside what came for another.
 */
function checkPart({ visibility }: CallContext, { orgUnitId, personId }: MeasureTerms['slice']): void {
  if (!visibility.whole && orgUnitId === undefined && personId === undefined)
    throw new AppError('invalidInput', { field: 'slice', reason: 'unitOrPerson' })
}

async function checkTerms(
  tx: WorkspaceTransaction,
  context: CallContext,
  { ownerId, slice, expected }: MeasureTerms,
): Promise<void> {
  const { orgUnitId, regionId, personId, productId, customerId } = slice
  if (orgUnitId !== undefined) checkPlace(context, { orgUnitId })
  if (personId !== undefined) checkPlace(context, { personId })
  const some = (id: number | undefined) => (id === undefined ? [] : [id])
  const { workspaceId } = context
  await checkMembers(tx, workspaceId, 'person', [ownerId, ...some(personId)])
  await checkMembers(tx, workspaceId, 'orgUnit', some(orgUnitId))
  await checkMembers(tx, workspaceId, 'region', some(regionId))
  await checkMembers(tx, workspaceId, 'product', some(productId))
  await checkMembers(tx, workspaceId, 'customer', some(customerId))
  if (new Set(expected.map(({ month }) => month)).size < expected.length)
    throw new AppError('invalidInput', { field: 'expected', reason: 'monthTwice' })
}

/** Adds a measure to a response; it is planned until it is begun. */
export async function addMeasure(
  context: CallContext,
  { responseId, ...terms }: MeasureTerms & { readonly responseId: number },
) {
  const { database, workspaceId } = context
  if (BY_STEP.includes(terms.kind)) throw new AppError('invalidInput', { field: 'kind', reason: 'ownStep' })
  return inWorkspace(database, workspaceId, async (tx) => {
    await getResponseRow(tx, context, responseId)
    checkPart(context, terms.slice)
    await checkTerms(tx, context, terms)
    if (terms.dueOn < (await todayOf(tx, context)))
      throw new AppError('invalidInput', { field: 'dueOn', reason: 'dueInPast' })
    const measureId = await insertMeasure(tx, workspaceId, { responseId, ...terms })
    await noteResponse(tx, context, 'addMeasure', `measure:${measureId}`, { after: { responseId, ...terms } })
    return { measureId, version: 1 }
  })
}

type SaveInput = MeasureTerms & {
  readonly measureId: number
  readonly version: number
  readonly state: MeasureState
}

/**
 * Changes a measure. When it begins, what is projected on its slice is kept; from then on slice and beginning stay, so that
 * what came is always compared with the same.
 * @throws AppError `versionConflict`, `measureStep`
 */
export async function saveMeasure(context: CallContext, { version, ...input }: SaveInput) {
  const { database, workspaceId } = context
  const setting = await settingOf(context, undefined)
  const begins = input.state === 'running' || input.state === 'done'
  const projected = begins ? await projectSlice(context, input, setting, setting.today) : null
  return inWorkspace(database, workspaceId, async (tx) => {
    const before = await holdMeasure(tx, workspaceId, input.measureId)
    await getResponseRow(tx, context, before.responseId)
    const subject = `measure:${input.measureId}`
    await checkVersion(tx, context, subject, before.version, version)
    if (before.step !== null) throw new AppError('measureStep')
    if (before.beganOn === null) checkPart(context, input.slice)
    await checkTerms(tx, context, input)
    const standing =
      before.beganOn === null
        ? { slice: input.slice, beganOn: begins ? setting.today : null, projected }
        : { slice: before.slice, beganOn: before.beganOn, projected: before.projected }
    const after = { ...input, ...standing }
    const saved = await updateMeasure(tx, workspaceId, after)
    await noteResponse(tx, context, 'saveMeasure', subject, { before, after })
    return { measureId: input.measureId, version: saved }
  })
}
