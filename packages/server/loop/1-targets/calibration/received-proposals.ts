import type { CellAddress } from '@salesloom/contract'
import { currencyDigits } from '../../../foundation/facts/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { openSeenPlan } from '../cascade/seen-plan.ts'
import { valueAt } from '../decomposition/edit-plan.ts'
import { type OpenPlan, openPlan } from '../decomposition/open-plan.ts'
import { getScenarioRow } from '../scenario.store.ts'
import { findApprovedTargets, type UnitTarget } from './ground.store.ts'
import { CALIBRATED } from './ground.ts'
import { addMonths, daysOf, monthsFrom } from './plan-months.ts'
import type { ProposalRow } from './proposal.store.ts'
import { findRunScenarios } from './run.store.ts'

type Evidence = ProposalRow['evidence']
type Effect = ProposalRow['effect']

/** The plan of a run as it is, as the caller received it, and the targets of teams before its year both ways. */
type Views = {
  readonly plan: OpenPlan
  readonly seen: OpenPlan
  readonly earlier: { readonly plan: readonly UnitTarget[]; readonly seen: readonly UnitTarget[] }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** A figure that was worked out from the plan's, where the caller received another one: in proportion, to the unit. */
function inProportion(value: number, seen: number, planned: number): number {
  return planned === 0 ? value : Math.round(value * (seen / planned))
}

const at = (plan: OpenPlan, place: CellAddress, month?: string): number =>
  valueAt(plan, CALIBRATED, month === undefined ? place : { ...place, time: `month:${month}` }) ?? 0

/** What a proposal does to the figures that the caller received. */
function effectSeen({ plan, seen }: Views, place: CellAddress, effect: Effect): Effect {
  const months = effect.months.map((month) => {
    const [before, planned] = [at(seen, place, month.month), at(plan, place, month.month)]
    return {
      ...month,
      before,
      after: inProportion(month.after, before, planned),
      full: month.full === null ? null : inProportion(month.full, before, planned),
    }
  })
  const people = effect.people.map(({ key, after }) => {
    const of = (view: OpenPlan) =>
      sum(months.map(({ month }) => at(view, { ...place, organisation: key }, month)))
    return { key, before: of(seen), after: inProportion(after, of(seen), of(plan)) }
  })
  const [before, after] = [sum(months.map((month) => month.before)), sum(months.map((month) => month.after))]
  const yearBefore = at(seen, place)
  return { months, before, after, yearBefore, yearAfter: yearBefore + after - before, people }
}

/** People right below a unit of the plan: whose targets are the unit's own. */
function ownPeople({ shape }: OpenPlan, unit: string): string[] {
  const tree = shape.dimensions.find(({ name }) => name === 'organisation')
  const parent = tree?.keys.indexOf(unit) ?? -1
  return tree?.keys.filter((key, i) => key.startsWith('person:') && tree.parents[i] === parent) ?? []
}

/** The target of a team's quarter in the plan and as received: from the plan, and before its year from what was published. */
function quarterOf({ plan, seen, earlier }: Views, unit: string, lastMonth: string) {
  const months = monthsFrom(addMonths(lastMonth, -2), 3)
  const inYear = months.filter((month) => plan.shape.months.includes(month))
  const people = ownPeople(plan, unit)
  const of = (view: OpenPlan, published: readonly UnitTarget[]) =>
    sum(people.flatMap((organisation) => inYear.map((month) => at(view, { organisation }, month)))) +
    sum(
      published
        .filter((target) => target.unit === unit && months.includes(target.month))
        .filter(({ month }) => !inYear.includes(month))
        .map(({ amount }) => amount),
    )
  return { planned: of(plan, earlier.plan), received: of(seen, earlier.seen) }
}

/** Attainment of quarters by the targets that the caller received. */
function attainmentSeen(views: Views, unit: string, { figures, series }: Evidence): Evidence {
  const quarters = (series?.points ?? []).map((point) => ({ point, ...quarterOf(views, unit, point.label) }))
  const points = quarters.map(({ point, planned, received }) =>
    point.value === null || received === 0 ? point : { ...point, value: point.value * (planned / received) },
  )
  const figureOf = (code: string) => figures.find((figure) => figure.code === code)?.value ?? 0
  const targets = figureOf('targets') + sum(quarters.map(({ planned, received }) => received - planned))
  const changed: Readonly<Record<string, number>> = {
    targets,
    pooled: figureOf('sales') / targets,
    least: Math.min(...points.flatMap(({ value }) => (value === null ? [] : [value]))),
  }
  return {
    figures: figures.map((figure) => ({ ...figure, value: changed[figure.code] ?? figure.value })),
    series: series === null ? null : { ...series, points },
  }
}

/** A ramp beside the targets that the caller received. */
function rampSeen({ plan, seen }: Views, place: CellAddress, effect: Effect, evidence: Evidence): Evidence {
  const share = (value: number | null, months: readonly string[]) =>
    value === null
      ? null
      : inProportion(
          value,
          sum(months.map((month) => at(seen, place, month))),
          sum(months.map((month) => at(plan, place, month))),
        )
  const all = effect.months.map(({ month }) => month)
  return {
    figures: evidence.figures.map((figure) =>
      figure.unit === 'money' ? { ...figure, value: share(figure.value, all) } : figure,
    ),
    series:
      evidence.series === null
        ? null
        : {
            ...evidence.series,
            points: evidence.series.points.map((point) => ({
              ...point,
              value: share(point.value, [point.label]),
              reference: share(point.reference, [point.label]),
            })),
          },
  }
}

function evidenceSeen(views: Views, { rule, place, effect, evidence }: ProposalRow): Evidence {
  if (rule === 'attainment') return attainmentSeen(views, place.organisation ?? '', evidence)
  return rule === 'ramp' ? rampSeen(views, place, effect, evidence) : evidence
}

async function viewsOf(context: CallContext, tx: WorkspaceTransaction, scenarioId: number): Promise<Views> {
  const { workspaceId, visibility } = context
  const scenario = await getScenarioRow(tx, workspaceId, scenarioId)
  const plan = await openPlan(context, tx, scenario)
  const { plan: seen } = await openSeenPlan(context, tx, scenario)
  const digits = await currencyDigits(tx, workspaceId)
  const days = daysOf(monthsFrom(addMonths(plan.shape.months[0] ?? '', -12), 12))
  const published = (as: CallContext['visibility']) =>
    findApprovedTargets(tx, workspaceId, days, scenario.channel, digits, as)
  return {
    plan,
    seen,
    earlier: { plan: await published({ whole: true }), seen: await published(visibility) },
  }
}

/**
 * Proposals as those see them who received their target through a cascade: what is proposed for a place, beside the figures
 * that they received there. The plan's own figures are for those who see the whole.
 */
export async function proposalsReceived(
  context: CallContext,
  tx: WorkspaceTransaction,
  rows: readonly ProposalRow[],
): Promise<readonly ProposalRow[]> {
  if (context.visibility.whole) return rows
  const scenarios = await findRunScenarios(
    tx,
    context.workspaceId,
    rows.map(({ runId }) => runId),
  )
  const views = new Map<number, Views>()
  for (const scenarioId of new Set(scenarios.values()))
    views.set(scenarioId, await viewsOf(context, tx, scenarioId))
  return rows.map((row) => {
    const view = views.get(scenarios.get(row.runId) ?? 0)
    if (view === undefined) throw new RangeError(`run ${row.runId} has no scenario`)
    return { ...row, effect: effectSeen(view, row.place, row.effect), evidence: evidenceSeen(view, row) }
  })
}
