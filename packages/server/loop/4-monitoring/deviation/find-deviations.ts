import { findTree } from '../../../foundation/trees/index.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { loadMemberNames } from '../../1-targets/index.ts'
import { findRecordedDeviations } from './deviation.store.ts'
import { openGround, type Setting, settingOf } from './ground.ts'
import { nestFound } from './nest-found.ts'
import { exactly } from './open-gap.ts'
import { begunPeriods, type Period } from './period.ts'
import { type Axis, placeAt } from './place.ts'
import { type Figures, figuresOf, projectPeriod } from './projection.ts'

export type FindInput = {
  readonly year?: string | undefined
  readonly by: 'orgUnit' | 'region'
  readonly least: number
}

/** A gap that a forecast alone sees counts once the target is missed, or beaten, four times of five. */
const SURE = 0.8

type Member = {
  readonly id: number
  readonly parentId: number | null
  readonly level: number
  readonly name: { zh: string; en: string }
}

/** The units or regions that a caller looks over; who leads nothing looks at themselves. */
async function membersOf(
  tx: WorkspaceTransaction,
  { workspaceId, visibility }: CallContext,
  by: 'orgUnit' | 'region',
  { year, asOf }: Setting,
): Promise<{ axis: Axis; members: Member[] }> {
  const day = asOf < year.to ? asOf : year.to
  if (by === 'orgUnit' && !visibility.whole && visibility.orgUnitIds.length === 0) {
    const nameOf = await loadMemberNames(tx, workspaceId)
    const people = visibility.personIds.map((id) => ({
      id,
      parentId: null,
      level: 0,
      name: nameOf(`person:${id}`),
    }))
    return { axis: 'person', members: people }
  }
  const nodes = await findTree(tx, workspaceId, by === 'orgUnit' ? 'org_unit' : 'region', day)
  const isSeen = (id: number) => by === 'region' || visibility.whole || visibility.orgUnitIds.includes(id)
  const members = nodes
    .filter(({ id }) => isSeen(id))
    .map(({ id, parentId, level, nameZh, nameEn }) => ({
      id,
      parentId,
      level,
      name: { zh: nameZh, en: nameEn },
    }))
  return { axis: by, members }
}

/** Whether a gap is large, and not only one of many things that may come. */
function isDeviation({ gapShare, gap, reached }: Figures, least: number): boolean {
  if (gapShare === null || Math.abs(gapShare) < least) return false
  return gap < 0 ? reached.chance <= 1 - SURE : reached.chance >= SURE
}

export const shownPeriod = ({ code, part, from, to }: Period, asOf: string) => ({
  code,
  part,
  from,
  to,
  isOver: asOf >= to,
})

/**
 * Units and periods whose projection is off their target by a share or more, the largest shortfall first, each followed by
 * those that are part of it: units below it, and the year and quarters with the same cause.
 */
export async function findDeviations(context: CallContext, { year, by, least }: FindInput) {
  const { database, workspaceId } = context
  const setting = await settingOf(context, year)
  const { axis, members } = await readWorkspace(database, workspaceId, (tx) =>
    membersOf(tx, context, by, setting),
  )
  const known = await readWorkspace(database, workspaceId, (tx) => findRecordedDeviations(tx, workspaceId))
  const ground = await openGround(context, setting, axis)
  const periods = begunPeriods(setting.year.code, setting.asOf, setting.calendar)
  // Causes of a region are those of who sees the whole.
  const mayKnow = axis !== 'region' || context.visibility.whole
  let looked = 0
  const found = []
  for (const { id, level, name } of members) {
    const series = await ground.seriesOf(id)
    for (const period of periods) {
      const projected = projectPeriod(series, period, setting)
      if (projected === null) continue
      looked++
      if (!isDeviation(figuresOf(projected), least)) continue
      const place = placeAt(axis, id)
      const figures = figuresOf(await exactly(context, projected, place, period, setting))
      const deviationId = mayKnow ? (known.get(`${axis}:${id}:${period.code}`) ?? null) : null
      found.push({
        ...figures,
        id,
        place,
        name,
        level,
        period: shownPeriod(period, setting.asOf),
        deviationId,
      })
    }
  }
  return {
    asOf: setting.asOf,
    year: setting.year.code,
    hasTarget: ground.hasTarget,
    looked,
    found: nestFound(found, new Map(members.map(({ id, parentId }) => [id, parentId]))).map(
      ({ id: _, under, ...one }) => ({
        ...one,
        under: under === null ? null : { place: placeAt(axis, under.id), period: under.period },
      }),
    ),
  }
}
