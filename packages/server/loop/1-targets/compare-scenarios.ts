import type { CellAddress } from '@salesloom/contract'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { openSeenPlan } from './cascade/seen-plan.ts'
import { firstMeasure } from './decomposition/open-plan.ts'
import type { ColumnAxis } from './decomposition/plan-rows.ts'
import { readRows } from './decomposition/read-rows.ts'
import { loadMemberNames } from './member-names.ts'
import { requireMeasure } from './readable-measures.ts'
import { getSeenScenario } from './seen-scenario.ts'

type Comparison = {
  readonly from: number
  readonly to: number
  readonly measure?: string | undefined
  readonly at: CellAddress
  readonly axis: ColumnAxis
  readonly columns: ColumnAxis
}

type Answer = ReturnType<typeof readRows>
type Row = Answer['groups'][number][number]

/** Rows of both, in the order of the second, then those that only the first has. */
function pairs(
  from: readonly Row[],
  to: readonly Row[],
): Array<{ from: Row | undefined; to: Row | undefined; row: Row }> {
  const before = new Map(from.map((row) => [row.key, row]))
  const after = new Set(to.map(({ key }) => key))
  return [
    ...to.map((row) => ({ from: before.get(row.key), to: row, row })),
    ...from.filter(({ key }) => !after.has(key)).map((row) => ({ from: row, to: undefined, row })),
  ]
}

function valueAt(answer: Answer, row: Row | undefined, column: string): number | null {
  const index = answer.columns.findIndex(({ key }) => key === column)
  return index < 0 ? null : (row?.values[index] ?? null)
}

/** Two scenarios side by side below a place: each row and column with both figures, limited to the caller's part. */
export async function compareScenarios(context: CallContext, input: Comparison) {
  const { database, workspaceId, visibility } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const nameOf = await loadMemberNames(tx, workspaceId)
    const read = async (scenarioId: number) => {
      const { plan } = await openSeenPlan(context, tx, await getSeenScenario(context, tx, scenarioId))
      const measure = input.measure ?? firstMeasure(plan.scenario)
      await requireMeasure(context, tx, plan.scenario, measure)
      const { at, axis, columns } = input
      const parents = [
        { at, axis: 'none' as const },
        { at, axis },
      ]
      return readRows(plan, visibility, { measure, columns, filter: {}, parents }, nameOf)
    }
    const [from, to] = [await read(input.from), await read(input.to)]
    const columns = [
      ...new Map([...to.columns, ...from.columns].map((column) => [column.key, column])).values(),
    ]
    return {
      columns,
      total: { from: from.groups[0]?.[0]?.total ?? null, to: to.groups[0]?.[0]?.total ?? null },
      rows: pairs(from.groups[1] ?? [], to.groups[1] ?? []).map(({ from: before, to: after, row }) => ({
        at: row.at,
        key: row.key,
        name: row.name,
        isLeaf: row.isLeaf,
        from: before?.total ?? null,
        to: after?.total ?? null,
        values: columns.map(({ key }) => ({ from: valueAt(from, before, key), to: valueAt(to, after, key) })),
      })),
    }
  })
}
