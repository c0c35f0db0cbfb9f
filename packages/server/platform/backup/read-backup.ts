import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import type pg from 'pg'
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams'
import { z } from 'zod'
import type { Database } from '../database/index.ts'
import { StartFailure } from '../failure.ts'
import { MIGRATIONS } from '../migrations/index.ts'
import { findBackupTables, quoted } from './tables.ts'
import { BACKUP_FORMAT } from './write-backup.ts'

const head = z.object({
  salesloom: z.literal('backup'),
  format: z.number(),
  migrations: z.array(z.string()),
  at: z.string(),
})
const tableLine = z.object({ table: z.string(), columns: z.array(z.string()).min(1) })
const endLine = z.object({ end: z.record(z.string(), z.number()), sha256: z.string() })

export type RestoreSummary = { readonly at: string; readonly tables: number; readonly rows: number }

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function checkHead(line: string | undefined, file: string): z.infer<typeof head> {
  const read = head.safeParse(parseJson(line ?? ''))
  if (!read.success) throw new StartFailure(`${file} is not a backup of Salesloom.`)
  if (read.data.format !== BACKUP_FORMAT)
    throw new StartFailure(
      `${file} has backup format ${read.data.format}; this version reads format ${BACKUP_FORMAT}.`,
    )
  const unknown = read.data.migrations.filter((name) => !(name in MIGRATIONS))
  if (unknown.length > 0)
    throw new StartFailure(
      `${file} was made by a newer version (${unknown.join(', ')}); restore it with that one.`,
    )
  return read.data
}

async function checkEmpty(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ workspaces: number; users: number }>(
    `select (select count(*) from workspace) as workspaces, (select count(*) from sign_in."user") as users`,
  )
  if ((rows[0]?.workspaces ?? 0) + (rows[0]?.users ?? 0) > 0) {
    throw new StartFailure(
      'The database is not empty. Restore into an empty one: another SALESLOOM_DATA folder, or a new database for DATABASE_URL.',
    )
  }
}

/** Identity columns go on after the highest number that came back. */
async function continueIdentities(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(`
    select table_schema || '.' || table_name as table, column_name as column from information_schema.columns
    where is_identity = 'YES' and table_schema = 'public'`)
  for (const { table, column } of rows) {
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), greatest(1, (select coalesce(max(${quoted(column)}), 0) from ${quoted(table)})) + 0, true)`,
      [table, column],
    )
  }
}

/** Reads the file line by line into the tables that it names; only tables and columns of the schema are accepted. */
class Loader {
  private readonly client: pg.ClientBase
  private readonly known: ReadonlyMap<string, ReadonlySet<string>>
  private readonly hash = createHash('sha256')
  private copy: CopyStreamQuery | null = null
  readonly counts: Record<string, number> = {}
  private current = ''
  private failed: Error | null = null
  private ended: z.infer<typeof endLine> | null = null

  constructor(client: pg.ClientBase, known: ReadonlyMap<string, ReadonlySet<string>>) {
    this.client = client
    this.known = known
  }

  async line(text: string): Promise<void> {
    if (this.copy === null) {
      const end = endLine.safeParse(parseJson(text))
      if (end.success) {
        this.ended = end.data
        return
      }
      this.hash.update(`${text}\n`)
      return this.open(text)
    }
    this.hash.update(`${text}\n`)
    if (this.failed !== null) throw this.failed
    if (text === '\\.') return this.closeTable()
    this.counts[this.current] = (this.counts[this.current] ?? 0) + 1
    if (!this.copy.write(`${text}\n`)) await once(this.copy, 'drain')
  }

  head(text: string): void {
    this.hash.update(`${text}\n`)
  }

  private open(text: string): void {
    const read = tableLine.safeParse(parseJson(text))
    const columns = read.success ? this.known.get(read.data.table) : undefined
    if (!read.success || columns === undefined || read.data.columns.some((column) => !columns.has(column))) {
      throw new StartFailure('The backup is damaged: it names a table that the schema does not have.')
    }
    this.current = read.data.table
    this.counts[this.current] = 0
    this.copy = this.client.query(
      copyFrom(`copy ${quoted(read.data.table)} (${read.data.columns.map(quoted).join(', ')}) from stdin`),
    )
    // Dropping the connection breaks off an open COPY, which nobody awaits any more; unheard it would end the process.
    this.copy.on('error', (error: Error) => {
      this.failed ??= error
    })
  }

  private async closeTable(): Promise<void> {
    const copy = this.copy
    this.copy = null
    copy?.end()
    if (copy !== null) await once(copy, 'finish')
  }

  /** Whether everything arrived that was written. */
  check(): void {
    const whole = this.ended !== null && this.ended.sha256 === this.hash.digest('hex')
    const counted = Object.entries(this.ended?.end ?? {}).every(
      ([table, count]) => this.counts[table] === count,
    )
    if (!whole || !counted)
      throw new StartFailure(
        'The backup is damaged or cut off: its checksum does not fit. Nothing was restored.',
      )
  }
}

/** Restores a backup into an empty, migrated database in one transaction: all of it, or nothing. */
export async function readBackup(database: Database, file: string): Promise<RestoreSummary> {
  if (!existsSync(file)) throw new StartFailure(`There is no file ${file}.`)
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    await checkEmpty(client)
    const tables = await findBackupTables(client)
    const loader = new Loader(client, new Map(tables.map((table) => [table.name, new Set(table.columns)])))
    const gunzip = createReadStream(file).pipe(createGunzip())
    const lines = createInterface({ input: gunzip, crlfDelay: 0 })
    const broken = new Promise<never>((_, reject) =>
      gunzip.once('error', () => reject(new StartFailure('The backup is damaged: it cannot be unpacked.'))),
    )
    const at = await Promise.race([loadLines(lines, loader, file), broken])
    loader.check()
    await continueIdentities(client)
    await client.query('commit')
    const rows = Object.values(loader.counts).reduce((sum, count) => sum + count, 0)
    return { at, tables: Object.keys(loader.counts).length, rows }
  } finally {
    // Dropping the connection undoes everything that was not committed; a rollback could wait for an open COPY forever.
    client.release(true)
  }
}

async function loadLines(lines: AsyncIterable<string>, loader: Loader, file: string): Promise<string> {
  let at: string | null = null
  for await (const line of lines) {
    if (at === null) {
      at = checkHead(line, file).at
      loader.head(line)
    } else await loader.line(line)
  }
  if (at === null) throw new StartFailure(`${file} is empty.`)
  return at
}
