import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { importAdventureWorks } from '../packages/server/connectors/adventureworks/index.ts'
import { loadSuperstore } from '../packages/server/connectors/superstore/index.ts'
import { systemClock } from '../packages/server/platform/clock/index.ts'
import { connectionOptions } from '../packages/server/platform/database/index.ts'
import { ADVENTUREWORKS, WITHOUT_ADVENTUREWORKS } from '../packages/server/testing/shared-data.ts'
import { type TestDatabase, withTestDatabase } from '../packages/server/testing/test-database.ts'
import { type Benchmark, type Finding, finding, medianOf, RUNS, timed } from './measure.ts'

const TABLES = ['sales_order', 'order_line'] as const

async function copyOut(client: pg.Client, table: string): Promise<Buffer> {
  const parts: Buffer[] = []
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      parts.push(chunk)
      done()
    },
  })
  await pipeline(client.query(copyTo(`copy ${table} to stdout`)), sink)
  return Buffer.concat(parts)
}

/** The peer: the same rows by COPY into tables without keys, checks or indexes. */
async function bareCopy(client: pg.Client): Promise<number> {
  const rows: Array<readonly [string, Buffer]> = []
  for (const table of TABLES) {
    rows.push([table, await copyOut(client, table)] as const)
    await client.query(`create table bare_${table} (like ${table})`)
  }
  const [milliseconds] = await timed(async () => {
    for (const [table, content] of rows)
      await pipeline(Readable.from([content]), client.query(copyFrom(`copy bare_${table} from stdin`)))
  })
  return milliseconds
}

async function importAll({ database }: TestDatabase): Promise<number> {
  const options = { clock: systemClock }
  const { lines } =
    WITHOUT_ADVENTUREWORKS === false
      ? await importAdventureWorks(database, ADVENTUREWORKS, { ...options, workspaceCode: 'bench' })
      : await loadSuperstore(database, options)
  return lines
}

async function round(): Promise<{ ours: number; bare: number; lines: number }> {
  return withTestDatabase(async (test) => {
    const [ours, lines] = await timed(() => importAll(test))
    const client = new pg.Client(connectionOptions(test.address))
    await client.connect()
    try {
      return { ours, lines, bare: await bareCopy(client) }
    } finally {
      await client.end()
    }
  })
}

/** Import with parsing, checks, links, storing and roll-ups against a bare COPY of the rows that it stored. */
export const importBench: Benchmark = {
  name: 'import',
  run: async (): Promise<Finding[]> => {
    await round()
    const rounds = []
    for (let i = 0; i < RUNS; i++) rounds.push(await round())
    const what = `import of ${rounds[0]?.lines} order lines from CSV`
    return [
      finding({
        name: 'import/ratio',
        what: `${what}, times a bare COPY`,
        unit: '×',
        runs: rounds.map(({ ours, bare }) => ours / bare),
        mark: 10,
      }),
      finding({
        name: 'import/seconds',
        what,
        unit: 's',
        runs: rounds.map(({ ours }) => ours / 1_000),
        mark: (10 * medianOf(rounds.map(({ bare }) => bare))) / 1_000,
      }),
    ]
  },
}
