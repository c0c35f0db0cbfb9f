import { sql } from 'kysely'
import type { Mailer } from '../../../foundation/mail/index.ts'
import { civilToday } from '../../../platform/clock/index.ts'
import { inWorkspace, readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { loadMemberNames } from '../../1-targets/index.ts'
import {
  type CurrentAlert,
  closeAlerts,
  type EventKind,
  findLeaders,
  holdOpenAlerts,
  insertAlert,
  noteEvent,
  noteRuleStates,
  readRules,
  refreshAlerts,
} from './alert.store.ts'
import { readAlertSettings } from './alert-settings.ts'
import { type Evaluated, evaluateRules } from './evaluate-rules.ts'
import { mailAlerts, RANK, type Telling, type Told, tellChannels } from './tell-alerts.ts'

const keyOf = ({ ruleId, member }: { ruleId: number; member: string }): string => `${ruleId} ${member}`

export async function tellingOf(
  tx: WorkspaceTransaction,
  { workspaceId, clock }: Pick<CallContext, 'workspaceId' | 'clock'>,
): Promise<Telling> {
  const { rows } = await sql<{ zone: string }>`select time_zone as zone from workspace
    where workspace_id = ${workspaceId}`.execute(tx)
  const timeZone = rows[0]?.zone ?? 'UTC'
  const settings = await readAlertSettings(tx, workspaceId)
  return { workspaceId, settings, timeZone, now: clock.now(), today: civilToday(clock, timeZone) }
}

/** Who answers for each alert: the rule’s owner, else who leads the unit of the cause. */
async function withOwners(
  tx: WorkspaceTransaction,
  { workspaceId, today }: Telling,
  evaluated: readonly Evaluated[],
): Promise<CurrentAlert[]> {
  const all = evaluated.flatMap(({ rule, alerts }) => alerts.map((alert) => ({ rule, alert })))
  const units = new Set(all.flatMap(({ alert }) => alert.orgUnitId ?? []))
  const leaders = await findLeaders(tx, workspaceId, [...units], today)
  return all.map(({ rule, alert }) => ({
    ...alert,
    ownerId: rule.content.ownerId ?? leaders.get(alert.orgUnitId ?? 0) ?? null,
  }))
}

type Work = {
  readonly tx: WorkspaceTransaction
  readonly telling: Telling
  readonly names: Awaited<ReturnType<typeof loadMemberNames>>
  readonly rules: ReadonlyMap<number, Evaluated>
  readonly by: string
}

/** Notes an event of an alert in the words of messages. */
async function eventOf(work: Work, alertId: number, alert: CurrentAlert, kind: EventKind): Promise<Told> {
  const { tx, telling, by } = work
  const at = telling.now.toISOString()
  const eventId = await noteEvent(tx, telling.workspaceId, { alertId, kind, byName: by, at, note: null })
  return {
    eventId,
    alertId,
    kind: kind as Told['kind'],
    rule: work.rules.get(alert.ruleId)?.rule.content.name ?? '',
    severity: alert.severity,
    direction: alert.direction,
    member: alert.member,
    cause: work.names(alert.member),
    since: alert.sincePeriod,
    orgUnitId: alert.orgUnitId,
    ownerId: alert.ownerId,
  }
}

async function raise(work: Work, alerts: readonly CurrentAlert[]): Promise<Told[]> {
  const told: Told[] = []
  for (const alert of alerts) {
    const { tx, telling } = work
    const id = await insertAlert(tx, telling.workspaceId, alert, telling.now.toISOString())
    told.push(await eventOf(work, id, alert, 'raised'))
  }
  return told
}

type Closing = { readonly alertId: number; readonly ruleId: number; readonly member: string }

async function close(work: Work, gone: readonly Closing[]): Promise<Told[]> {
  const { tx, telling } = work
  const { workspaceId, now } = telling
  const ids = gone.map(({ alertId }) => alertId)
  const { rows } = await sql<CurrentAlert & { alertId: number }>`
    select alert_id as "alertId", alert_rule_id as "ruleId", member, org_unit_id as "orgUnitId", severity, direction,
      since_period as "sincePeriod", owner_id as "ownerId"
    from alert where workspace_id = ${workspaceId} and alert_id = any(${ids}::bigint[]) order by alert_id`.execute(
    tx,
  )
  await closeAlerts(tx, workspaceId, ids, now.toISOString())
  const told: Told[] = []
  for (const alert of rows) {
    const renamed = work.rules.get(alert.ruleId)?.renamed.has(alert.member) === true
    told.push(await eventOf(work, alert.alertId, alert, renamed ? 'renamed' : 'recovered'))
  }
  return told
}

type Known = { readonly member: string; readonly severity: CurrentAlert['severity'] }

/**
 * Of what was raised, what people are told of: a cause that another rule has told of already, as gravely, is no news. All of it
 * stands in the list.
 */
export function newCauses<Each extends Known>(raised: readonly Each[], before: readonly Known[]): Each[] {
  const told = new Map<string, number>()
  const note = ({ member, severity }: Known) =>
    told.set(member, Math.max(told.get(member) ?? -1, RANK[severity]))
  for (const each of before) note(each)
  return raised
    .toSorted((a, b) => RANK[b.severity] - RANK[a.severity])
    .filter((each) => {
      const isNew = (told.get(each.member) ?? -1) < RANK[each.severity]
      note(each)
      return isNew
    })
}

/** Brings the alerts that are kept in line with what rules say now; a rule with an error leaves its own as they are. */
async function reconcile(work: Work, current: readonly CurrentAlert[]) {
  const { tx, telling } = work
  const open = await holdOpenAlerts(tx, telling.workspaceId)
  const before = new Map(open.map((alert) => [keyOf(alert), alert.alertId]))
  const now = new Set(current.map(keyOf))
  const gone = open.filter(
    (alert) => !now.has(keyOf(alert)) && work.rules.get(alert.ruleId)?.state !== 'error',
  )
  const raised = await raise(
    work,
    current.filter((alert) => !before.has(keyOf(alert))),
  )
  const recovered = await close(work, gone)
  const kept = current.flatMap((alert) => {
    const alertId = before.get(keyOf(alert))
    return alertId === undefined ? [] : [{ ...alert, alertId }]
  })
  const changed = await refreshAlerts(tx, telling.workspaceId, kept)
  return { raised, recovered, changed, told: newCauses(raised, kept) }
}

/**
 * Evaluates all rules of a workspace and notes what that changes: alerts raised and closed, with their messages in line. Done
 * again with the same facts it changes nothing.
 */
export async function evaluateAlerts(context: CallContext, mailer: Mailer) {
  const { database, workspaceId, actor } = context
  const { evaluated, telling } = await readWorkspace(database, workspaceId, async (tx) => {
    const telling = await tellingOf(tx, context)
    const rules = await readRules(tx, workspaceId, { activeOnly: true })
    return { telling, evaluated: await evaluateRules(tx, context, rules, telling.today) }
  })
  return inWorkspace(database, workspaceId, async (tx) => {
    // Two nodes that evaluate at once wait for each other here.
    await sql.raw(`select pg_advisory_xact_lock(4230, ${workspaceId})`).execute(tx)
    const names = await loadMemberNames(tx, workspaceId)
    const rules = new Map(evaluated.map((each) => [each.rule.ruleId, each]))
    const work = { tx, telling, names, rules, by: actor.name }
    const { raised, recovered, changed, told } = await reconcile(
      work,
      await withOwners(tx, telling, evaluated),
    )
    const states = evaluated.map(({ rule, state, problem }) => ({ ruleId: rule.ruleId, state, problem }))
    await noteRuleStates(tx, workspaceId, states, telling.now.toISOString())
    await tellChannels(tx, telling, [...told, ...recovered])
    await mailAlerts(tx, telling, mailer, told)
    if (raised.length + recovered.length + changed > 0)
      await emit(tx, workspaceId, { name: 'monitoring.alertsChanged', payload: {} }, telling.now)
    return { rules: evaluated.length, raised: raised.length, recovered: recovered.length }
  })
}
