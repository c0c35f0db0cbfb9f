import type { DeviationPlace } from '@salesloom/contract'
import { AppError } from '../../../platform/app-error.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { loadMemberNames } from '../../1-targets/index.ts'
import { type DeviationRow, findComments, findDeviationAt } from './deviation.store.ts'
import { shownPeriod } from './find-deviations.ts'
import { openGround, settingOf } from './ground.ts'
import { bridgeOf, exactly, openGap } from './open-gap.ts'
import { periodOf, yearOf } from './period.ts'
import { axisOf, checkPlace } from './place.ts'
import { figuresOf, projectPeriod } from './projection.ts'
import { findWhyFiles } from './why-file.store.ts'

export type PlaceInput = { readonly place: DeviationPlace; readonly period: string }

/** Reads everything that a deviation rests on. @throws AppError `outsideSubtree`, `deviationUnknown` */
export async function openFigures(context: CallContext, { place, period: code }: PlaceInput) {
  checkPlace(context, place)
  const setting = await settingOf(context, code.slice(0, 4))
  const period = periodOf(code, setting.calendar)
  const { axis, id } = axisOf(place)
  const series = await (await openGround(context, setting, axis)).seriesOf(id)
  const projected = projectPeriod(series, period, setting)
  const year = projectPeriod(series, yearOf(period, setting.calendar), setting)
  if (projected === null || year === null || period.from > setting.asOf)
    throw new AppError('deviationUnknown', { period: code })
  const figures = figuresOf(await exactly(context, projected, place, period, setting))
  const wholeYear = yearOf(period, setting.calendar)
  const gap = await openGap(context, place, period, setting)
  const bridge = await bridgeOf(context, gap, figures)
  const effect = figuresOf(await exactly(context, year, place, wholeYear, setting))
  return { setting, period, figures, year: effect, gap, bridge }
}

async function recordOf(context: CallContext, row: DeviationRow) {
  const { deviationId, version, state, openedBy, openedOn, whys } = row
  const { database, workspaceId } = context
  const { comments, files } = await readWorkspace(database, workspaceId, async (tx) => ({
    comments: await findComments(tx, workspaceId, deviationId),
    files: await findWhyFiles(tx, workspaceId, deviationId),
  }))
  return { deviationId, version, state, openedBy, openedOn, whys: [...whys], comments, files }
}

/** One unit and period beside its target, with the bridge between them and the causes that were looked into. */
export async function getDeviation(context: CallContext, input: PlaceInput) {
  const { database, workspaceId } = context
  const { setting, period, figures, year, bridge } = await openFigures(context, input)
  const { axis, id } = axisOf(input.place)
  const { name, row } = await readWorkspace(database, workspaceId, async (tx) => ({
    name: (await loadMemberNames(tx, workspaceId))(`${axis}:${id}`),
    row: await findDeviationAt(tx, workspaceId, input.place, input.period),
  }))
  // Causes of a region are written about the whole; who sees a part of it would read figures of others in them.
  const mayRead = axis !== 'region' || context.visibility.whole
  return {
    asOf: setting.asOf,
    place: input.place,
    name,
    period: shownPeriod(period, setting.asOf),
    figures,
    year,
    bridge,
    record: row === null || !mayRead ? null : await recordOf(context, row),
  }
}
