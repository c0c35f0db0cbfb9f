import type { Dimension } from '@salesloom/engine/allocation'
import { recipientsBehind } from '../../../foundation/mail/index.ts'
import type { Database, WorkspaceTransaction } from '../../../platform/database/index.ts'
import { openPlan } from '../decomposition/open-plan.ts'
import { getScenarioRow } from '../scenario.store.ts'
import type { CascadeStateName } from './cascade.store.ts'
import { organisationOf } from './open-cascade.ts'

/** A node that somebody is to act on. */
export type Waiting = {
  readonly scenarioId: number
  readonly member: string
  readonly state: CascadeStateName
}

/** States in which those above are to settle the figure. */
export const UNSETTLED: readonly CascadeStateName[] = ['proposed', 'disputed']

/** Those above a member, nearest first. */
function above({ keys, parents }: Dimension, member: string): string[] {
  const found: string[] = []
  let position = parents[keys.indexOf(member)] ?? -1
  while (position >= 0) {
    found.push(keys[position]!)
    position = parents[position]!
  }
  return found
}

/**
 * Whom each node waits for: whoever received its target, or, once they dispute it or propose another figure, those who lead the
 * nearest unit above that somebody leads.
 * @returns for every recipient who is known, the nodes that wait for them
 */
export async function whoIsAwaited<T extends Waiting>(
  database: Database,
  tx: WorkspaceTransaction,
  workspaceId: number,
  waiting: readonly T[],
  today: string,
) {
  const asked: Array<{ readonly node: T; readonly members: readonly string[] }> = []
  for (const [scenarioId, nodes] of Map.groupBy(waiting, (node) => node.scenarioId)) {
    const disputes = nodes.some(({ state }) => UNSETTLED.includes(state))
    const plan = disputes
      ? await openPlan({ database, workspaceId }, tx, await getScenarioRow(tx, workspaceId, scenarioId))
      : null
    for (const node of nodes) {
      const settled = plan !== null && UNSETTLED.includes(node.state)
      asked.push({ node, members: settled ? above(organisationOf(plan.shape), node.member) : [node.member] })
    }
  }
  const members = [...new Set(asked.flatMap((each) => each.members))]
  const behind = Map.groupBy(await recipientsBehind(tx, workspaceId, members, today), ({ member }) => member)
  return asked.flatMap(({ node, members: chain }) => {
    const nearest = chain.find((member) => behind.has(member)) ?? ''
    return (behind.get(nearest) ?? []).map(({ email, locale }) => ({ node, recipient: { email, locale } }))
  })
}
