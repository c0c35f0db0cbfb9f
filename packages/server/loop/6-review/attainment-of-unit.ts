import type { PackFigures } from '@salesloom/contract'
import { fiscalPlaceOf } from '@salesloom/engine/calendar'
import { todayOf } from '../../foundation/entries/index.ts'
import { loadCalendar } from '../../foundation/fiscal-calendar/index.ts'
import { AppError } from '../../platform/app-error.ts'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { findScenarioRows } from '../1-targets/index.ts'
import { getAttainment } from './get-attainment.ts'

type Attained = Awaited<ReturnType<typeof getAttainment>>
type UnitAttainment = NonNullable<PackFigures['attainment']>
type Row = UnitAttainment['rows'][number]

/** The approved plan of the fiscal year that today is in; the newest where there are several. */
async function planOfToday(context: CallContext): Promise<number | null> {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const today = await todayOf(tx, context)
    const { fiscalYear: year } = fiscalPlaceOf(today, await loadCalendar(tx, context.workspaceId))
    const rows = await findScenarioRows(tx, context.workspaceId)
    return (
      rows.find(({ state, fiscalYear }) => state === 'approved' && fiscalYear === year)?.scenarioId ?? null
    )
  })
}

/** A unit or person of the organisation by its member key; null for anything else. */
function aboutOf(member: string | undefined): Row['about'] | null {
  const [kind, value] = (member ?? '').split(':')
  if (kind === 'orgUnit') return { kind: 'unit', orgUnitId: Number(value) }
  return kind === 'person' ? { kind: 'person', personId: Number(value) } : null
}

/** The unit and what is right below. */
function rowsOf({ rows }: Attained): Row[] {
  const top = rows[0]?.level ?? 0
  return rows.flatMap(({ at, name, level, target, due, actual, attainment, pace, gap }) => {
    const about = aboutOf(at.organisation)
    const isShown = about !== null && level - top <= 1
    return isShown ? [{ about, name, level: level - top, target, due, actual, attainment, pace, gap }] : []
  })
}

function trendOf({ rows }: Attained): UnitAttainment['trend'] {
  return rows.flatMap(({ at, target, actual }) =>
    at.time?.startsWith('month:') === true ? [{ month: at.time.slice('month:'.length), target, actual }] : [],
  )
}

/** Nothing to show is no error here: a unit that the plan does not hold, or the caller sees nothing of. */
const NOTHING_TO_SHOW: readonly string[] = ['notFound', 'outsideSubtree']

/**
 * Attainment and pace of a unit and of what is right below it, from the beginning of the fiscal year, with its months; in
 * the caller's view. Null without an approved plan that holds the unit.
 */
export async function attainmentOfUnit(
  context: CallContext,
  orgUnitId: number,
): Promise<UnitAttainment | null> {
  const scenarioId = await planOfToday(context)
  if (scenarioId === null) return null
  const asked = { scenarioId, at: { organisation: `orgUnit:${orgUnitId}` } }
  try {
    const attained = await getAttainment(context, { ...asked, rows: ['organisation'] })
    const monthly = await getAttainment(context, { ...asked, rows: ['month'] })
    const { scenario, asOf } = attained
    const fiscalYear = scenario.fiscalYear
    return { scenarioId, fiscalYear, asOf, rows: rowsOf(attained), trend: trendOf(monthly) }
  } catch (error) {
    if (error instanceof AppError && NOTHING_TO_SHOW.includes(error.code)) return null
    throw error
  }
}
