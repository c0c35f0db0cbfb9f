import type { Dimension } from '@salesloom/engine/allocation'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { todayOf } from '../../../foundation/entries/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { firstMeasure, type OpenPlan, openPlan } from '../decomposition/open-plan.ts'
import { getScenarioRow, type ScenarioRow } from '../scenario.store.ts'
import {
  addEntries,
  getCascadeRow,
  type NewEntry,
  type NodeWrite,
  putCascade,
  putNodes,
} from './cascade.store.ts'
import { organisationOf } from './open-cascade.ts'
import { publishDecided } from './publish-received.ts'

type PublishInput = {
  readonly scenarioId: number
  readonly dueOn: string
  readonly leastPercent: number
  readonly greatestPercent: number
  readonly shiftPercent: number
  readonly overPercent: number
  readonly commitPer: 'year' | 'quarter'
}

/** Refuses a percentage outside of the range that the publisher set. */
export function checkOver(
  limits: { readonly leastPercent: number; readonly greatestPercent: number },
  asked: number,
): void {
  const { leastPercent: least, greatestPercent: greatest } = limits
  if (asked < least || asked > greatest) throw new AppError('cascadeOverLimit', { asked, least, greatest })
}

async function checkPublishable(
  tx: WorkspaceTransaction,
  context: CallContext,
  scenario: ScenarioRow,
  input: PublishInput,
): Promise<void> {
  const { name, state } = scenario
  if (scenario.isWhatIf) throw new AppError('scenarioWhatIf', { name })
  if (state !== 'working' && state !== 'approved') throw new AppError('scenarioState', { name, state })
  const existing = await getCascadeRow(tx, context.workspaceId, scenario.scenarioId)
  if (existing !== null && existing.withdrawn === null)
    throw new AppError('cascadeExists', { name, who: existing.publishedBy })
  const today = await todayOf(tx, context)
  if (input.dueOn < today) throw new AppError('cascadeDueOn', { day: input.dueOn, today })
  if (input.leastPercent > input.greatestPercent)
    throw new AppError('invalidInput', { field: 'leastPercent', reason: `> ${input.greatestPercent}` })
  checkOver(input, input.overPercent)
}

/** Whether somebody stands at or below a position who can answer for it. */
function hasPeople({ keys, ends }: Dimension, position: number): boolean {
  return keys.slice(position, ends[position]).some((key) => key.startsWith('person:'))
}

/**
 * Every node that takes part as it starts: roots that pass on have agreed, those right below are asked, the others wait.
 * Units without anybody who carries a target are left out.
 */
function firstNodes(plan: OpenPlan, overPercent: number): NodeWrite[] {
  const tree = organisationOf(plan.shape)
  return tree.keys.flatMap((member, position): NodeWrite[] => {
    if (!hasPeople(tree, position)) return []
    const isLeaf = tree.ends[position] === position + 1
    const depth = tree.depths[position]!
    const passes = depth === 0 && !isLeaf
    const node: NodeWrite = {
      member,
      state: passes ? 'accepted' : depth <= 1 ? 'open' : 'waiting',
      overPercent: passes ? overPercent : null,
      shift: 0,
      answeredAmount: null,
    }
    return [node]
  })
}

/** The first lines of the ledger: at the roots what was published, below them that they are asked. */
function firstEntries(nodes: readonly NodeWrite[]): NewEntry[] {
  return nodes.flatMap(({ member, state, overPercent }): NewEntry[] => {
    if (overPercent !== null) return [{ member, kind: 'published', percent: overPercent }]
    return state === 'open' ? [{ member, kind: 'opened' }] : []
  })
}

/** Publishes a scenario to the next level, with a last day to answer and the limits of every level. */
export async function publishCascade(context: CallContext, input: PublishInput) {
  const { database, workspaceId, actor, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const scenario = await getScenarioRow(tx, workspaceId, input.scenarioId, true)
    await checkPublishable(tx, context, scenario, input)
    const plan = await openPlan(context, tx, scenario)
    const [publishedBy, publishedAt] = [actor.name, clock.now().toISOString()]
    await putCascade(tx, workspaceId, {
      ...input,
      measure: firstMeasure(scenario),
      publishedBy,
      publishedAt,
    })
    const nodes = firstNodes(plan, input.overPercent)
    await putNodes(tx, context, input.scenarioId, nodes)
    await addEntries(tx, context, input.scenarioId, firstEntries(nodes))
    await publishDecided(context, tx, input.scenarioId)
    const subject = `scenario:${input.scenarioId}`
    await recordAudit(tx, context, { action: 'targets.publishCascade', subject, after: input })
    const event = { name: 'targets.cascadeChanged' as const, payload: { scenarioId: input.scenarioId } }
    await emit(tx, workspaceId, event, clock.now())
    return { scenarioId: input.scenarioId }
  })
}
