import type { Locale } from '@salesloom/contract'
import { callerOf, procedures } from '../../../platform/http/procedures.ts'
import { localeOf } from '../../../platform/http/wire-errors.ts'
import type { JobQueue } from '../../../platform/jobs/queue.ts'
import type { Sealer } from '../../../platform/secrets/seal.ts'
import { acknowledgeAlert, assignAlert, snoozeAlert } from './act-on-alert.ts'
import { addDefaultAlertRules } from './add-default-rules.ts'
import { findAlertRules, saveAlertRule, setAlertRule } from './alert-rules.ts'
import { getAlertSettings, setAlertSettings } from './alert-settings.ts'
import {
  createAlertChannel,
  findAlertChannels,
  findAlertDeliveries,
  setAlertChannel,
  testAlertChannel,
} from './channels.ts'
import type { Messenger } from './deliver-alerts.ts'
import { findAlerts, getAlertHistory } from './find-alerts.ts'
import { ruleNameIn } from './rule-name.ts'
import { tryAlertRule } from './try-rule.ts'

export { alertRulesOfMetric } from './alert.store.ts'
export { alertsOfUnit } from './alerts-of-unit.ts'
export { type DeliveryParts, type Messenger, startAlertDelivery } from './deliver-alerts.ts'
export { ruleNameIn } from './rule-name.ts'
export { alertsJob, evaluateAfterChange, startAlertSchedule } from './schedule-alerts.ts'

const { monitoring } = procedures

/** What alerts need from outside: the queue, a sealer for channels, and how messages get out. */
export type AlertParts = { readonly queue: JobQueue; readonly sealer: Sealer; readonly messenger: Messenger }

/** Alerts with the names of their rules in a reader’s language. */
function named<List extends { readonly rows: readonly { readonly rule: string }[] }>(
  list: List,
  locale: Locale,
) {
  return { ...list, rows: list.rows.map((row) => ({ ...row, rule: ruleNameIn(row.rule, locale) })) }
}

/** Where alerts are told. */
function channelHandlers({ sealer, messenger }: AlertParts) {
  return {
    findAlertChannels: monitoring.findAlertChannels.handler(({ context }) =>
      findAlertChannels(callerOf(context)),
    ),
    createAlertChannel: monitoring.createAlertChannel.handler(({ input, context }) =>
      createAlertChannel(callerOf(context), sealer, input),
    ),
    setAlertChannel: monitoring.setAlertChannel.handler(({ input, context }) =>
      setAlertChannel(callerOf(context), input),
    ),
    testAlertChannel: monitoring.testAlertChannel.handler(({ input, context }) =>
      testAlertChannel(callerOf(context), sealer, messenger, input),
    ),
    findAlertDeliveries: monitoring.findAlertDeliveries.handler(({ input, context }) =>
      findAlertDeliveries(callerOf(context), input),
    ),
  }
}

/** Rules, and trying them. */
function ruleHandlers({ queue }: AlertParts) {
  return {
    findAlertRules: monitoring.findAlertRules.handler(async ({ context }) => {
      const locale = localeOf(context.headers)
      const rules = await findAlertRules(callerOf(context))
      return rules.map((rule) => ({
        ...rule,
        content: { ...rule.content, name: ruleNameIn(rule.content.name, locale) },
      }))
    }),
    saveAlertRule: monitoring.saveAlertRule.handler(({ input, context }) =>
      saveAlertRule(callerOf(context), queue, input),
    ),
    setAlertRule: monitoring.setAlertRule.handler(({ input, context }) =>
      setAlertRule(callerOf(context), input),
    ),
    tryAlertRule: monitoring.tryAlertRule.handler(({ input, context }) =>
      tryAlertRule(callerOf(context), input),
    ),
    addDefaultAlertRules: monitoring.addDefaultAlertRules.handler(({ context }) =>
      addDefaultAlertRules(callerOf(context), queue, localeOf(context.headers)),
    ),
    evaluateAlerts: monitoring.evaluateAlerts.handler(async ({ context }) => {
      const { workspaceId, actor } = callerOf(context)
      return { jobId: await queue.enqueue(workspaceId, 'evaluateAlerts', 'now', actor.name) }
    }),
  }
}

/** Alerts, their rules and channels. */
export function alertHandlers(parts: AlertParts) {
  return {
    findAlerts: monitoring.findAlerts.handler(async ({ input, context }) =>
      named(await findAlerts(callerOf(context), input), localeOf(context.headers)),
    ),
    getAlertHistory: monitoring.getAlertHistory.handler(({ input, context }) =>
      getAlertHistory(callerOf(context), input),
    ),
    acknowledgeAlert: monitoring.acknowledgeAlert.handler(({ input, context }) =>
      acknowledgeAlert(callerOf(context), input),
    ),
    snoozeAlert: monitoring.snoozeAlert.handler(({ input, context }) =>
      snoozeAlert(callerOf(context), input),
    ),
    assignAlert: monitoring.assignAlert.handler(({ input, context }) =>
      assignAlert(callerOf(context), input),
    ),
    getAlertSettings: monitoring.getAlertSettings.handler(({ context }) =>
      getAlertSettings(callerOf(context)),
    ),
    setAlertSettings: monitoring.setAlertSettings.handler(({ input, context }) =>
      setAlertSettings(callerOf(context), input),
    ),
    ...ruleHandlers(parts),
    ...channelHandlers(parts),
  }
}
