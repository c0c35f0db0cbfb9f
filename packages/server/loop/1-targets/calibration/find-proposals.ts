import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext, Visibility } from '../../../platform/http/call-context.ts'
import { type Bilingual, loadMemberNames } from '../member-names.ts'
import { findEventRows, type MarketEventRow } from './market-event.store.ts'
import { findProposalRows, findSteps, type ProposalRow, type StepRow } from './proposal.store.ts'
import { proposalsReceived } from './received-proposals.ts'
import { findRunRows } from './run.store.ts'
import { workspaceDay } from './workspace-day.ts'

/** Whether something about a unit belongs to what a caller sees; about no unit it is about the whole. */
export function isVisible({ whole, ...part }: Visibility, orgUnitId: number | null): boolean {
  if (whole) return true
  return orgUnitId !== null && 'orgUnitIds' in part && part.orgUnitIds.includes(orgUnitId)
}

function placeName({ place }: ProposalRow, nameOf: (key: string) => Bilingual): Bilingual {
  const names = Object.values(place).flatMap((key) => (key === undefined ? [] : [nameOf(key)]))
  if (names.length === 0) return nameOf('total')
  return {
    zh: names.map(({ zh }) => zh).join(' · '),
    en: names.map(({ en }) => en).join(' · '),
  }
}

/** Amounts of a trail are the plan's own: those who see a part find what a proposal changes beside what they received. */
function trailOf(steps: readonly StepRow[], whole: boolean) {
  return steps.map(({ action, detail, by, at }) => ({
    action,
    by,
    at: new Date(at).toISOString(),
    remedy: detail.remedy ?? null,
    percent: detail.percent ?? null,
    reason: detail.reason ?? null,
    before: whole ? (detail.before ?? null) : null,
    after: whole ? (detail.after ?? null) : null,
  }))
}

type Shown = {
  readonly nameOf: (key: string) => Bilingual
  readonly events: ReadonlyMap<number, MarketEventRow>
  readonly steps: ReadonlyMap<number, readonly StepRow[]>
  readonly whole: boolean
  readonly today: string
}

function shown(row: ProposalRow, { nameOf, events, steps, whole, today }: Shown) {
  const { planId: _, subject: __, orgUnitId: ___, eventId, ...rest } = row
  const event = eventId === null ? undefined : events.get(eventId)
  const open = row.state === 'open' && row.expiresOn >= today
  return {
    ...rest,
    remedies: [...row.remedies],
    name: placeName(row, nameOf),
    state: row.state === 'open' && !open ? ('expired' as const) : row.state,
    decidable: open,
    effect: {
      ...row.effect,
      people: row.effect.people.map((person) => ({ ...person, name: nameOf(person.key) })),
    },
    evidence: {
      ...row.evidence,
      figures: row.evidence.figures.filter((figure) => whole || !figure.whole),
    },
    event:
      event === undefined
        ? null
        : { eventId: event.eventId, kind: event.kind, note: event.note, competitor: event.competitor },
    trail: trailOf(steps.get(row.proposalId) ?? [], whole),
  }
}

/** Proposals of the caller's part of the organisation, newest run first. */
export async function findProposals(
  context: CallContext,
  input: { readonly runId?: number | undefined; readonly state?: string | undefined },
) {
  const { database, workspaceId, visibility } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const stored = (await findProposalRows(tx, workspaceId, input)).filter(({ orgUnitId }) =>
      isVisible(visibility, orgUnitId),
    )
    const rows = await proposalsReceived(context, tx, stored)
    const steps = await findSteps(
      tx,
      workspaceId,
      rows.map(({ proposalId }) => proposalId),
    )
    const parts = {
      nameOf: await loadMemberNames(tx, workspaceId),
      events: new Map((await findEventRows(tx, workspaceId)).map((event) => [event.eventId, event])),
      steps: Map.groupBy(steps, ({ proposalId }) => proposalId),
      whole: visibility.whole,
      today: await workspaceDay(tx, context),
    }
    return rows.map((row) => shown(row, parts))
  })
}

/** Runs, newest first, with how many of their proposals the caller sees. */
export async function findRuns(context: CallContext) {
  const { database, workspaceId, visibility } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const proposals = (await findProposalRows(tx, workspaceId, {})).filter(({ orgUnitId }) =>
      isVisible(visibility, orgUnitId),
    )
    const counts = Map.groupBy(proposals, ({ runId }) => runId)
    return (await findRunRows(tx, workspaceId)).map((run) => ({
      ...run,
      startedAt: new Date(run.startedAt).toISOString(),
      found: counts.get(run.runId)?.length ?? 0,
    }))
  })
}
