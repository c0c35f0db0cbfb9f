import { sql } from 'kysely'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { loadMemberNames } from '../member-names.ts'
import { checkOpen } from './accept-proposal.ts'
import { isVisible } from './find-proposals.ts'
import { findEventRows, type MarketEventKind, type MarketEventRow } from './market-event.store.ts'
import { decide, findProposalRows, lockProposal, noteStep } from './proposal.store.ts'
import { workspaceDay } from './workspace-day.ts'

export type MarketEventInput = {
  readonly kind: MarketEventKind
  readonly orgUnitId?: number | undefined
  readonly regionId?: number | undefined
  readonly productId?: number | undefined
  readonly day: string
  readonly untilDay: string | null
  readonly effectPercent: number
  readonly competitor: string
  readonly note: string
  readonly proposalId?: number | undefined
}

/** Events about a unit are of those who see it; those about the market as a whole are everybody's. */
function mayRead({ visibility }: CallContext, event: MarketEventRow): boolean {
  return event.orgUnitId === null || isVisible(visibility, event.orgUnitId)
}

/** Whoever recorded an event, and who sees the whole, may take it back. */
function mayRemove({ actor, visibility }: CallContext, event: MarketEventRow): boolean {
  return !event.used && (visibility.whole || event.recordedById === actor.userId)
}

/** Market events that the caller may know, newest first. */
export async function findMarketEvents(context: CallContext) {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const nameOf = await loadMemberNames(tx, workspaceId)
    return (await findEventRows(tx, workspaceId)).flatMap((event) => {
      if (!mayRead(context, event)) return []
      const { orgUnitId, regionId, productId, recordedById: _, used: __, ...rest } = event
      const keys = [
        ...(orgUnitId === null ? [] : [`orgUnit:${orgUnitId}`]),
        ...(regionId === null ? [] : [`region:${regionId}`]),
        ...(productId === null ? [] : [`product:${productId}`]),
      ]
      const names = keys.map(nameOf)
      const place =
        names.length === 0
          ? null
          : { zh: names.map(({ zh }) => zh).join(' · '), en: names.map(({ en }) => en).join(' · ') }
      const recordedAt = new Date(event.recordedAt).toISOString()
      return [{ ...rest, recordedAt, place, removable: mayRemove(context, event) }]
    })
  })
}

function checkEvent(context: CallContext, input: MarketEventInput): void {
  const { day, untilDay, orgUnitId, effectPercent } = input
  if (untilDay !== null && untilDay < day)
    throw new AppError('invalidInput', { field: 'untilDay', reason: `${untilDay} < ${day}` })
  if (effectPercent === 0) throw new AppError('invalidInput', { field: 'effectPercent', reason: '0' })
  // Who sees a part of the organisation speaks for that part alone.
  if (!isVisible(context.visibility, orgUnitId ?? null)) throw new AppError('outsideSubtree')
}

async function insertEvent(
  tx: WorkspaceTransaction,
  { workspaceId, actor, clock }: CallContext,
  input: MarketEventInput,
): Promise<number> {
  const row = await tx
    .insertInto('market_event')
    .values({
      workspace_id: workspaceId,
      kind: input.kind,
      org_unit_id: input.orgUnitId ?? null,
      region_id: input.regionId ?? null,
      product_id: input.productId ?? null,
      day: input.day,
      until_day: input.untilDay,
      effect_percent: String(input.effectPercent),
      competitor: input.competitor,
      note: input.note,
      recorded_by: actor.name,
      recorded_by_id: actor.userId,
      recorded_at: clock.now().toISOString(),
    })
    .returning('market_event_id')
    .executeTakeFirstOrThrow()
  return row.market_event_id
}

/** Refuses a place that the workspace does not have. */
async function checkPlace(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { orgUnitId, regionId, productId }: MarketEventInput,
): Promise<void> {
  const asked = [
    [
      'orgUnit',
      orgUnitId,
      sql`select 1 from org_unit where workspace_id = ${workspaceId} and org_unit_id = ${orgUnitId ?? 0}`,
    ],
    [
      'region',
      regionId,
      sql`select 1 from region where workspace_id = ${workspaceId} and region_id = ${regionId ?? 0}`,
    ],
    [
      'product',
      productId,
      sql`select 1 from product where workspace_id = ${workspaceId} and product_id = ${productId ?? 0}`,
    ],
  ] as const
  for (const [what, member, statement] of asked) {
    if (member === undefined) continue
    const { rows } = await statement.execute(tx)
    if (rows.length === 0) throw new AppError('notFound', { what, id: member })
  }
}

async function putAnswer(
  tx: WorkspaceTransaction,
  { workspaceId, actor, clock }: CallContext,
  month: string,
): Promise<void> {
  await sql`insert into market_answer (workspace_id, month, user_id, user_name, answered_at)
    values (${workspaceId}, ${month}, ${actor.userId}, ${actor.name}, ${clock.now().toISOString()})
    on conflict (workspace_id, month, user_id) do nothing`.execute(tx)
}

/** Records what happens in the market. It answers the month's question, and that after the cause of a shift where one is named. */
export async function recordMarketEvent(context: CallContext, input: MarketEventInput) {
  const { database, workspaceId, actor, clock, visibility } = context
  checkEvent(context, input)
  return inWorkspace(database, workspaceId, async (tx) => {
    await checkPlace(tx, workspaceId, input)
    const today = await workspaceDay(tx, context)
    const eventId = await insertEvent(tx, context, input)
    await putAnswer(tx, context, today.slice(0, 7))
    if (input.proposalId !== undefined) {
      const proposal = await lockProposal(tx, workspaceId, input.proposalId)
      if (!isVisible(visibility, proposal.orgUnitId) || proposal.rule !== 'shift')
        throw new AppError('notFound', { what: 'calibrationProposal', id: input.proposalId })
      await checkOpen(tx, workspaceId, proposal, today)
      await decide(tx, workspaceId, input.proposalId, 'accepted')
      const by = { name: actor.name, at: clock.now().toISOString() }
      await noteStep(tx, workspaceId, input.proposalId, 'answered', { reason: input.note }, by)
    }
    const subject = `marketEvent:${eventId}`
    await recordAudit(tx, context, { action: 'calibration.recordMarketEvent', subject, after: input })
    await emit(tx, workspaceId, { name: 'targets.calibrated', payload: { eventId } }, clock.now())
    return { eventId }
  })
}

/** Takes back a market event that no proposal rests on. */
export async function removeMarketEvent(context: CallContext, { eventId }: { readonly eventId: number }) {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const event = (await findEventRows(tx, workspaceId)).find((each) => each.eventId === eventId)
    if (event === undefined || !mayRead(context, event))
      throw new AppError('notFound', { what: 'marketEvent', id: eventId })
    if (event.used) throw new AppError('marketEventUsed')
    if (!mayRemove(context, event)) throw new AppError('outsideSubtree')
    await sql`update market_event set removed_at = ${clock.now().toISOString()}
      where workspace_id = ${workspaceId} and market_event_id = ${eventId}`.execute(tx)
    const subject = `marketEvent:${eventId}`
    await recordAudit(tx, context, { action: 'calibration.removeMarketEvent', subject, before: event })
    await emit(tx, workspaceId, { name: 'targets.calibrated', payload: { eventId } }, clock.now())
    return { eventId }
  })
}

/** Whether the caller still has to say what happened in the market this month, and how many causes are asked for. */
export async function getMarketPrompt(context: CallContext) {
  const { database, workspaceId, actor, visibility } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const today = await workspaceDay(tx, context)
    const month = today.slice(0, 7)
    const { rows } = await sql<{ found: number }>`select 1 as found from market_answer
      where workspace_id = ${workspaceId} and month = ${month} and user_id = ${actor.userId}`.execute(tx)
    const open = await findProposalRows(tx, workspaceId, { state: 'open' })
    const asked = open.filter(
      ({ rule, orgUnitId, expiresOn }) =>
        rule === 'shift' && expiresOn >= today && isVisible(visibility, orgUnitId),
    )
    return { month, answered: rows.length > 0, reasonsAsked: asked.length }
  })
}

/** Notes that nothing worth recording happened. */
export async function answerMarketPrompt(context: CallContext, { month }: { readonly month: string }) {
  const { database, workspaceId } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const now = (await workspaceDay(tx, context)).slice(0, 7)
    if (month !== now) throw new AppError('invalidInput', { field: 'month', reason: `${month}; ${now}` })
    await putAnswer(tx, context, month)
    await recordAudit(tx, context, { action: 'calibration.answerMarketPrompt', subject: `month:${month}` })
    return { answered: true }
  })
}
