import { FIELD_ACTION, FIELDS, GRANTS, type Locale } from '@salesloom/contract'
import { sql } from 'kysely'
import { civilToday } from '../../platform/clock/index.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { calendarOf } from '../fiscal-calendar/index.ts'
import { findMemberships } from './caller.ts'
import { mayReadField } from './read-field.ts'
import { findRunningStandIns } from './stand-in.store.ts'

async function loadWorkspace(tx: WorkspaceTransaction, context: CallContext) {
  const { workspaceId, clock } = context
  const row = await tx
    .selectFrom('workspace')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  const channels = await tx
    .selectFrom('channel')
    .select(['code', 'name_zh', 'name_en'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('ordinal')
    .execute()
  const days = await tx
    .selectFrom('sales_daily')
    .select([sql<string | null>`min(day)`.as('first'), sql<string | null>`max(day)`.as('last')])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return {
    workspaceId,
    code: row.code,
    name: { zh: row.name_zh, en: row.name_en },
    currency: row.currency,
    currencyDigits: row.currency_digits,
    timeZone: row.time_zone,
    fiscalStartMonth: row.fiscal_start_month,
    calendar: calendarOf(row),
    channels: channels.map((channel) => ({
      code: channel.code,
      name: { zh: channel.name_zh, en: channel.name_en },
    })),
    dataFrom: days?.first ?? null,
    dataUntil: days?.last ?? null,
    today: civilToday(clock, row.time_zone),
    invented: row.invented,
  }
}

async function loadPerson(
  tx: WorkspaceTransaction,
  workspaceId: number,
  personId: number | null,
  day: string,
) {
  if (personId === null) return null
  const { rows } = await sql<{
    name_zh: string
    name_en: string
    title_zh: string | null
    title_en: string | null
  }>`
    select p.name_zh, p.name_en, o.title_zh, o.title_en from person p
    left join position o on o.workspace_id = p.workspace_id and o.person_id = p.person_id
      and o.valid_from <= ${day} and (o.valid_to is null or o.valid_to > ${day})
    where p.workspace_id = ${workspaceId} and p.person_id = ${personId}
    order by o.leads desc, o.valid_from, o.org_unit_id limit 1`.execute(tx)
  const row = rows[0]
  if (row === undefined) return null
  const title = row.title_zh === null ? null : { zh: row.title_zh, en: row.title_en ?? row.title_zh }
  return { personId, name: { zh: row.name_zh, en: row.name_en }, title }
}

/** Units at the top of what the caller sees; empty for the whole workspace and for a single person. */
async function loadScope(tx: WorkspaceTransaction, context: CallContext) {
  const { visibility, workspaceId } = context
  if (visibility.whole) return { wholeWorkspace: true, orgUnits: [] }
  if (visibility.orgUnitIds.length === 0) return { wholeWorkspace: false, orgUnits: [] }
  const rows = await tx
    .selectFrom('org_unit')
    .select(['org_unit_id', 'name_zh', 'name_en'])
    .where('workspace_id', '=', workspaceId)
    .where('org_unit_id', 'in', [...visibility.orgUnitIds])
    .orderBy('org_unit_id')
    .execute()
  return {
    wholeWorkspace: false,
    orgUnits: rows.map((row) => ({ orgUnitId: row.org_unit_id, name: { zh: row.name_zh, en: row.name_en } })),
  }
}

/** In which language the caller reads mails. */
async function loadLocale(tx: WorkspaceTransaction, { workspaceId, actor }: CallContext) {
  const row = await tx
    .selectFrom('membership')
    .select('locale')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', actor.userId)
    .executeTakeFirst()
  return (row?.locale ?? null) as Locale | null
}

/** Keeps the language that the caller's pages speak, for mails in this workspace. */
export async function setLocale(
  { database, workspaceId, actor }: CallContext,
  { locale }: { locale: Locale },
) {
  return inWorkspace(database, workspaceId, async (tx) => {
    await tx
      .updateTable('membership')
      .set({ locale })
      .where('workspace_id', '=', workspaceId)
      .where('user_id', '=', actor.userId)
      .execute()
    return { locale }
  })
}

/** What the caller may do: what the role holds, the limited fields as this workspace has them. */
function actionsOf(context: CallContext) {
  const limited = FIELDS.map((field) => FIELD_ACTION[field])
  const open = FIELDS.filter((field) => mayReadField(context, field)).map((field) => FIELD_ACTION[field])
  return [...GRANTS[context.actor.role].filter((action) => !limited.includes(action)), ...open]
}

/** The signed-in person, what they may do, and the workspace they are in. */
export async function getSession(context: CallContext) {
  const { database, workspaceId, actor } = context
  const user = await database.pool.query<{ email: string; name: string; two: boolean | null }>(
    `select "email", "name", "twoFactorEnabled" as two from sign_in."user" where "id" = $1`,
    [actor.userId],
  )
  const memberships = await findMemberships(database, actor.userId)
  const own = memberships.find((membership) => membership.workspaceId === workspaceId)
  const day = civilToday(context.clock, own?.timeZone ?? 'UTC')
  const standIns = await findRunningStandIns(database, workspaceId, own?.personId ?? null, day)
  return inWorkspace(database, workspaceId, async (tx) => {
    const workspace = await loadWorkspace(tx, context)
    return {
      user: {
        userId: actor.userId,
        email: user.rows[0]?.email ?? '',
        name: user.rows[0]?.name ?? actor.name,
        twoFactorEnabled: user.rows[0]?.two ?? false,
      },
      locale: await loadLocale(tx, context),
      role: actor.role,
      person: await loadPerson(tx, workspaceId, actor.personId, workspace.today),
      scope: await loadScope(tx, context),
      actions: actionsOf(context),
      standingInFor: actor.standingInFor,
      standIns,
      workspace,
      workspaces: memberships.map(({ code, nameZh, nameEn, role }) => ({
        code,
        name: { zh: nameZh, en: nameEn },
        role,
      })),
    }
  })
}
