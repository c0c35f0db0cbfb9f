import { cellCount } from '@salesloom/engine/allocation'
import { digestOf } from '@salesloom/engine/plan-cube'
import { recordAudit } from '../../foundation/audit/index.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { computeTarget, type TargetInput } from './compute-target.ts'
import { putCells } from './decomposition/chunk.store.ts'
import { appendOperation } from './decomposition/operation.store.ts'
import { insertScenario, putPlan } from './scenario.store.ts'

const MEASURE = 'sales'

/** Makes a working scenario: next year's target from a year's actual and a growth, broken down to every person and month. */
export async function setTarget(
  context: CallContext,
  input: TargetInput & { readonly name: string },
): Promise<{ scenarioId: number }> {
  const { database, workspaceId, actor, clock } = context
  const at = clock.now()
  return inWorkspace(database, workspaceId, async (tx) => {
    const target = await computeTarget(tx, workspaceId, input)
    const planId = await putPlan(tx, workspaceId, target.fiscalYear, input.channel)
    const scenarioId = await insertScenario(tx, workspaceId, {
      planId,
      name: input.name,
      baseYear: input.baseYear,
      growthPercent: input.growthPercent,
      shape: target.shape,
      cellCount: cellCount(target.shape),
      createdBy: actor.name,
      createdAt: at.toISOString(),
    })
    await putCells(tx, workspaceId, scenarioId, 'start', MEASURE, target.values)
    await putCells(tx, workspaceId, scenarioId, 'base', MEASURE, target.base)
    await putCells(tx, workspaceId, scenarioId, 'weight', MEASURE, target.weights)
    const { baseTotal, total, fallbacks, departed } = target
    const payload = { ...input, fiscalYear: target.fiscalYear, baseTotal, total, fallbacks, departed }
    await appendOperation(
      tx,
      workspaceId,
      scenarioId,
      { kind: 'setTarget', measure: MEASURE, payload, digest: digestOf(target.values) },
      { userId: actor.userId, name: actor.name, at: at.toISOString() },
    )
    await recordAudit(tx, context, {
      action: 'targets.setTarget',
      subject: `scenario:${scenarioId}`,
      after: payload,
    })
    await emit(tx, workspaceId, { name: 'targets.scenarioChanged', payload: { scenarioId } }, at)
    return { scenarioId }
  })
}
