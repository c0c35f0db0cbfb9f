import type { AlertRule } from '@salesloom/contract'
import type { StateName, Verdict } from '@salesloom/engine/alerts'
import { sql } from 'kysely'
import type { FindMetricUses } from '../../../foundation/metrics/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'

export type StoredRule = {
  readonly ruleId: number
  readonly content: AlertRule
  readonly version: number
  readonly active: boolean
  readonly state: StateName
  readonly problem: string | null
  readonly createdBy: string
  readonly evaluatedAt: string | null
  readonly openAlerts: number
}

/** The rules of a workspace that are not removed, in the order in which they were made. */
export async function readRules(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { activeOnly }: { readonly activeOnly: boolean },
): Promise<StoredRule[]> {
  const { rows } = await sql<StoredRule>`
    select r.alert_rule_id as "ruleId", r.content, r.version, r.active, r.state, r.problem, r.created_by as "createdBy",
      r.evaluated_at as "evaluatedAt", (select count(*)::int from alert a where a.workspace_id = ${workspaceId}
        and a.alert_rule_id = r.alert_rule_id and a.closed_at is null) as "openAlerts"
    from alert_rule r where r.workspace_id = ${workspaceId} and r.removed_at is null and (r.active or not ${activeOnly})
    order by r.alert_rule_id`.execute(tx)
  return rows
}

/** What one condition of a rule says of the newest period. */
export type JudgedCondition = {
  readonly metric: string
  readonly when: 'below' | 'above'
  readonly verdict: Verdict
  readonly value: number | null
  readonly threshold: number | null
  /** the channels that the value is of, where it is not of all; missing in what was judged before several could be */
  readonly channels?: readonly string[]
  /** the one that older alerts were judged by */
  readonly channel?: string
}

/** An alert as a rule says it is now. */
export type CurrentAlert = {
  readonly ruleId: number
  readonly member: string
  readonly orgUnitId: number | null
  readonly personId: number | null
  readonly state: StateName
  readonly severity: AlertRule['severity']
  readonly direction: 'below' | 'above'
  readonly sincePeriod: string
  readonly period: string
  readonly from: string
  readonly to: string
  readonly value: number | null
  readonly threshold: number | null
  readonly usual: number | null
  readonly conditions: readonly JudgedCondition[]
  readonly ownerId: number | null
}

export type OpenAlert = Pick<CurrentAlert, 'ruleId' | 'member' | 'severity'> & { readonly alertId: number }

/** The alerts that are up, held until the transaction ends. */
export async function holdOpenAlerts(tx: WorkspaceTransaction, workspaceId: number): Promise<OpenAlert[]> {
  const { rows } =
    await sql<OpenAlert>`select alert_id as "alertId", alert_rule_id as "ruleId", member, severity from alert
    where workspace_id = ${workspaceId} and closed_at is null order by alert_id for update`.execute(tx)
  return rows
}

/** Raises an alert. @returns its id */
export async function insertAlert(
  tx: WorkspaceTransaction,
  workspaceId: number,
  alert: CurrentAlert,
  at: string,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into alert (workspace_id, alert_rule_id, member, org_unit_id, person_id, state, severity, direction, since_period,
      period, value_from, value_to, value, threshold, usual, conditions, owner_id, raised_at)
    values (${workspaceId}, ${alert.ruleId}, ${alert.member}, ${alert.orgUnitId}, ${alert.personId}, ${alert.state},
      ${alert.severity}, ${alert.direction}, ${alert.sincePeriod}, ${alert.period}, ${alert.from}, ${alert.to}, ${alert.value},
      ${alert.threshold}, ${alert.usual}, ${JSON.stringify(alert.conditions)}::jsonb, ${alert.ownerId}, ${at})
    returning alert_id as id`.execute(tx)
  return rows[0]?.id ?? 0
}

/** Brings the figures of alerts that go on up to date. @returns those that changed */
export async function refreshAlerts(
  tx: WorkspaceTransaction,
  workspaceId: number,
  alerts: readonly (CurrentAlert & { readonly alertId: number })[],
): Promise<number> {
  const column = <Key extends keyof (typeof alerts)[number]>(key: Key) => alerts.map((alert) => alert[key])
  const { numAffectedRows } = await sql`
    update alert a set state = n.state, severity = n.severity, direction = n.direction, since_period = n.since,
      period = n.period, value_from = n.first, value_to = n.last, value = n.value, threshold = n.threshold, usual = n.usual,
      conditions = n.conditions::jsonb
    from unnest(${column('alertId')}::bigint[], ${column('state')}::text[], ${column('severity')}::text[],
      ${column('direction')}::text[], ${column('sincePeriod')}::text[], ${column('period')}::text[], ${column('from')}::date[],
      ${column('to')}::date[], ${column('value')}::float8[], ${column('threshold')}::float8[], ${column('usual')}::float8[],
      ${alerts.map(({ conditions }) => JSON.stringify(conditions))}::text[])
      n (id, state, severity, direction, since, period, first, last, value, threshold, usual, conditions)
    where a.workspace_id = ${workspaceId} and a.alert_id = n.id
      and (a.state, a.severity, a.direction, a.since_period, a.period, a.value_to, a.value, a.threshold, a.usual, a.conditions)
        is distinct from (n.state, n.severity, n.direction, n.since, n.period, n.last, n.value, n.threshold, n.usual, n.conditions::jsonb)`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0n)
}

export async function closeAlerts(
  tx: WorkspaceTransaction,
  workspaceId: number,
  alertIds: readonly number[],
  at: string,
): Promise<void> {
  await sql`update alert set closed_at = ${at}, state = 'normal'
    where workspace_id = ${workspaceId} and alert_id = any(${[...alertIds]}::bigint[])`.execute(tx)
}

export type EventKind =
  | 'raised'
  | 'recovered'
  | 'renamed'
  | 'acknowledged'
  | 'snoozed'
  | 'assigned'
  | 'escalated'

/** Notes what happened to an alert. @returns the event's id */
export async function noteEvent(
  tx: WorkspaceTransaction,
  workspaceId: number,
  event: { alertId: number; kind: EventKind; byName: string; at: string; note: string | null },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into alert_event (workspace_id, alert_id, kind, by_name, at, note)
    values (${workspaceId}, ${event.alertId}, ${event.kind}, ${event.byName}, ${event.at}, ${event.note})
    returning alert_event_id as id`.execute(tx)
  return rows[0]?.id ?? 0
}

/** Where rules stand after an evaluation. */
export async function noteRuleStates(
  tx: WorkspaceTransaction,
  workspaceId: number,
  states: readonly { ruleId: number; state: StateName; problem: string | null }[],
  at: string,
): Promise<void> {
  await sql`update alert_rule r set state = n.state, problem = n.problem, evaluated_at = ${at}
    from unnest(${states.map(({ ruleId }) => ruleId)}::bigint[], ${states.map(({ state }) => state)}::text[],
      ${states.map(({ problem }) => problem)}::text[]) n (id, state, problem)
    where r.workspace_id = ${workspaceId} and r.alert_rule_id = n.id`.execute(tx)
}

/** Who leads units on a day: the first person of each. */
export async function findLeaders(
  tx: WorkspaceTransaction,
  workspaceId: number,
  units: readonly number[],
  today: string,
): Promise<Map<number, number>> {
  const { rows } = await sql<{ unit: number; person: number }>`
    select org_unit_id as unit, min(person_id) as person from position
    where workspace_id = ${workspaceId} and leads and org_unit_id = any(${[...units]}::bigint[])
      and valid_from <= ${today} and (valid_to is null or valid_to > ${today}) group by 1`.execute(tx)
  return new Map(rows.map(({ unit, person }) => [unit, person]))
}

/** Rules that watch a metric, or have a condition of it, also for some members or days. */
export const alertRulesOfMetric: FindMetricUses = async (tx, workspaceId, code) => {
  const { rows } = await sql<{ name: string }>`
    select content->>'name' as name from alert_rule
    where workspace_id = ${workspaceId} and removed_at is null
      and jsonb_path_exists(content, '$.**.metric ? (@ == $code)', jsonb_build_object('code', ${code}::text))
    order by name, alert_rule_id`.execute(tx)
  return rows.map(({ name }) => ({ kind: 'alertRule', name }))
}
