import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { editScenario, type Versioned } from './edit-scenario.ts'
import { publishPlan } from './publish-plan.ts'
import { advance, type ScenarioRow } from './scenario.store.ts'

function checkState(scenario: ScenarioRow, wanted: ScenarioRow['state']): void {
  if (scenario.state !== wanted)
    throw new AppError('scenarioState', { name: scenario.name, state: scenario.state })
}

/** Hands a working scenario in for approval; its cells no longer change. */
export async function submitScenario(context: CallContext, input: Versioned) {
  return editScenario(context, 'targets.submitScenario', input, async (tx, scenario) => {
    checkState(scenario, 'working')
    if (scenario.isWhatIf) throw new AppError('scenarioWhatIf', { name: scenario.name })
    const version = await advance(tx, context.workspaceId, input.scenarioId, 'submitted')
    return {
      result: { version, state: 'submitted' as const },
      before: { state: 'working' },
      after: { state: 'submitted' },
    }
  })
}

/** Makes a submitted scenario the year's target; one approved before for the same plan is superseded. */
export async function approveScenario(context: CallContext, input: Versioned) {
  const { workspaceId } = context
  return editScenario(context, 'targets.approveScenario', input, async (tx, scenario) => {
    checkState(scenario, 'submitted')
    await sql`update scenario set state = 'superseded', version = version + 1
      where workspace_id = ${workspaceId} and plan_id = ${scenario.planId} and state = 'approved'`.execute(tx)
    const version = await advance(tx, workspaceId, input.scenarioId, 'approved')
    await publishPlan(tx, context, scenario)
    return {
      result: { version, state: 'approved' as const },
      before: { state: 'submitted' },
      after: { state: 'approved' },
      event: 'targets.scenarioApproved',
    }
  })
}
