import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { tryOperation } from './decomposition/edit-plan.ts'
import { firstMeasure, openPlan } from './decomposition/open-plan.ts'
import type { Edit } from './decomposition/plan-operation.ts'
import { type RowsView, readRows } from './decomposition/read-rows.ts'
import { checkMonths, checkVersion, checkWorking, type Versioned } from './edit-scenario.ts'
import { loadMemberNames } from './member-names.ts'
import { requireMeasure } from './readable-measures.ts'
import { getScenarioRow } from './scenario.store.ts'

type Preview = Versioned & {
  readonly edits: readonly Edit[]
  readonly measure?: string | undefined
  readonly note?: string | undefined
  readonly view?: RowsView | undefined
}

/** What edits would come to, and the rows of a view as they would be. Nothing is saved, nobody else sees it. */
export async function previewEdits(context: CallContext, input: Preview) {
  const { database, workspaceId, visibility, actor, clock } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const scenario = await getScenarioRow(tx, workspaceId, input.scenarioId)
    await checkVersion(tx, workspaceId, scenario, input)
    checkWorking(scenario)
    const plan = await openPlan(context, tx, scenario)
    const nameOf = await loadMemberNames(tx, workspaceId)
    const measure = input.measure ?? firstMeasure(scenario)
    await requireMeasure(context, tx, scenario, measure)
    const operation = { kind: 'spread', measure, payload: { edits: input.edits } } as const
    checkMonths(scenario, plan.shape, operation)
    const seen: { view: ReturnType<typeof readRows> | null } = { view: null }
    const by = { byName: actor.name, at: clock.now().toISOString(), note: input.note ?? null }
    const look = () => {
      if (input.view !== undefined) seen.view = readRows(plan, visibility, { measure, ...input.view }, nameOf)
    }
    const { effect } = tryOperation(plan, operation, by, look, nameOf)
    return { ...effect, view: seen.view }
  })
}
