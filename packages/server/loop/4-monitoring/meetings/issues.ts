import type { IssueAbout } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import { todayOf } from '../../../foundation/entries/index.ts'
import { visibleRows } from '../../../foundation/facts/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { Bilingual } from '../funnel/pipeline.store.ts'
import { changeMeeting } from './change-meeting.ts'
import { writableMeeting } from './standing.ts'

type Row = {
  issueId: number
  state: 'open' | 'settled'
  raisedOn: string
  raisedBy: string
  opportunityId: number | null
  orgUnitId: number | null
  personId: number | null
  zh: string
  en: string
}

/** SQL of the people that a caller may see: themselves, and who stands in their units today. */
async function seenPerson(
  tx: WorkspaceTransaction,
  context: CallContext,
  column: string,
): Promise<RawBuilder<unknown>> {
  const { workspaceId, visibility } = context
  if (visibility.whole) return sql`true`
  const day = await todayOf(tx, context)
  return sql`(${sql.ref(column)} = any(${[...visibility.personIds]}::bigint[]) or exists (
    select 1 from position h where h.workspace_id = ${workspaceId} and h.person_id = ${sql.ref(column)}
      and h.org_unit_id = any(${[...visibility.orgUnitIds]}::bigint[])
      and h.valid_from <= ${day} and (h.valid_to is null or h.valid_to > ${day})))`
}

const seenUnit = ({ visibility }: CallContext, column: string) =>
  visibility.whole ? sql`true` : sql`${sql.ref(column)} = any(${[...visibility.orgUnitIds]}::bigint[])`

const seenDeal = ({ visibility }: CallContext) =>
  visibleRows({ orgUnit: 'o.org_unit_id', person: 'o.person_id' }, visibility)

function aboutOf({ opportunityId, orgUnitId, personId }: Row): IssueAbout {
  if (opportunityId !== null) return { kind: 'deal', opportunityId }
  return orgUnitId !== null ? { kind: 'unit', orgUnitId } : { kind: 'person', personId: personId as number }
}

/** Issues of a series whose deal, unit or person the caller may see: open ones, and those settled since a day. */
export async function readIssues(
  tx: WorkspaceTransaction,
  context: CallContext,
  seriesId: number,
  meetingId: number,
) {
  const { rows } = await sql<Row>`
    select i.meeting_issue_id as "issueId", i.state, m.day as "raisedOn", i.raised_by as "raisedBy",
      i.opportunity_id as "opportunityId", i.org_unit_id as "orgUnitId", i.person_id as "personId",
      coalesce(o.name, u.name_zh, p.name_zh) as zh, coalesce(o.name, u.name_en, p.name_en) as en
    from meeting_issue i
    join meeting m on m.workspace_id = i.workspace_id and m.meeting_id = i.meeting_id
    left join opportunity o on o.workspace_id = i.workspace_id and o.opportunity_id = i.opportunity_id
    left join org_unit u on u.workspace_id = i.workspace_id and u.org_unit_id = i.org_unit_id
    left join person p on p.workspace_id = i.workspace_id and p.person_id = i.person_id
    where i.workspace_id = ${context.workspaceId} and i.meeting_series_id = ${seriesId}
      and (i.state = 'open' or i.meeting_id = ${meetingId})
      and ((i.opportunity_id is not null and ${seenDeal(context)})
        or (i.org_unit_id is not null and ${seenUnit(context, 'i.org_unit_id')})
        or (i.person_id is not null and ${await seenPerson(tx, context, 'i.person_id')}))
    order by i.state, i.meeting_issue_id limit 200`.execute(tx)
  return rows.map((row) => ({
    issueId: row.issueId,
    state: row.state,
    raisedOn: row.raisedOn,
    raisedBy: row.raisedBy,
    about: aboutOf(row),
    name: { zh: row.zh, en: row.en } satisfies Bilingual,
  }))
}

/** Refuses what the caller may not see. @throws AppError `notFound` */
async function checkAbout(tx: WorkspaceTransaction, context: CallContext, about: IssueAbout): Promise<void> {
  const { workspaceId } = context
  const { rows } = await (about.kind === 'deal'
    ? sql`select 1 from opportunity o where o.workspace_id = ${workspaceId} and o.removed_at is null
        and o.opportunity_id = ${about.opportunityId} and ${seenDeal(context)}`
    : about.kind === 'unit'
      ? sql`select 1 from org_unit u where u.workspace_id = ${workspaceId} and u.org_unit_id = ${about.orgUnitId}
          and ${seenUnit(context, 'u.org_unit_id')}`
      : sql`select 1 from person p where p.workspace_id = ${workspaceId} and p.person_id = ${about.personId}
          and ${await seenPerson(tx, context, 'p.person_id')}`
  ).execute(tx)
  const id = Object.values(about).find((value) => typeof value === 'number') ?? 0
  const what = ({ deal: 'opportunity', unit: 'orgUnit', person: 'person' } as const)[about.kind]
  if (rows.length === 0) throw new AppError('notFound', { what, id })
}

type RaiseInput = { readonly meetingId: number; readonly about: IssueAbout }

async function openIssue(
  tx: WorkspaceTransaction,
  workspaceId: number,
  seriesId: number,
  about: IssueAbout,
): Promise<number | null> {
  const is =
    about.kind === 'deal'
      ? sql`opportunity_id = ${about.opportunityId}`
      : about.kind === 'unit'
        ? sql`org_unit_id = ${about.orgUnitId}`
        : sql`person_id = ${about.personId}`
  const { rows } = await sql<{ id: number }>`select meeting_issue_id as id from meeting_issue
    where workspace_id = ${workspaceId} and meeting_series_id = ${seriesId} and state = 'open' and ${is}`.execute(
    tx,
  )
  return rows[0]?.id ?? null
}

/** Puts what the caller sees on the series' list of issues; what is on it already stays as it is. */
export async function raiseIssue(context: CallContext, { meetingId, about }: RaiseInput) {
  const { workspaceId, actor } = context
  return changeMeeting(context, async (tx, at) => {
    const { series } = await writableMeeting(tx, context, meetingId)
    await checkAbout(tx, context, about)
    const { rows } = await sql<{ id: number }>`
      insert into meeting_issue (workspace_id, meeting_series_id, meeting_id, opportunity_id, org_unit_id, person_id,
        raised_by, raised_at)
      values (${workspaceId}, ${series.seriesId}, ${meetingId}, ${about.kind === 'deal' ? about.opportunityId : null},
        ${about.kind === 'unit' ? about.orgUnitId : null}, ${about.kind === 'person' ? about.personId : null},
        ${actor.name}, ${at})
      on conflict do nothing returning meeting_issue_id as id`.execute(tx)
    const issueId = rows[0]?.id ?? ((await openIssue(tx, workspaceId, series.seriesId, about)) as number)
    return { action: 'raiseIssue', subject: `meeting:${meetingId}`, result: { issueId }, after: about }
  })
}

type SettleInput = { readonly meetingId: number; readonly issueId: number }

/** Takes an issue that the caller sees off the list. @throws AppError `notFound` */
export async function settleIssue(context: CallContext, { meetingId, issueId }: SettleInput) {
  return changeMeeting(context, async (tx, at) => {
    const { series } = await writableMeeting(tx, context, meetingId)
    const seen = await readIssues(tx, context, series.seriesId, meetingId)
    const issue = seen.find((each) => each.issueId === issueId && each.state === 'open')
    if (issue === undefined) throw new AppError('notFound', { what: 'issue', id: issueId })
    await sql`update meeting_issue set state = 'settled', settled_by = ${context.actor.name}, settled_at = ${at}
      where workspace_id = ${context.workspaceId} and meeting_issue_id = ${issueId}`.execute(tx)
    return { action: 'settleIssue', subject: `meeting:${meetingId}`, result: {}, after: { issueId } }
  })
}
