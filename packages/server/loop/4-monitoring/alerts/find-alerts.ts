import type { AlertRule, BreakdownName } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import { todayOf } from '../../../foundation/entries/index.ts'
import {
  breakdownsOf,
  findAllMetrics,
  type Metric,
  mayReadMetric,
} from '../../../foundation/metrics/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { loadMemberNames } from '../../1-targets/index.ts'
import { deviationsAt } from '../deviation/deviation-at.ts'
import { placeAt } from '../deviation/place.ts'
import type { CurrentAlert } from './alert.store.ts'
import { causeOf } from './cause.ts'
import { WHOLE } from './watched-tree.ts'

/** SQL that keeps the alerts `a` whose cause lies in the caller’s part. */
function seenAlerts({ visibility }: CallContext): RawBuilder<boolean> {
  if (visibility.whole) return sql<boolean>`true`
  const { orgUnitIds, personIds } = visibility
  return sql<boolean>`(a.org_unit_id = any(${[...orgUnitIds]}::bigint[])
    or (a.person_id is not null and a.person_id = any(${[...personIds]}::bigint[])))`
}

/** Metrics whose figures, and so whose alerts, the caller may see. */
async function readableMetrics(tx: WorkspaceTransaction, context: CallContext): Promise<Map<string, Metric>> {
  const all = await findAllMetrics(tx, context.workspaceId)
  return new Map(
    all.filter((metric) => mayReadMetric(context, metric)).map((metric) => [metric.code, metric]),
  )
}

/** SQL that keeps the rules `r` all of whose metrics, also those of single conditions, are among some. */
const looksOnlyAt = (metrics: ReadonlyMap<string, Metric>): RawBuilder<boolean> =>
  sql<boolean>`jsonb_path_query_array(r.content, '$.**.metric') <@ ${JSON.stringify([...metrics.keys()])}::jsonb`

type Row = Omit<CurrentAlert, 'ownerId'> & {
  alertId: number
  content: AlertRule
  raisedAt: string
  closedAt: string | null
  ownerId: number | null
  ownerZh: string
  ownerEn: string
  acknowledgedBy: string | null
  snoozedUntil: string | null
  escalatedAt: string | null
  total: number
}

const instant = (value: string | null) => (value === null ? null : new Date(value).toISOString())

const COLUMNS = sql`a.alert_id as "alertId", a.alert_rule_id as "ruleId", a.member, a.state, a.severity, a.direction,
  a.since_period as "sincePeriod", a.period, a.value_from as "from", a.value_to as "to", a.value, a.threshold, a.usual, a.conditions,
  a.raised_at as "raisedAt", a.closed_at as "closedAt", a.acknowledged_by as "acknowledgedBy",
  a.snoozed_until as "snoozedUntil", a.escalated_at as "escalatedAt", a.owner_id as "ownerId", p.name_zh as "ownerZh",
  p.name_en as "ownerEn", r.content`

/** By what the metric explorer shows what is below the cause, and so explains it. */
const BELOW: Readonly<Record<string, readonly BreakdownName[]>> = {
  units: ['person', 'orgUnit'],
  people: ['customer', 'category'],
  region: ['person', 'region'],
  product: ['region', 'customerType'],
  customerType: ['customer', 'region'],
  whole: ['orgUnit', 'region'],
}

/** Members of which trees have targets, and so deviations. */
const AXES = { units: 'orgUnit', people: 'person', region: 'region' } as const
const axisOfTree = (tree: string) => (tree in AXES ? AXES[tree as keyof typeof AXES] : null)

/** The conditions with the names of their metrics; all of them are readable where the alert is. */
function shownConditions({ conditions }: Row, metrics: ReadonlyMap<string, Metric>) {
  return conditions.flatMap(({ channel: _, ...condition }, i) => {
    const metric = metrics.get(condition.metric)
    const channels = [...channelsOf(conditions[i] ?? condition)]
    return metric === undefined
      ? []
      : [{ ...condition, channels, metricName: metric.name, unit: metric.unit }]
  })
}

const channelsOf = ({ channel, channels }: CurrentAlert['conditions'][number]): readonly string[] =>
  channels ?? (channel === undefined ? [] : [channel])

/** The channels that the value of an alert is of: the rule’s, or those of the target which it is compared with. */
function channelsOfAlert({ content: { metric, channel }, conditions }: Row): string[] {
  const own = conditions.find((each) => each.metric === metric)
  const judged = own === undefined ? [] : channelsOf(own)
  return judged.length > 0 || channel === undefined ? [...judged] : [channel]
}

type Readers = {
  readonly metrics: ReadonlyMap<string, Metric>
  readonly names: Awaited<ReturnType<typeof loadMemberNames>>
  readonly deviationOf: Awaited<ReturnType<typeof deviationsAt>>
  readonly today: string
}

/** The day that the value is up to; while the alert is up, today where nothing was planned for it. */
const daysOf = ({ to, closedAt }: Row, today: string) => (closedAt === null ? [to, today] : [to])

function shown(row: Row, { metrics, names, deviationOf, today }: Readers) {
  const metric = metrics.get(row.content.metric) as Metric
  const { content, ownerId, ownerZh, ownerEn, member, total: _, direction, ...rest } = row
  const name = member === WHOLE.key ? WHOLE.name : names(member)
  const cause = causeOf(member, { code: member, name })
  const kept = breakdownsOf(metric)
  const axis = axisOfTree(cause.tree)
  return {
    ...rest,
    when: direction,
    rule: content.name,
    metric: metric.code,
    metricName: metric.name,
    unit: metric.unit,
    better: metric.better,
    cause,
    part: content.part,
    channels: channelsOfAlert(row),
    combine: content.combine,
    conditions: shownConditions(row, metrics),
    raisedAt: new Date(row.raisedAt).toISOString(),
    closedAt: instant(row.closedAt),
    snoozedUntil: instant(row.snoozedUntil),
    escalatedAt: instant(row.escalatedAt),
    owner: ownerId === null ? null : { id: ownerId, name: { zh: ownerZh, en: ownerEn } },
    breakdown: BELOW[cause.tree]?.find((by) => kept.includes(by)) ?? null,
    deviation:
      axis === null || cause.id === null ? null : deviationOf(placeAt(axis, cause.id), daysOf(row, today)),
  }
}

type Query = {
  readonly state: 'open' | 'closed' | 'all'
  readonly severity?: AlertRule['severity'] | undefined
  /** only those that nobody keeps quiet now */
  readonly awake?: boolean
  readonly page: number
  readonly pageSize: number
  /** only causes in these units */
  readonly within?: readonly number[] | undefined
}

const GRAVITY = sql`array_position(array['critical', 'warning', 'info'], a.severity)`

/** Alerts that the caller may see: open ones first, the gravest cause on top with all that rules say of it. */
export async function findAlerts(context: CallContext, query: Query) {
  const { database, workspaceId, clock } = context
  const { state, severity, awake = false, page, pageSize, within } = query
  return inWorkspace(database, workspaceId, async (tx) => {
    const metrics = await readableMetrics(tx, context)
    const { rows } = await sql<Row>`
      select ${COLUMNS}, count(*) over ()::int as total
      from alert a join alert_rule r on r.workspace_id = a.workspace_id and r.alert_rule_id = a.alert_rule_id
      left join person p on p.workspace_id = a.workspace_id and p.person_id = a.owner_id
      where a.workspace_id = ${workspaceId} and r.workspace_id = ${workspaceId} and ${seenAlerts(context)}
        and ${looksOnlyAt(metrics)}
        and (${state} = 'all' or (a.closed_at is null) = (${state} = 'open'))
        and ${within === undefined ? sql`true` : sql`a.org_unit_id = any(${[...within]}::bigint[])`}
        and (${severity ?? null}::text is null or a.severity = ${severity ?? null})
        and (not ${awake} or a.snoozed_until is null or a.snoozed_until <= ${clock.now().toISOString()})
      order by (a.closed_at is null) desc, min(${GRAVITY}) over (partition by a.closed_at is null, a.member), a.member,
        ${GRAVITY}, a.raised_at desc, a.alert_id
      limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(tx)
    const readers = {
      metrics,
      names: await loadMemberNames(tx, workspaceId),
      deviationOf: await deviationsAt(tx, workspaceId),
      today: await todayOf(tx, context),
    }
    return {
      total: rows[0]?.total ?? 0,
      rows: rows.map((row) => shown(row, readers)),
    }
  })
}

/** An alert that the caller may see, held. @throws AppError `notFound`, also where it is not theirs to see */
export async function holdSeenAlert(tx: WorkspaceTransaction, context: CallContext, alertId: number) {
  const metrics = await readableMetrics(tx, context)
  const { rows } = await sql<{ orgUnitId: number | null; personId: number | null; closed: boolean }>`
    select a.org_unit_id as "orgUnitId", a.person_id as "personId", a.closed_at is not null as closed
    from alert a join alert_rule r on r.workspace_id = a.workspace_id and r.alert_rule_id = a.alert_rule_id
    where a.workspace_id = ${context.workspaceId} and r.workspace_id = ${context.workspaceId} and a.alert_id = ${alertId}
      and ${seenAlerts(context)} and ${looksOnlyAt(metrics)}
    for update of a`.execute(tx)
  const [alert] = rows
  if (alert === undefined) throw new AppError('notFound', { what: 'alert', id: alertId })
  return alert
}

type EventRow = {
  kind: 'raised' | 'recovered' | 'renamed' | 'acknowledged' | 'snoozed' | 'assigned' | 'escalated'
  byName: string
  at: string
  note: string | null
}

/** What happened to an alert that the caller may see. */
export async function getAlertHistory(context: CallContext, { alertId }: { alertId: number }) {
  const { database, workspaceId } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    await holdSeenAlert(tx, context, alertId)
    const { rows } = await sql<EventRow>`select kind, by_name as "byName", at, note from alert_event
      where workspace_id = ${workspaceId} and alert_id = ${alertId} order by alert_event_id`.execute(tx)
    return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }))
  })
}
