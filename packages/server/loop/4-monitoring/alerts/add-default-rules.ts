import type { AlertRule, Locale } from '@salesloom/contract'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { inWorkspace } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { JobQueue } from '../../../platform/jobs/queue.ts'
import { readRules } from './alert.store.ts'
import { insertRule } from './alert-rules.ts'
import { DEFAULT_RULES, type DefaultKey } from './default-rules.ts'

const NAMES: Readonly<Record<Locale, Readonly<Record<DefaultKey, string>>>> = {
  'zh-CN': {
    winRate: '赢单率明显低于自身历史',
    sales: '销售额低于往年同期走势',
    collectionPeriod: '回款明显变慢',
    productDecline: '产品销售额同比大幅下滑',
    discount: '折扣率明显高于自身历史',
  },
  'zh-TW': {
    winRate: '贏單率明顯低於自身歷史',
    sales: '銷售額低於往年同期走勢',
    collectionPeriod: '收款明顯變慢',
    productDecline: '產品銷售額年減幅度大',
    discount: '折扣率明顯高於自身歷史',
  },
  en: {
    winRate: 'Win rate far below its own history',
    sales: 'Sales below the course of earlier years',
    collectionPeriod: 'Customers pay much later',
    productDecline: 'A product loses much of its sales',
    discount: 'Discounts far above their own history',
  },
}

/** The shipped rules with their names in a language. */
export function defaultRules(locale: Locale): AlertRule[] {
  return DEFAULT_RULES.map(({ key, ...rule }) => ({ ...rule, name: NAMES[locale][key] }))
}

/** Names that a shipped rule has in any language. */
const namesOf = (key: DefaultKey): string[] => Object.values(NAMES).map((names) => names[key])

/** Adds the shipped rules that are not there yet. */
export async function addDefaultAlertRules(context: CallContext, queue: JobQueue, locale: Locale) {
  const { database, workspaceId, clock, actor } = context
  const added = await inWorkspace(database, workspaceId, async (tx) => {
    const there = new Set(
      (await readRules(tx, workspaceId, { activeOnly: false })).map(({ content }) => content.name),
    )
    const missing = defaultRules(locale).filter(
      (_, i) =>
        !namesOf((DEFAULT_RULES[i] as (typeof DEFAULT_RULES)[number]).key).some((name) => there.has(name)),
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
