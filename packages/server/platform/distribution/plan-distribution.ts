/** A foreign key as the catalogue gives it. */
export type ForeignKey = {
  readonly table: string
  readonly name: string
  readonly references: string
  readonly definition: string
}

/** What a database is made of, as far as distribution is concerned. */
export type Shape = {
  readonly tables: readonly string[]
  /** tables that are distributed already */
  readonly distributed: readonly string[]
  readonly foreignKeys: readonly ForeignKey[]
}

const ROOT_TABLE = 'workspace'

/** Tables so that each comes after those that its keys point to; a table may point to itself. */
export function parentsFirst(tables: readonly string[], keys: readonly ForeignKey[]): string[] {
  const sorted: string[] = []
  const open = new Set(tables)
  while (open.size > 0) {
    const ready = [...open].filter((table) =>
      keys.every((key) => key.table !== table || key.references === table || !open.has(key.references)),
    )
    // Tables that point to each other in a ring have no order: their keys are added at the end all the same.
    for (const table of ready.length > 0 ? ready.toSorted() : [...open].toSorted()) {
      sorted.push(table)
      open.delete(table)
    }
  }
  return sorted
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/**
 * The statements that spread a database over several machines by workspace: foreign keys away, tables distributed with
 * parents first and together, foreign keys back. Repeating it does what is missing and nothing else.
 */
export function planDistribution({ tables, distributed, foreignKeys }: Shape): string[] {
  const waiting = tables.filter((table) => !distributed.includes(table))
  if (waiting.length === 0) return []
  const touched = foreignKeys.filter((key) => waiting.includes(key.table) || waiting.includes(key.references))
  const ordered = parentsFirst(waiting, foreignKeys)
  const first = distributed[0] ?? ordered.find((table) => table !== ROOT_TABLE) ?? ROOT_TABLE
  return [
    ...touched.map((key) => `alter table ${quoted(key.table)} drop constraint ${quoted(key.name)}`),
    ...ordered.map((table) =>
      table === first
        ? `select create_distributed_table('${table}', 'workspace_id')`
        : `select create_distributed_table('${table}', 'workspace_id', colocate_with => '${first}')`,
    ),
    ...touched.map(
      (key) => `alter table ${quoted(key.table)} add constraint ${quoted(key.name)} ${key.definition}`,
    ),
  ]
}
