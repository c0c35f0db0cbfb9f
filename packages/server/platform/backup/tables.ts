import type pg from 'pg'

/** A table with the columns that a backup carries. */
export type BackupTable = { readonly name: string; readonly columns: readonly string[] }

/** Passing states that a restored system must not take up again. */
const LEFT_OUT = new Set([
  'sign_in.session',
  'sign_in.verification',
  'sign_in.rateLimit',
  'public.schema_migration',
  'public.schema_migration_lock',
  'public.import_chunk',
])

type ForeignKey = { child: string; parent: string }

/** Parents before children, so that rows can be loaded with their foreign keys in force. */
function inOrder(tables: readonly BackupTable[], keys: readonly ForeignKey[]): BackupTable[] {
  const ordered: BackupTable[] = []
  const waiting = new Map(tables.map((table) => [table.name, table]))
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(
      (table) =>
        !keys.some((key) => key.child === table.name && key.parent !== table.name && waiting.has(key.parent)),
    )
    if (ready.length === 0) throw new Error('tables refer to each other in a circle')
    for (const table of ready) {
      ordered.push(table)
      waiting.delete(table.name)
    }
  }
  return ordered
}

/** All tables of the application, in an order in which they can be loaded. */
export async function findBackupTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(`
    select n.nspname || '.' || c.relname as name,
      array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and n.nspname in ('public', 'sign_in')
    group by 1 order by 1`)
  const { rows: keys } = await client.query<ForeignKey>(`
    select cn.nspname || '.' || c.relname as child, pn.nspname || '.' || p.relname as parent
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid join pg_namespace cn on cn.oid = c.relnamespace
    join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace
    where k.contype = 'f'`)
  return inOrder(
    rows.filter((table) => !LEFT_OUT.has(table.name)),
    keys,
  )
}

/** A table's or column's name as SQL. */
export function quoted(name: string): string {
  return name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.')
}
