import { recordAudit } from '../../../foundation/audit/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { findDeviationAt, insertDeviation } from './deviation.store.ts'
import { draftWhys } from './draft-whys.ts'
import { openFigures, type PlaceInput } from './get-deviation.ts'
import { checkPlace } from './place.ts'

/** Begins to look into the causes of a deviation: the whys that the bridge already shows are filled in. */
export async function openDeviation(context: CallContext, input: PlaceInput) {
  const { database, workspaceId, clock } = context
  checkPlace(context, input.place, true)
  const { gap, bridge, figures, setting } = await openFigures(context, input)
  return inWorkspace(database, workspaceId, async (tx) => {
    const sign = figures.gap < 0 ? -1 : 1
    const whys = await draftWhys(tx, workspaceId, gap, { bridge, sign })
    const isNew = await insertDeviation(tx, context, { ...input, whys, day: setting.today })
    const row = await findDeviationAt(tx, workspaceId, input.place, input.period)
    if (row === null) throw new AppError('notFound', { what: 'deviation', id: 0 })
    const { deviationId, version } = row
    if (!isNew) return { deviationId, version }
    const subject = `deviation:${deviationId}`
    const after = { ...input, gap: figures.gap, whys: whys.length }
    await recordAudit(tx, context, { action: 'monitoring.openDeviation', subject, after })
    await emit(
      tx,
      workspaceId,
      { name: 'monitoring.responsesChanged', payload: { deviationId } },
      clock.now(),
    )
    return { deviationId, version }
  })
}
