import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { searchColumnsOf } from '../../foundation/entries/index.ts'
import { FACT_TABLES } from '../../platform/migrations/0004-facts.ts'
import { RECORD_TABLES } from '../../platform/migrations/0004-records.ts'
import { CALENDAR_TABLES } from '../../platform/migrations/0010-calendar-and-people.ts'
import { searchTextOf } from '../../platform/text/search-text.ts'
import { type AnyRow, type Batch, date, TABLES, type TableName, type Value } from './tables.ts'

/** Where rows of the sample come from, in the words of the tables. */
export const SOURCE = 'sample'

const ENTRIES = new Set([...RECORD_TABLES, ...FACT_TABLES, ...CALENDAR_TABLES].map(({ table }) => table))
const WITHOUT_NUMBER: ReadonlySet<string> = new Set<TableName>([
  'org_unit_placement',
  'region_placement',
  'product_placement',
  'customer_type_placement',
  'product_price',
  'product_stage',
  'position',
  'order_line',
])
const NAMED_OTHERWISE: Readonly<Record<string, TableName>> = {
  order_id: 'sales_order',
  stage_id: 'pipeline_stage',
  renews_id: 'contract',
  approved_by_id: 'person',
  home_region_id: 'region',
}

/** Rows kept before they are written. */
const ROWS_AT_ONCE = 15_000

function keyOf(table: TableName): string {
  return table === 'sales_order' ? 'order_id' : `${table}_id`
}

function targetOf(table: TableName, column: string): TableName | null {
  if (!column.endsWith('_id') || column === 'external_id') return null
  if (column === 'parent_id') return table.replace(/_placement$/, '') as TableName
  return NAMED_OTHERWISE[column] ?? (column.replace(/_id$/, '') as TableName)
}

/** Columns that say where a row comes from and when, by the table's own habit. */
function originOf(table: TableName): { columns: string[]; values: (row: AnyRow) => Value[] } {
  const at = (row: AnyRow) => `${date(row.recorded)}T08:00:00+08:00`
  if (ENTRIES.has(table))
    return {
      columns: ['source', 'external_id', 'recorded_at', 'updated_at'],
      values: (row) => [SOURCE, String(row.id), at(row), at(row)],
    }
  if (table === 'sales_order')
    return { columns: ['source', 'content_hash', 'recorded_at'], values: (row) => [SOURCE, '', at(row)] }
  if (table === 'customer' || table === 'person')
    return { columns: ['external_id'], values: (row) => [row['code'] ?? null] }
  if (table === 'quota')
    return { columns: ['source', 'external_id'], values: (row) => [SOURCE, String(row.id)] }
  return { columns: [], values: () => [] }
}

/** Search texts by their words: the sample says the same thing in many rows. */
const MOST_REMEMBERED = 50_000

class SearchTexts {
  private readonly known = new Map<string, string>()

  of(columns: readonly string[], row: AnyRow): string {
    const words = columns.map((column) => row[column]).filter((word) => typeof word === 'string')
    const key = words.join('\n')
    const before = this.known.get(key)
    if (before !== undefined) return before
    const text = searchTextOf(words)
    if (this.known.size < MOST_REMEMBERED) this.known.set(key, text)
    return text
  }
}

/** A value of COPY's text format. */
function field(value: Value | undefined): string {
  if (value === null || value === undefined) return '\\N'
  return typeof value === 'string' ? value.replace(/[\\\t\n\r]/g, (mark) => `\\${mark}`) : String(value)
}

/** Ids of the database for the sample's own numbers, taken from the tables' sequences in unbroken runs. */
class Ids {
  private readonly runs = new Map<TableName, { first: number; last: number; shift: number }[]>()
  private readonly client: pg.ClientBase

  constructor(client: pg.ClientBase) {
    this.client = client
  }

  /** Makes sure that all numbers up to `last` have an id. */
  async reserve(table: TableName, last: number): Promise<void> {
    const runs = this.runs.get(table) ?? []
    this.runs.set(table, runs)
    const first = (runs.at(-1)?.last ?? 0) + 1
    if (last < first) return
    for (;;) {
      const { rows } = await this.client.query<{ low: number; high: number }>(
        `with sequence as materialized (select pg_get_serial_sequence($1, $2)::regclass as name)
         select min(id)::int8 as low, max(id)::int8 as high
         from (select nextval(name) as id from sequence, generate_series(1, $3::bigint)) taken`,
        [table, keyOf(table), last - first + 1],
      )
      const [low, high] = [Number(rows[0]?.low), Number(rows[0]?.high)]
      // Somebody else may take ids in between; then the run is broken, and the next one is asked for.
      if (high - low !== last - first) continue
      runs.push({ first, last, shift: low - first })
      return
    }
  }

  of(table: TableName, number: number): number {
    const run = this.runs.get(table)?.findLast(({ first }) => first <= number)
    if (run === undefined || number > run.last) throw new RangeError(`${table}: number ${number} has no row`)
    return number + run.shift
  }
}

/** Writes batches of rows by COPY, some tens of thousands at a time, whatever their number. */
export class TableWriter {
  private readonly client: pg.ClientBase
  private readonly workspaceId: number
  private readonly ids: Ids
  private readonly searchTexts = new SearchTexts()
  private waiting = new Map<TableName, AnyRow[]>()
  private rows = 0
  private writing: Promise<void> = Promise.resolve()

  constructor(client: pg.ClientBase, workspaceId: number) {
    this.client = client
    this.workspaceId = workspaceId
    this.ids = new Ids(client)
  }

  async add(batch: Batch): Promise<void> {
    for (const [table, rows] of batch) {
      const waiting = this.waiting.get(table)
      if (waiting === undefined) this.waiting.set(table, [...rows])
      else for (const row of rows) waiting.push(row)
      this.rows += rows.length
    }
    if (this.rows >= ROWS_AT_ONCE) await this.flush()
  }

  /** Waits for what is being written and sends off the rest, so that making and writing rows go on side by side. */
  private async flush(): Promise<void> {
    const { waiting } = this
    this.waiting = new Map()
    this.rows = 0
    await this.writing
    this.writing = this.send(waiting)
    // A failure is reported by the next wait; until then it must not count as unhandled.
    this.writing.catch(() => {})
  }

  /** Writes what is left. Without it the last rows are missing. */
  async end(): Promise<void> {
    await this.flush()
    await this.writing
  }

  /** Waits, whatever becomes of it, so that a transaction may be rolled back. */
  async settled(): Promise<void> {
    await this.writing.catch(() => {})
  }

  /** Tables in an order in which every link finds its target. */
  private async send(waiting: ReadonlyMap<TableName, readonly AnyRow[]>): Promise<void> {
    for (const [table, rows] of waiting)
      if (!WITHOUT_NUMBER.has(table))
        await this.ids.reserve(
          table,
          rows.reduce((last, row) => Math.max(last, row.id), 0),
        )
    for (const table of Object.keys(TABLES) as TableName[]) {
      const rows = waiting.get(table)
      if (rows !== undefined) await this.copy(table, rows)
    }
  }

  private async copy(table: TableName, rows: readonly AnyRow[]): Promise<void> {
    const own = WITHOUT_NUMBER.has(table) ? [] : [keyOf(table)]
    const origin = originOf(table)
    const columns: readonly string[] = TABLES[table]
    const searched = searchColumnsOf(table)
    const search = searched.length === 0 ? [] : ['search_text']
    const targets = columns.map((column) => targetOf(table, column))
    const line = (row: AnyRow) => {
      const values: Value[] = [this.workspaceId]
      if (own.length > 0) values.push(this.ids.of(table, row.id))
      columns.forEach((column, i) => {
        const [value, target] = [row[column] ?? null, targets[i] ?? null]
        values.push(target === null || typeof value !== 'number' ? value : this.ids.of(target, value))
      })
      values.push(...origin.values(row))
      if (search.length > 0) values.push(this.searchTexts.of(searched, row))
      return `${values.map(field).join('\t')}\n`
    }
    const all = ['workspace_id', ...own, ...columns, ...origin.columns, ...search].join(', ')
    const text = function* () {
      for (let i = 0; i < rows.length; i += 500)
        yield rows
          .slice(i, i + 500)
          .map(line)
          .join('')
    }
    await pipeline(Readable.from(text()), this.client.query(copyFrom(`copy ${table} (${all}) from stdin`)))
  }
}
