import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Database } from '../database/index.ts'
import { StartFailure } from '../failure.ts'
import { MIGRATIONS } from '../migrations/index.ts'
import { findBackupTables, quoted } from './tables.ts'

export const BACKUP_FORMAT = 1

/** First line of a backup: what it is and which schema its rows fit. */
export type BackupHead = {
  readonly salesloom: 'backup'
  readonly format: number
  readonly migrations: readonly string[]
  readonly at: string
}

export type BackupSummary = {
  readonly file: string
  readonly tables: number
  readonly rows: number
  readonly bytes: number
}

async function copyTable(
  client: pg.ClientBase,
  select: string,
  write: (chunk: Buffer | string) => Promise<void>,
): Promise<number> {
  const stream = client.query(copyTo(`copy ${select} to stdout`))
  let rows = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    for (const byte of chunk) if (byte === 10) rows++
    await write(chunk)
  }
  return rows
}

/**
 * Writes everything into one compressed file, from one snapshot, while the application goes on working. The format
 * is text: a head line, then for each table a line with its name and columns, its rows as COPY gives them, and `\.`;
 * last a line with the counts and a checksum. The file appears under its name only when it is complete.
 */
export async function writeBackup(database: Database, file: string, now: Date): Promise<BackupSummary> {
  if (existsSync(file)) throw new StartFailure(`The file ${file} exists already; choose another name.`)
  const draft = `${file}.part`
  const gzip = createGzip({ level: 6 })
  const output = createWriteStream(draft, { mode: 0o600 })
  gzip.pipe(output)
  const hash = createHash('sha256')
  const write = async (chunk: Buffer | string): Promise<void> => {
    hash.update(chunk)
    if (!gzip.write(chunk)) await once(gzip, 'drain')
  }
  const client = await database.pool.connect()
  const failed = new Promise<never>((_, reject) => output.once('error', reject))
  failed.catch(() => {})
  try {
    const counts = await Promise.race([copyAll(client, write, now), failed])
    gzip.end(`${JSON.stringify({ end: counts, sha256: hash.digest('hex') })}\n`)
    await finished(output)
    renameSync(draft, file)
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
    return { file, tables: Object.keys(counts).length, rows, bytes: output.bytesWritten }
  } catch (error) {
    output.destroy()
    rmSync(draft, { force: true })
    throw error
  } finally {
    client.release(true)
  }
}

async function copyAll(
  client: pg.ClientBase,
  write: (chunk: Buffer | string) => Promise<void>,
  now: Date,
): Promise<Record<string, number>> {
  await client.query('begin isolation level repeatable read read only')
  const head: BackupHead = {
    salesloom: 'backup',
    format: BACKUP_FORMAT,
    migrations: Object.keys(MIGRATIONS),
    at: now.toISOString(),
  }
  await write(`${JSON.stringify(head)}\n`)
  const counts: Record<string, number> = {}
  for (const table of await findBackupTables(client)) {
    await write(`${JSON.stringify({ table: table.name, columns: table.columns })}\n`)
    counts[table.name] = await copyTable(
      client,
      `${quoted(table.name)} (${table.columns.map(quoted).join(', ')})`,
      write,
    )
    await write('\\.\n')
  }
  await client.query('commit')
  return counts
}
