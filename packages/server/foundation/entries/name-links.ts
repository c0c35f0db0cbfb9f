import type { Kind } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import { TARGETS } from './link-targets.ts'

/** Values of an entry by column, as the trail keeps them: a link is the number of its row. */
type Kept = Readonly<Record<string, unknown>> | null
type Named = { readonly id: number; readonly name: { readonly zh: string; readonly en: string } }

const idOf = (value: unknown): number | null => {
  const id = Number(value)
  return value !== null && value !== '' && Number.isSafeInteger(id) && id > 0 ? id : null
}

async function namesOf(
  tx: WorkspaceTransaction,
  workspaceId: number,
  to: keyof typeof TARGETS,
  ids: readonly number[],
): Promise<Map<number, Named>> {
  const { table, key, zh, en } = TARGETS[to]
  const { rows } = await sql<{ id: number; zh: string; en: string }>`
    select ${sql.ref(key)} as id, ${sql.ref(zh)} as zh, ${sql.ref(en)} as en from ${sql.table(table)}
    where workspace_id = ${workspaceId} and ${sql.ref(key)} = any(${[...ids]}::bigint[])`.execute(tx)
  return new Map(
    rows.map((row) => [Number(row.id), { id: Number(row.id), name: { zh: row.zh, en: row.en } }]),
  )
}

/** The trail's values with links as `{ id, name }`, removed rows included; a row that is gone altogether stays a number. */
export async function nameLinks<Line extends { readonly before: Kept; readonly after: Kept }>(
  tx: WorkspaceTransaction,
  workspaceId: number,
  kind: Kind,
  lines: readonly Line[],
): Promise<Line[]> {
  const names = new Map<string, Map<number, Named>>()
  const sides = lines.flatMap(({ before, after }) => [before, after])
  for (const { column, to } of kind.fields) {
    if (to === null) continue
    const ids = new Set(sides.map((side) => idOf(side?.[column])).filter((id) => id !== null))
    if (ids.size > 0) names.set(column, await namesOf(tx, workspaceId, to, [...ids]))
  }
  const named = (values: Kept): Kept =>
    values === null
      ? null
      : Object.fromEntries(
          Object.entries(values).map(([column, value]) => [
            column,
            names.get(column)?.get(idOf(value) ?? 0) ?? value,
          ]),
        )
  return lines.map((line) => ({ ...line, before: named(line.before), after: named(line.after) }))
}
