import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { settingOf } from '../deviation/ground.ts'
import { holdMeasure, updateMeasure } from './measure.store.ts'
import { projectSlice } from './recovery.ts'
import { checkVersion, noteResponse } from './save-response.ts'

type FinishInput = { readonly measureId: number; readonly version: number; readonly done: boolean }

/**
 * The owner of a measure says that it is done, or that it is not after all: it then runs on. What had been projected is kept
 * when it begins, as it is when others begin it: of all of its part, whatever the owner sees of it.
 * @throws AppError `notFound` for measures of others, `measureStep`, `measureDropped`, `versionConflict`
 */
export async function finishMeasure(context: CallContext, { measureId, version, done }: FinishInput) {
  const { database, workspaceId, actor } = context
  const whole: CallContext = { ...context, visibility: { whole: true } }
  const setting = await settingOf(whole, undefined)
  return inWorkspace(database, workspaceId, async (tx) => {
    const { responseId: _, step, version: theirs, ...before } = await holdMeasure(tx, workspaceId, measureId)
    if (before.ownerId !== actor.personId) throw new AppError('notFound', { what: 'measure', id: measureId })
    if (step !== null) throw new AppError('measureStep')
    if (before.state === 'dropped') throw new AppError('measureDropped')
    const subject = `measure:${measureId}`
    await checkVersion(tx, context, subject, theirs, version)
    const begun =
      before.beganOn === null
        ? {
            beganOn: setting.today,
            projected: await projectSlice(whole, before, setting, setting.today),
          }
        : {}
    const after = { ...before, ...begun, state: done ? ('done' as const) : ('running' as const) }
    const saved = await updateMeasure(tx, workspaceId, after)
    await noteResponse(tx, context, 'finishMeasure', subject, {
      before: { state: before.state },
      after: { state: after.state },
    })
    return { measureId, version: saved }
  })
}
