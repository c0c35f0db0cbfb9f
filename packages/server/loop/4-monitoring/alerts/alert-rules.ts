import type { AlertRule } from '@salesloom/contract'
import { mayDo } from '@salesloom/contract'
import { sql } from 'kysely'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { mayReadMetric } from '../../../foundation/metrics/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { JobQueue } from '../../../platform/jobs/queue.ts'
import { closeAlerts, noteEvent, readRules, type StoredRule } from './alert.store.ts'
import { checkRule, metricCodesOf, metricsOf, readCatalogue } from './alert-rule.ts'

/** Whether a caller’s part holds a rule: all of them for who sees the whole, else those for one of their units. */
function isSeen({ visibility }: CallContext, { part }: AlertRule): boolean {
  return visibility.whole || visibility.orgUnitIds.includes(part.orgUnitId ?? 0)
}

/** Rules of the caller’s part. Thresholds of a metric that the caller may not read are figures of it. */
export async function findAlertRules(context: CallContext) {
  const { database, workspaceId, actor } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const metrics = await readCatalogue(tx, workspaceId)
    const rules = await readRules(tx, workspaceId, { activeOnly: false })
    const seen = rules.filter(({ content }) => {
      const read = metricCodesOf(content).flatMap((code) => metrics.get(code) ?? [])
      return isSeen(context, content) && read.every((metric) => mayReadMetric(context, metric))
    })
    return seen.map((rule) => ({
      ...rule,
      evaluatedAt: rule.evaluatedAt === null ? null : new Date(rule.evaluatedAt).toISOString(),
      editable: mayDo(actor.role, 'alerts.define'),
    }))
  })
}

/** A rule that the caller may change, held. */
async function holdRule(tx: WorkspaceTransaction, context: CallContext, ruleId: number) {
  const { rows } = await sql<Pick<StoredRule, 'content' | 'version' | 'createdBy'>>`
    select content, version, created_by as "createdBy" from alert_rule
    where workspace_id = ${context.workspaceId} and alert_rule_id = ${ruleId} and removed_at is null for update`.execute(
    tx,
  )
  const [rule] = rows
  if (rule === undefined || !isSeen(context, rule.content))
    throw new AppError('notFound', { what: 'alertRule', id: ruleId })
  return rule
}

/** Writes a new rule. */
export async function insertRule(tx: WorkspaceTransaction, context: CallContext, content: AlertRule) {
  const { rows } = await sql<{ id: number }>`
    insert into alert_rule (workspace_id, content, created_by, created_at)
    values (${context.workspaceId}, ${JSON.stringify(content)}::jsonb, ${context.actor.name},
      ${context.clock.now().toISOString()})
    returning alert_rule_id as id`.execute(tx)
  return { ruleId: rows[0]?.id ?? 0, version: 1 }
}

type Saving = { readonly ruleId: number | null; readonly version: number; readonly content: AlertRule }

async function overwrite(tx: WorkspaceTransaction, context: CallContext, ruleId: number, saving: Saving) {
  const before = await holdRule(tx, context, ruleId)
  if (before.version !== saving.version)
    throw new AppError('versionConflict', {
      who: before.createdBy,
      theirs: before.version,
      yours: saving.version,
    })
  await sql`update alert_rule set content = ${JSON.stringify(saving.content)}::jsonb, version = version + 1
    where workspace_id = ${context.workspaceId} and alert_rule_id = ${ruleId}`.execute(tx)
  return { ruleId, version: before.version + 1, before: before.content }
}

async function personExists(tx: WorkspaceTransaction, workspaceId: number, personId: number | null) {
  if (personId === null) return
  const { rows } =
    await sql`select 1 from person where workspace_id = ${workspaceId} and person_id = ${personId}`.execute(
      tx,
    )
  if (rows.length === 0) throw new AppError('notFound', { what: 'person', id: personId })
}

/** Makes or changes a rule; what it says now is worked out right afterwards. */
export async function saveAlertRule(context: CallContext, queue: JobQueue, saving: Saving) {
  const { database, workspaceId, clock, actor } = context
  const saved = await inWorkspace(database, workspaceId, async (tx) => {
    const { content } = saving
    checkRule(context, content, metricsOf(content, await readCatalogue(tx, workspaceId)))
    await personExists(tx, workspaceId, saving.content.ownerId)
    const { before, ...done } =
      saving.ruleId === null
        ? { ...(await insertRule(tx, context, saving.content)), before: undefined }
        : await overwrite(tx, context, saving.ruleId, saving)
    await recordAudit(tx, context, {
      action: 'monitoring.saveAlertRule',
      subject: `alertRule:${done.ruleId}`,
      before,
      after: saving.content,
    })
    await emit(tx, workspaceId, { name: 'monitoring.alertsChanged', payload: {} }, clock.now())
    return done
  })
  await queue.enqueue(workspaceId, 'evaluateAlerts', 'rule', actor.name)
  return saved
}

/** Stops, starts or removes a rule. What it raised is closed, with the name of who did so. */
export async function setAlertRule(
  context: CallContext,
  { ruleId, to }: { ruleId: number; to: 'active' | 'stopped' | 'removed' },
) {
  const { database, workspaceId, clock, actor } = context
  const at = clock.now().toISOString()
  return inWorkspace(database, workspaceId, async (tx) => {
    await holdRule(tx, context, ruleId)
    await sql`update alert_rule set active = ${to === 'active'}, state = 'normal',
        removed_at = ${to === 'removed' ? at : null}
      where workspace_id = ${workspaceId} and alert_rule_id = ${ruleId}`.execute(tx)
    const { rows } = await sql<{ id: number }>`select alert_id as id from alert
      where workspace_id = ${workspaceId} and alert_rule_id = ${ruleId} and closed_at is null`.execute(tx)
    if (to !== 'active') {
      await closeAlerts(
        tx,
        workspaceId,
        rows.map(({ id }) => id),
        at,
      )
      for (const { id } of rows)
        await noteEvent(tx, workspaceId, { alertId: id, kind: 'recovered', byName: actor.name, at, note: to })
    }
    await recordAudit(tx, context, {
      action: 'monitoring.setAlertRule',
      subject: `alertRule:${ruleId}`,
      after: { to },
    })
    await emit(tx, workspaceId, { name: 'monitoring.alertsChanged', payload: {} }, clock.now())
    return { ruleId }
  })
}
