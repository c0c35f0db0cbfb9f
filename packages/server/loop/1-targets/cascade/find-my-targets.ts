import type { CellAddress } from '@salesloom/contract'
import { currencyDigits } from '../../../foundation/facts/index.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext, Visibility } from '../../../platform/http/call-context.ts'
import { baseOfMeasure, type OpenPlan } from '../decomposition/open-plan.ts'
import { shownBase, sumInScopes } from '../decomposition/plan-rows.ts'
import { findCascadeScenarios, findEntryRows } from './cascade.store.ts'
import { periodsOfCommitment } from './commit-figures.ts'
import { type Described, describeCascade, describeNode, rulesOf } from './describe-node.ts'
import { openCascade } from './open-cascade.ts'
import { planSeenFrom } from './seen-plan.ts'

const ALL: Visibility = { whole: true }

function figureAt(plan: OpenPlan, measure: string, at: CellAddress): number {
  return sumInScopes(plan, ALL, [measure], at)[measure] ?? 0
}

/** The periods of a node with what was received for each, as its own view of the plan has them. */
function periodsOf({ cascade, commitments }: Described, seen: OpenPlan, member: string) {
  const { measure } = cascade.row
  const mine = commitments.filter((commitment) => commitment.member === member)
  const ownOf = (period: string) => figureAt(seen, measure, { organisation: member, time: period })
  const periods = periodsOfCommitment(cascade.row, cascade.plan).map((period) => ({
    period,
    own: ownOf(period),
    committed: mine.find((commitment) => commitment.period === period)?.amount ?? null,
  }))
  const quarters = periodsOfCommitment({ commitPer: 'quarter' }, cascade.plan).map((period) => ({
    period,
    own: ownOf(period),
  }))
  return { periods, quarters }
}

async function describeOwn(
  tx: WorkspaceTransaction,
  context: CallContext,
  described: Described,
  position: number,
  digits: number,
) {
  const { cascade, nameOf, today } = described
  const { tree, row, plan } = cascade
  const { scenario } = plan
  const member = tree.keys[position]!
  const parent = tree.parents[position]!
  const seen = planSeenFrom(cascade, [member])
  const base = figureAt(seen, baseOfMeasure(row.measure), { organisation: member })
  return {
    scenarioId: scenario.scenarioId,
    scenarioName: scenario.name,
    fiscalYear: scenario.fiscalYear,
    baseYear: scenario.baseYear,
    base: shownBase(plan, row.measure, base, digits) ?? 0,
    rules: rulesOf(cascade, today, cascade.nodes.get(member)),
    node: describeNode(described, position),
    ...periodsOf(described, seen, member),
    passedOnBy: parent < 0 ? null : nameOf(tree.keys[parent]!),
    entries: await findEntryRows(tx, context.workspaceId, row.scenarioId, [member]),
  }
}

/** The caller's own targets: of the units that they lead and of themselves, in every plan that counts. */
export async function findMyTargets(context: CallContext) {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const digits = await currencyDigits(tx, workspaceId)
    const found: Array<Awaited<ReturnType<typeof describeOwn>>> = []
    for (const scenarioId of await findCascadeScenarios(tx, workspaceId)) {
      const cascade = await openCascade(context, tx, scenarioId)
      if (cascade.plan.scenario.state === 'superseded') continue
      const described = await describeCascade(tx, context, cascade)
      for (const [position, key] of cascade.tree.keys.entries())
        if (cascade.nodes.has(key) && described.place.isOwn(position))
          found.push(await describeOwn(tx, context, described, position, digits))
    }
    return found
  })
}
