import { sql } from 'kysely'
import { mayReadField } from '../../../foundation/access/index.ts'
import { todayOf } from '../../../foundation/entries/index.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { ModelQuality } from './chance-of-customers.ts'
import { FIRST_RULE, type GradingRule, readRule } from './grading-rule.ts'
import { CHANGED, seenGrades } from './seen-grades.ts'

type Run = { runId: number; day: string; startedBy: string; at: string; model: ModelQuality }
type Counts = { A: number; B: number; C: number; changed: number; overdue: number }

/** A rule as a caller may know it: bounds and margin only where margins are read. */
function shownRule(context: CallContext, rule: GradingRule | undefined) {
  if (rule === undefined) return null
  if (mayReadField(context, 'margin')) return rule
  const { boundA: _a, boundB: _b, marginShare: _margin, ...rest } = rule
  return rest
}

/** The newest run; how good the model is, is a figure of the whole company and said to who sees it. */
async function newestRun(tx: WorkspaceTransaction, { workspaceId, visibility }: CallContext) {
  const { rows } = await sql<Run>`select grading_run_id as "runId", day, started_by as "startedBy",
      to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, model
    from grading_run where workspace_id = ${workspaceId} order by grading_run_id desc limit 1`.execute(tx)
  const run = rows[0]
  if (run === undefined) return null
  const { model } = run
  return { ...run, model: visibility.whole ? { ...model, reliability: [...model.reliability] } : null }
}

/** The rule, the newest run and what the caller's customers come to. */
export async function getGrading(context: CallContext) {
  const { workspaceId } = context
  return readWorkspace(context.database, workspaceId, async (tx) => {
    const saved = await readRule(tx, workspaceId)
    const today = await todayOf(tx, context)
    const { rows } = await sql<Counts>`
      select (count(*) filter (where s.grade = 'A'))::int as "A", (count(*) filter (where s.grade = 'B'))::int as "B",
        (count(*) filter (where s.grade = 'C'))::int as "C", (count(*) filter (where ${CHANGED}))::int as changed,
        (count(*) filter (where s.is_overdue))::int as overdue
      from ${seenGrades(context, today, saved?.content ?? FIRST_RULE)} s`.execute(tx)
    const { A = 0, B = 0, C = 0, changed = 0, overdue = 0 } = rows[0] ?? {}
    return {
      rule: shownRule(context, saved?.content),
      version: saved?.version ?? 0,
      run: await newestRun(tx, context),
      counts: { A, B, C },
      changed,
      overdue,
    }
  })
}
