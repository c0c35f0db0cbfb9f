import { cellCount } from '@salesloom/engine/allocation'
import { digestOf } from '@salesloom/engine/plan-cube'
import { recordAudit } from '../../foundation/audit/index.ts'
import { inWorkspace, readWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { type ComputedMeasure, computeTarget, type TargetInput } from './compute-target.ts'
import { putCells } from './decomposition/chunk.store.ts'
import { appendOperation } from './decomposition/operation.store.ts'
import { findPlannableMetrics } from './planned-ratios.ts'
import { insertScenario, putPlan } from './scenario.store.ts'

type Made = { readonly scenarioId: number; readonly fiscalYear: number; readonly input: TargetInput }

/** Writes the cells of a measure and the operation that made them. @returns what the operation says */
async function putMeasure(
  tx: WorkspaceTransaction,
  context: CallContext,
  { scenarioId, fiscalYear, input }: Made,
  computed: ComputedMeasure,
) {
  const { workspaceId, actor, clock } = context
  const { measure, base, weights, values, baseTotal, total, fallbacks, departed, growthPercent } = computed
  await putCells(tx, workspaceId, scenarioId, 'start', measure.code, values)
  await putCells(tx, workspaceId, scenarioId, 'base', measure.code, base)
  await putCells(tx, workspaceId, scenarioId, 'weight', measure.code, weights)
  await putCells(tx, workspaceId, scenarioId, 'unitBase', measure.code, computed.unitBase)
  const payload = { ...input, growthPercent, fiscalYear, baseTotal, total, fallbacks, departed }
  await appendOperation(
    tx,
    workspaceId,
    scenarioId,
    { kind: 'setTarget', measure: measure.code, payload, digest: digestOf(values) },
    { userId: actor.userId, name: actor.name, at: clock.now().toISOString() },
  )
  return payload
}

/** Makes a working scenario: next year's targets from a year's actuals and growth, broken down to every person and month. */
export async function setTarget(
  context: CallContext,
  input: TargetInput & { readonly name: string },
): Promise<{ scenarioId: number }> {
  const { database, workspaceId, actor, clock } = context
  const at = clock.now()
  return inWorkspace(database, workspaceId, async (tx) => {
    const target = await computeTarget(context, tx, input)
    const { fiscalYear, others, ratios } = target
    const planId = await putPlan(tx, workspaceId, fiscalYear, input.channel)
    const scenarioId = await insertScenario(tx, workspaceId, {
      planId,
      name: input.name,
      baseYear: input.baseYear,
      growthPercent: input.growthPercent,
      measures: [target.measure, ...others.map(({ measure }) => measure), ...ratios],
      shape: target.shape,
      cellCount: cellCount(target.shape),
      createdBy: actor.name,
      createdAt: at.toISOString(),
    })
    const made = { scenarioId, fiscalYear, input }
    const payload = await putMeasure(tx, context, made, target)
    for (const other of others) await putMeasure(tx, context, made, other)
    await recordAudit(tx, context, {
      action: 'targets.setTarget',
      subject: `scenario:${scenarioId}`,
      after: payload,
    })
    await emit(tx, workspaceId, { name: 'targets.scenarioChanged', payload: { scenarioId } }, at)
    return { scenarioId }
  })
}

/** Metrics that a plan can set beside sales. */
export async function findPlannable(context: CallContext) {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, (tx) => findPlannableMetrics(context, tx))
}
