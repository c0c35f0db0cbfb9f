import type { AuditAction } from '@salesloom/contract'
import { additiveOf, digestOf } from '@salesloom/engine/plan-cube'
import { recordAudit } from '../../foundation/audit/index.ts'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { putCells } from './decomposition/chunk.store.ts'
import { baseOfMeasure, openPlan } from './decomposition/open-plan.ts'
import { appendOperation } from './decomposition/operation.store.ts'
import { getScenarioRow, insertScenario, type ScenarioOrigin, type ScenarioRow } from './scenario.store.ts'

type Branch = {
  readonly scenarioId: number
  readonly name: string
  readonly description: string
}

type Kind = {
  readonly origin: ScenarioOrigin
  readonly isWhatIf: boolean
  readonly effectiveMonth: string | null
}

/** Copies the cells of a scenario, as they are, into a new working one of the same plan. @returns its id */
export async function copyScenario(
  tx: WorkspaceTransaction,
  context: CallContext,
  source: ScenarioRow,
  { name, description }: Branch,
  kind: Kind,
): Promise<number> {
  const { workspaceId, actor, clock } = context
  const plan = await openPlan(context, tx, source)
  const at = clock.now().toISOString()
  const { planId, baseYear, growthPercent, cellCount, measures } = source
  const scenarioId = await insertScenario(tx, workspaceId, {
    planId,
    name,
    description,
    baseYear,
    growthPercent,
    cellCount,
    measures,
    ...kind,
    originScenarioId: source.scenarioId,
    shape: plan.shape,
    createdBy: actor.name,
    createdAt: at,
  })
  for (const measure of measures) {
    if (measure.kind === 'ratio') continue
    const { values } = additiveOf(plan.state.cube, measure.code)
    const { values: base } = additiveOf(plan.state.cube, baseOfMeasure(measure.code))
    await putCells(tx, workspaceId, scenarioId, 'start', measure.code, values)
    await putCells(tx, workspaceId, scenarioId, 'base', measure.code, base)
    const unitBase = plan.state.unitBase.get(baseOfMeasure(measure.code)) ?? new Float64Array(0)
    await putCells(tx, workspaceId, scenarioId, 'unitBase', measure.code, unitBase)
    const payload = { scenarioId: source.scenarioId, name: source.name, version: source.version }
    const row = { kind: 'copy', measure: measure.code, payload, digest: digestOf(values) } as const
    await appendOperation(tx, workspaceId, scenarioId, row, { userId: actor.userId, name: actor.name, at })
  }
  return scenarioId
}

async function copyUnder(
  context: CallContext,
  action: AuditAction,
  input: Branch,
  kindOf: (source: ScenarioRow) => Kind,
) {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    // Locked, so that the cells copied are those of one version.
    const source = await getScenarioRow(tx, workspaceId, input.scenarioId, true)
    const scenarioId = await copyScenario(tx, context, source, input, kindOf(source))
    await recordAudit(tx, context, {
      action,
      subject: `scenario:${scenarioId}`,
      after: { ...input, from: source.scenarioId },
    })
    await emit(tx, workspaceId, { name: 'targets.scenarioChanged', payload: { scenarioId } }, clock.now())
    return { scenarioId }
  })
}

/** Makes a working copy of a scenario: a branch to try something. */
export async function branchScenario(context: CallContext, input: Branch & { readonly isWhatIf: boolean }) {
  return copyUnder(context, 'targets.branchScenario', input, () => ({
    origin: 'branch',
    isWhatIf: input.isWhatIf,
    effectiveMonth: null,
  }))
}

/** Makes the successor of an approved scenario, of which the months from `effectiveMonth` on may change. */
export async function succeedScenario(
  context: CallContext,
  input: Branch & { readonly effectiveMonth: string },
) {
  return copyUnder(context, 'targets.succeedScenario', input, (source) => {
    if (source.state !== 'approved')
      throw new AppError('scenarioState', { name: source.name, state: source.state })
    if (Number(input.effectiveMonth.slice(0, 4)) - source.fiscalYear > 0 || input.effectiveMonth.length !== 7)
      throw new AppError('invalidInput', { field: 'effectiveMonth', reason: input.effectiveMonth })
    return { origin: 'successor', isWhatIf: false, effectiveMonth: input.effectiveMonth }
  })
}
