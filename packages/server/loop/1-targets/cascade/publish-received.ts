import type { FiscalCalendar } from '@salesloom/engine/calendar'
import { digestOf } from '@salesloom/engine/plan-cube'
import { loadCalendar } from '../../../foundation/fiscal-calendar/index.ts'
import { publishLayers, type TargetLayer } from '../../../foundation/metrics/index.ts'
import { type Database, inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { type OpenPlan, openPlan } from '../decomposition/open-plan.ts'
import { getScenarioRow } from '../scenario.store.ts'
import { idIn, targetCells } from '../target-cells.ts'
import { getCascadeRow } from './cascade.store.ts'
import { cascadeOf, type OpenCascade } from './open-cascade.ts'
import { type CombinationsByLeaf, combinationsByLeaf, leafAmounts, seenCells } from './seen-plan.ts'

/** What a node received, spread over everybody below it, as a layer of the published targets. */
function layerOf(
  cascade: OpenCascade,
  lists: CombinationsByLeaf,
  calendar: FiscalCalendar,
  position: number,
): TargetLayer {
  const { tree, plan, row } = cascade
  const key = tree.keys[position]!
  const measure = plan.state.measures.find(({ code }) => code === row.measure)
  const digits = measure?.unit === 'money' ? plan.state.digits : 0
  const cells = [...seenCells(cascade, lists, leafAmounts(cascade, [key]))]
  return {
    position,
    lastPosition: tree.ends[position]! - 1,
    orgUnitId: key.startsWith('orgUnit:') ? idIn(key) : null,
    personId: key.startsWith('person:') ? idIn(key) : null,
    digest: String(digestOf(Float64Array.from(cells.flat()))),
    cells: () => targetCells(plan.shape, cells, { digits, calendar }),
  }
}

/** A layer for each node of a cascade by which somebody may see it; none where everybody received what the plan says. */
function layersOf(cascade: OpenCascade, calendar: FiscalCalendar): TargetLayer[] {
  const { tree, sums, targets } = cascade
  if (sums.every((sum, position) => targets.own[position] === sum)) return []
  const lists = combinationsByLeaf(cascade)
  return tree.keys.flatMap((key, position) =>
    idIn(key) === null ? [] : [layerOf(cascade, lists, calendar, position)],
  )
}

/**
 * Publishes what each level of an approved plan received through its cascade, so that metrics are compared, for
 * everybody, with the figures that their own pages show. What did not change is left as it is.
 */
export async function publishReceived(
  tx: WorkspaceTransaction,
  { workspaceId }: { readonly workspaceId: number },
  plan: OpenPlan,
): Promise<void> {
  const { planId, channel, scenarioId } = plan.scenario
  const row = await getCascadeRow(tx, workspaceId, scenarioId)
  if (row === null) return
  // A withdrawn one leaves everybody with what the plan says.
  const cascade = await cascadeOf(tx, workspaceId, plan)
  await publishLayers(
    tx,
    workspaceId,
    { planId, channel, metric: row.measure },
    cascade === null ? [] : layersOf(cascade, await loadCalendar(tx, workspaceId)),
  )
}

type At = { readonly database: Database; readonly workspaceId: number }

/** The same after a decision in a cascade: only an approved scenario is compared with. */
export async function publishDecided(at: At, tx: WorkspaceTransaction, scenarioId: number): Promise<void> {
  const scenario = await getScenarioRow(tx, at.workspaceId, scenarioId)
  if (scenario.state === 'approved') await publishReceived(tx, at, await openPlan(at, tx, scenario))
}

/** Publishes what was received of a scenario, in a transaction of its own. */
export async function republishReceived(at: At, scenarioId: number): Promise<void> {
  await inWorkspace(at.database, at.workspaceId, (tx) => publishDecided(at, tx, scenarioId))
}
