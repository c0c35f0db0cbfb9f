import type { AlertRule, Locale } from '@salesloom/contract'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { inWorkspace } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { JobQueue } from '../../../platform/jobs/queue.ts'
import { readRules } from './alert.store.ts'
import { insertRule } from './alert-rules.ts'
import { DEFAULT_RULES } from './default-rules.ts'
import { shippedNameOf, shippedNamesOf } from './rule-name.ts'

/** The shipped rules with their names in a language. */
export function defaultRules(locale: Locale): AlertRule[] {
  return DEFAULT_RULES.map(({ key, ...rule }) => ({ ...rule, name: shippedNameOf(key, locale) }))
}

/** Adds the shipped rules that are not there yet. */
export async function addDefaultAlertRules(context: CallContext, queue: JobQueue, locale: Locale) {
  const { database, workspaceId, clock, actor } = context
  const added = await inWorkspace(database, workspaceId, async (tx) => {
    const there = new Set(
      (await readRules(tx, workspaceId, { activeOnly: false })).map(({ content }) => content.name),
    )
    const missing = defaultRules(locale).filter(
      (_, i) =>
        !shippedNamesOf((DEFAULT_RULES[i] as (typeof DEFAULT_RULES)[number]).key).some((name) =>
          there.has(name),
        ),
    )
    for (const rule of missing) {
      const { ruleId } = await insertRule(tx, context, rule)
      const subject = `alertRule:${ruleId}`
      await recordAudit(tx, context, { action: 'monitoring.saveAlertRule', subject, after: rule })
    }
    if (missing.length > 0)
      await emit(tx, workspaceId, { name: 'monitoring.alertsChanged', payload: {} }, clock.now())
    return missing.length
  })
  if (added > 0) await queue.enqueue(workspaceId, 'evaluateAlerts', 'rule', actor.name)
  return { added }
}
