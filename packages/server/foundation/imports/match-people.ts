import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import { type ConvertedRow, problemAt } from './convert-row.ts'
import type { ImportPlan } from './plan-import.ts'

/** The field by whose values people of a file are found where their code says nothing. */
export const NAME_FIELD = 'nameZh'

type Person = { readonly id: number; readonly code: string; readonly zh: string; readonly en: string }

const lower = (text: unknown): string =>
  String(text ?? '')
    .trim()
    .toLowerCase()

/** Which of these external ids and codes are on record, so that nobody has to be asked about their names. */
async function onRecord(
  tx: WorkspaceTransaction,
  workspaceId: number,
  source: string,
  rows: readonly ConvertedRow[],
): Promise<(row: ConvertedRow) => boolean> {
  const ids = rows.map((row) => row.externalId)
  const codes = rows.map((row) => String(row.values['code'] ?? ''))
  const { rows: found } = await sql<{ source: string; external_id: string; code: string }>`
    select source, external_id, code from person where workspace_id = ${workspaceId}
      and ((source = ${source} and external_id = any(${ids}::text[])) or code = any(${codes}::text[]))`.execute(
    tx,
  )
  const knownCodes = new Set(found.map(({ code }) => code))
  const knownIds = new Set(found.flatMap((row) => (row.source === source ? [row.external_id] : [])))
  return (row) => knownIds.has(row.externalId) || knownCodes.has(String(row.values['code'] ?? ''))
}

async function namesakes(
  tx: WorkspaceTransaction,
  workspaceId: number,
  names: readonly string[],
  ids: readonly number[],
): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select person_id as id, code, name_zh as zh, name_en as en from person
    where workspace_id = ${workspaceId} and removed_at is null and (lower(name_zh) = any(${[...names]}::text[])
      or lower(name_en) = any(${[...names]}::text[]) or person_id = any(${[...ids]}::bigint[]))`.execute(tx)
  return rows
}

/**
 * Finds people by name whom a file brings under an id and a code that nobody has. Somebody has to confirm a name: the
 * person chosen for it lends the row their code, by which it is theirs from then on; a name that was said to be new
 * stays as it is; one that nobody has decided about becomes a problem of its row.
 */
export async function matchPeople(
  tx: WorkspaceTransaction,
  workspaceId: number,
  plan: ImportPlan,
  rows: readonly ConvertedRow[],
): Promise<void> {
  if (plan.kind.name !== 'person') return
  const good = rows.filter((row) => row.problems.length === 0 && lower(row.values[NAME_FIELD]) !== '')
  const isKnown = await onRecord(tx, workspaceId, plan.source, good)
  const open = good.filter((row) => !isKnown(row))
  if (open.length === 0) return
  const decisions = plan.mapping.links[NAME_FIELD] ?? {}
  const chosen = Object.values(decisions).flatMap((decision) =>
    decision.action === 'use' ? [decision.id] : [],
  )
  const people = await namesakes(
    tx,
    workspaceId,
    open.map((row) => lower(row.values[NAME_FIELD])),
    chosen,
  )
  const codes = new Map(people.map(({ id, code }) => [Number(id), code]))
  const names = new Set(people.flatMap(({ zh, en }) => [lower(zh), lower(en)]))
  const header = plan.columns.find(({ field }) => field.name === NAME_FIELD)?.header ?? null
  for (const row of open) {
    const name = String(row.values[NAME_FIELD])
    const decision = decisions[name]
    const code = decision?.action === 'use' ? codes.get(decision.id) : undefined
    if (code !== undefined) row.values['code'] = code
    else if (decision?.action !== 'create' && names.has(lower(name)))
      row.problems.push(problemAt(header, NAME_FIELD, name, 'personSameName', {}))
  }
}
