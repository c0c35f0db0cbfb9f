import type { Kind } from '@salesloom/contract'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordAudit } from '../audit/index.ts'
import { refreshRollups } from '../rollups/index.ts'
import { changesOf, zoneOf } from './fact-changes.ts'
import { followEvents } from './follow-events.ts'
import { recordHistory } from './opportunity-stages.ts'
import { daysOf, valueAfter } from './prepared.ts'
import type { Stored } from './read-values.ts'
import { restate } from './restate.ts'
import { rateWritten, restateRates } from './restate-rates.ts'
import type { WrittenEntry } from './write-rows.ts'

/** Above this many entries in one go the trail keeps a line for all of them, not one for each. */
const TRAIL_MOST = 200

/** What an entry said before, for the columns that changed. */
function pastOf(entry: WrittenEntry): Record<string, Stored> | undefined {
  const { before } = entry
  if (before === null) return undefined
  return Object.fromEntries([...entry.columns.keys()].map((column) => [column, before[column] ?? null]))
}

async function trail(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  source: string,
  entries: readonly WrittenEntry[],
): Promise<void> {
  const action = (entry: WrittenEntry) =>
    entry.before === null ? 'entries.createEntry' : 'entries.editEntry'
  if (entries.length > TRAIL_MOST) {
    const created = entries.filter((entry) => entry.before === null).length
    await recordAudit(tx, context, {
      action: 'entries.putEntries',
      subject: `${kind.name}:*`,
      after: { source, created, changed: entries.length - created },
    })
    return
  }
  for (const entry of entries)
    await recordAudit(tx, context, {
      action: action(entry),
      subject: `${kind.name}:${entry.id}`,
      before: pastOf(entry),
      after: Object.fromEntries(entry.columns),
    })
}

/** Everything that follows from entries written: history, restatements, the trail and the event. */
export async function afterWrite(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  source: string,
  entries: readonly WrittenEntry[],
): Promise<void> {
  if (entries.length === 0) return
  const { workspaceId, clock } = context
  if (kind.name === 'opportunity') await recordHistory(tx, workspaceId, source, entries, clock.now())
  if (kind.name === 'stageEvent')
    await followEvents(
      tx,
      context,
      entries.map((entry) => Number(valueAfter(entry, 'opportunity_id'))),
      entries.map(({ id }) => id),
    )
  const zone = await zoneOf(tx, workspaceId, kind)
  await restate(
    tx,
    context,
    kind,
    entries.flatMap((entry) => changesOf(kind, entry, zone)),
  )
  await restateRates(tx, context, kind, entries.flatMap(rateWritten))
  await trail(tx, context, kind, source, entries)
  await announceDays(
    tx,
    context,
    kind,
    entries.flatMap((entry) => Object.values(daysOf(kind, entry))),
  )
}

/** Brings the roll-ups of the days touched in line with their rows, and tells the rest that figures have changed. */
export async function announceDays(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  days: ReadonlyArray<string | null>,
): Promise<void> {
  const touched = [...new Set(days.filter((day) => day !== null))].toSorted()
  await refreshRollups(tx, context.workspaceId, kind.name, touched)
  await tellOfDays(tx, context, kind, touched)
}

/** Tells the rest that figures of some days have changed; their roll-ups already say so. @param days in order */
export async function tellOfDays(
  tx: WorkspaceTransaction,
  { workspaceId, clock }: CallContext,
  kind: Kind,
  days: readonly string[],
): Promise<void> {
  const payload = { kind: kind.name, from: days[0] ?? null, to: days.at(-1) ?? null }
  await emit(tx, workspaceId, { name: 'facts.entriesChanged', payload }, clock.now())
}
