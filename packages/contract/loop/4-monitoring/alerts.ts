import { z } from 'zod'
import { breakdown, metricCode } from '../../foundation/metrics.ts'
import { bilingual, civilDate, id, page, trilingual } from '../../primitives.ts'
import { procedure } from '../../procedure.ts'
import { deviationPlace, periodCode } from './gap.ts'

export const ALERT_STATES = ['normal', 'pending', 'alerting', 'recovering', 'noData', 'error'] as const
export const ALERT_SEVERITIES = ['info', 'warning', 'critical'] as const
export const ALERT_TREES = ['whole', 'units', 'people', 'region', 'product', 'customerType'] as const
export const CHANNEL_KINDS = ['webhook', 'dingtalk', 'wecom', 'feishu'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]

const when = z.enum(['below', 'above'])
const periods = z.number().int().min(0).max(12)
/** Of which metric a condition is. */
const of = {
  metric: metricCode
    .optional()
    .describe(
      'another metric than the rule’s, of the same member and period; at least one condition is of the rule’s own',
    ),
  leastBase: z.number().min(0).optional().describe('of that metric: denominator below which nothing is said'),
}
const condition = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('fixed'),
    when,
    threshold: z.number().describe('in the metric’s unit; money in minor units, a percentage as 0.15'),
    ...of,
  }),
  z.object({ kind: z.literal('target'), when, share: z.number().min(0.01).max(10), ...of }),
  z.object({
    kind: z.literal('history'),
    when,
    basis: z.enum(['season', 'recent']),
    width: z.number().min(0.5).max(10).describe('robust standard deviations'),
    least: z.number().min(0).max(1).describe('share of the usual value that it must be away from it'),
    ...of,
  }),
  z.object({
    kind: z.literal('change'),
    when,
    share: z.number().min(-1).max(10),
    periods: z.number().int().min(1).max(53),
    ...of,
  }),
])
const conditions = z.array(condition).min(1).max(4)

/** The part of the business that a rule, or a threshold of it, is for. */
const part = z.object({
  orgUnitId: id.optional(),
  personId: id.optional(),
  regionId: id.optional(),
  productId: id.optional(),
  customerTypeId: id.optional(),
})

/** What is watched, and when it is an alert. */
export const alertRule = z.object({
  name: z.string().trim().min(1).max(80),
  metric: metricCode,
  by: z.enum(ALERT_TREES).describe('whose members are watched, with all levels; `whole`: the part as one'),
  part,
  channel: z.string().max(40).optional(),
  grain: z.enum(['week', 'month', 'quarter']),
  window: z.number().int().min(1).max(12).describe('periods that a value is of'),
  running: z.boolean().describe('the period under way is judged too, to date'),
  leastBase: z.number().min(0).describe('denominator of a ratio below which nothing is said of it'),
  leastShare: z
    .number()
    .min(0)
    .max(1)
    .describe('share of the whole, over all history, below which a member is not watched'),
  combine: z.enum(['all', 'any']),
  conditions,
  hysteresis: z.number().min(0).max(0.5),
  pendingPeriods: periods,
  keepFiringPeriods: periods,
  severity: z.enum(ALERT_SEVERITIES),
  overrides: z
    .array(z.object({ part, from: civilDate.optional(), to: civilDate.optional(), conditions }))
    .max(60)
    .describe('other conditions for some members or days; the last one that fits counts'),
  ownerId: id.nullable().describe('a person; null: who leads the unit of the cause'),
  escalateAfterHours: z.number().int().min(1).max(720).nullable(),
})

export type AlertRule = z.infer<typeof alertRule>
export type AlertPart = z.infer<typeof part>

const figure = z.number().nullable()
/** What one condition of a rule says of the newest period. */
const judgedCondition = z.object({
  metric: metricCode,
  metricName: trilingual,
  unit: z.string(),
  when,
  verdict: z.enum(['met', 'between', 'clear', 'noData']).describe('between: back, but not by the hysteresis'),
  value: figure,
  threshold: figure,
  channels: z.array(z.string()).describe('those that the value is of; none: all'),
})

const cause = z.object({ tree: z.enum(ALERT_TREES), id: id.nullable(), code: z.string(), name: bilingual })

const alert = z.object({
  alertId: id,
  ruleId: id,
  rule: z.string(),
  metric: metricCode,
  metricName: trilingual,
  unit: z.string(),
  better: z.enum(['higher', 'lower']),
  severity: z.enum(ALERT_SEVERITIES),
  state: z.enum(ALERT_STATES),
  when,
  cause,
  part,
  channels: z
    .array(z.string())
    .describe('those that the value is of: the rule’s, or those of its target; none: all'),
  period: z.string().describe('the newest one that was judged'),
  from: civilDate.describe('the days that the value is of'),
  to: civilDate,
  sincePeriod: z.string(),
  raisedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  value: figure,
  threshold: figure,
  usual: figure,
  combine: z.enum(['all', 'any']),
  conditions: z.array(judgedCondition).describe('in the rule’s order; empty until it is judged again'),
  owner: z.object({ id, name: bilingual }).nullable(),
  acknowledgedBy: z.string().nullable(),
  snoozedUntil: z.iso.datetime().nullable(),
  escalatedAt: z.iso.datetime().nullable(),
  breakdown: breakdown.nullable().describe('by what the metric explorer shows what is below the cause'),
  deviation: z
    .object({ place: deviationPlace, period: periodCode })
    .nullable()
    .describe(
      'where the cause is looked into: the quarter of the value, or the one under way; null where no plan is approved',
    ),
})

const event = z.object({
  kind: z.enum(['raised', 'recovered', 'renamed', 'acknowledged', 'snoozed', 'assigned', 'escalated']),
  byName: z.string(),
  at: z.iso.datetime(),
  note: z.string().nullable(),
})

const listedRule = z.object({
  ruleId: id,
  version: z.number().int(),
  active: z.boolean(),
  content: alertRule,
  state: z.enum(ALERT_STATES),
  problem: z.string().nullable(),
  openAlerts: z.number().int(),
  createdBy: z.string(),
  evaluatedAt: z.iso.datetime().nullable(),
  editable: z.boolean(),
})

const trial = z.object({
  periods: z.array(z.object({ code: z.string(), from: civilDate, to: civilDate })),
  members: z.number().int(),
  fired: z.array(
    z.object({ cause, raised: z.string(), closed: z.string().nullable(), end: z.string().nullable() }),
  ),
  channels: z.array(z.string()).describe('those that the rule’s figures are of; none: all'),
  misses: z.number().int().nullable().describe('null where no targets are kept'),
  warned: z.number().int(),
  leadPeriods: figure,
  withoutMiss: z.number().int().nullable(),
})

const channel = z.object({
  channelId: id,
  kind: z.enum(CHANNEL_KINDS),
  name: z.string(),
  host: z.string(),
  signed: z.boolean(),
  locale: z.enum(['zh-CN', 'zh-TW', 'en']),
  orgUnitId: id.nullable(),
  severity: z.enum(ALERT_SEVERITIES),
  active: z.boolean(),
  createdBy: z.string(),
  waiting: z.number().int(),
  failed: z.number().int(),
  lastDeliveredAt: z.iso.datetime().nullable(),
})

const delivery = z.object({
  deliveryId: id,
  state: z.enum(['waiting', 'delivered', 'failed']),
  notices: z.number().int(),
  attempts: z.number().int(),
  status: z.number().int().nullable(),
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  deliveredAt: z.iso.datetime().nullable(),
  nextAt: z.iso.datetime(),
})

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const path = (name: string) => `/monitoring/${name}` as const
const done = z.object({ alertId: id })

export const alertProcedures = {
  /** Alerts whose cause lies in the caller’s part and whose metric the caller may read, open ones first. */
  findAlerts: procedure('monitoring.read', 'subtree')
    .route({ method: 'POST', path: path('alerts/find'), tags: ['monitoring'] })
    .input(
      page.extend({
        state: z.enum(['open', 'closed', 'all']).default('open'),
        severity: z.enum(ALERT_SEVERITIES).optional(),
        awake: z.boolean().default(false).describe('only those that nobody keeps quiet now'),
      }),
    )
    .output(z.object({ total: z.number().int(), rows: z.array(alert) })),

  /** What happened to an alert. */
  getAlertHistory: procedure('monitoring.read', 'subtree')
    .route({ method: 'GET', path: '/monitoring/alerts/{alertId}/history', tags: ['monitoring'] })
    .input(z.object({ alertId: id }))
    .output(z.array(event)),

  /** Says that somebody sees to an alert: it is not escalated any more. */
  acknowledgeAlert: procedure('alerts.act', 'subtree')
    .route({ method: 'POST', path: path('alerts/acknowledge'), tags: ['monitoring'] })
    .input(z.object({ alertId: id, note: z.string().trim().max(500).optional() }))
    .output(done),

  /** Keeps an alert quiet for some hours; 0 ends it. */
  snoozeAlert: procedure('alerts.act', 'subtree')
    .route({ method: 'POST', path: path('alerts/snooze'), tags: ['monitoring'] })
    .input(z.object({ alertId: id, hours: z.number().int().min(0).max(2160) }))
    .output(done),

  /** Gives an alert to somebody who sees its cause. */
  assignAlert: procedure('alerts.act', 'subtree')
    .route({ method: 'POST', path: path('alerts/assign'), tags: ['monitoring'] })
    .input(z.object({ alertId: id, personId: id }))
    .output(done),

  /** Rules of the caller’s part. */
  findAlertRules: procedure('monitoring.read', 'subtree')
    .route({ method: 'GET', path: path('alert-rules'), tags: ['monitoring'] })
    .output(z.array(listedRule)),

  /** Makes a rule (version 0), or changes one over the version that was read. Managers: for a unit of theirs. */
  saveAlertRule: procedure('alerts.define', 'subtree')
    .route({ method: 'POST', path: path('alert-rules'), tags: ['monitoring'] })
    .input(z.object({ ruleId: id.nullable(), version: z.number().int().min(0), content: alertRule }))
    .output(z.object({ ruleId: id, version: z.number().int() })),

  /** Stops a rule, lets it go on, or removes it; its open alerts are closed. */
  setAlertRule: procedure('alerts.define', 'subtree')
    .route({ method: 'POST', path: path('alert-rules/set'), tags: ['monitoring'] })
    .input(z.object({ ruleId: id, to: z.enum(['active', 'stopped', 'removed']) }))
    .output(z.object({ ruleId: id })),

  /** What a rule would have done over the history, before it is saved. */
  tryAlertRule: procedure('alerts.define', 'subtree')
    .route({ method: 'POST', path: path('alert-rules/try'), tags: ['monitoring'] })
    .input(z.object({ content: alertRule }))
    .output(trial),

  /** Rules that most companies want; those that are there already by name are left. */
  addDefaultAlertRules: procedure('monitoring.define', 'workspace')
    .route({ method: 'POST', path: path('alert-rules/defaults'), tags: ['monitoring'] })
    .output(z.object({ added: z.number().int() })),

  /** Evaluates all rules now. */
  evaluateAlerts: procedure('monitoring.define', 'workspace')
    .route({ method: 'POST', path: path('alerts/evaluate'), tags: ['monitoring'] })
    .output(z.object({ jobId: z.string() })),

  /** Where alerts are told: addresses and secrets are never answered. */
  findAlertChannels: procedure('integration.write', 'workspace')
    .route({ method: 'GET', path: path('alert-channels'), tags: ['monitoring'] })
    .output(z.array(channel)),

  createAlertChannel: procedure('integration.write', 'workspace')
    .route({ method: 'POST', path: path('alert-channels'), tags: ['monitoring'] })
    .input(
      z.object({
        kind: z.enum(CHANNEL_KINDS),
        name: z.string().trim().min(1).max(80),
        url: z.url({ protocol: /^https?$/ }).max(1000),
        secret: z.string().trim().max(200).optional(),
        locale: z.enum(['zh-CN', 'zh-TW', 'en']),
        orgUnitId: id.nullable().describe('only causes in this unit; null: all'),
        severity: z.enum(ALERT_SEVERITIES).describe('the least that is told'),
      }),
    )
    .output(z.object({ channelId: id, secret: z.string().nullable().describe('a webhook’s, shown once') })),

  setAlertChannel: procedure('integration.write', 'workspace')
    .route({ method: 'POST', path: path('alert-channels/set'), tags: ['monitoring'] })
    .input(z.object({ channelId: id, to: z.enum(['active', 'stopped', 'removed']) }))
    .output(z.object({ channelId: id })),

  /** Sends a word to a channel, to see that it arrives. */
  testAlertChannel: procedure('integration.write', 'workspace')
    .route({ method: 'POST', path: path('alert-channels/test'), tags: ['monitoring'] })
    .input(z.object({ channelId: id }))
    .output(z.object({ ok: z.boolean(), status: z.number().int().nullable(), error: z.string().nullable() })),

  findAlertDeliveries: procedure('integration.write', 'workspace')
    .route({ method: 'POST', path: path('alert-channels/deliveries'), tags: ['monitoring'] })
    .input(page.extend({ channelId: id }))
    .output(z.object({ total: z.number().int(), rows: z.array(delivery) })),

  /** Quiet hours in the workspace’s time, and whether owners get mail. */
  getAlertSettings: procedure('monitoring.read', 'none')
    .route({ method: 'GET', path: path('alert-settings'), tags: ['monitoring'] })
    .output(
      z.object({
        version: z.number().int(),
        quietFrom: clockTime.nullable(),
        quietTo: clockTime.nullable(),
        mail: z.boolean(),
      }),
    ),

  setAlertSettings: procedure('monitoring.define', 'workspace')
    .route({ method: 'PUT', path: path('alert-settings'), tags: ['monitoring'] })
    .input(
      z.object({
        version: z.number().int().min(0),
        quietFrom: clockTime.nullable(),
        quietTo: clockTime.nullable(),
        mail: z.boolean(),
      }),
    )
    .output(z.object({ version: z.number().int() })),
}
