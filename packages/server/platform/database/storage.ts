import pg from 'pg'
import type { Config } from '../config/read-config.ts'
import { isDiskFull, StartFailure } from '../failure.ts'
import { type Address, connect, connectionOptions, type Database } from './connection.ts'
import { openEmbedded } from './embedded/session.ts'

/** The open database of the program, embedded or its own, and how to leave it. */
export type Storage = {
  readonly address: Address
  readonly database: Database
  readonly embedded: boolean
  /** False when another application already serves from the same embedded data folder. */
  readonly claimServing: () => Promise<boolean>
  readonly close: () => Promise<void>
}

const OLDEST_RELEASE = 150_000
const NAME = 'salesloom'

type Coded = { code?: string; message: string; errors?: Coded[] }

const SENTENCES: Record<string, string> = {
  ECONNREFUSED: 'nobody answers there: is PostgreSQL running, and is the port right?',
  ENOTFOUND: 'the host name is not known.',
  EAI_AGAIN: 'the host name could not be looked up.',
  ETIMEDOUT: 'the host does not answer.',
  '28P01': 'user or password is wrong.',
  '28000': 'the server refuses this user.',
  '3D000': 'there is no such database; create it first.',
}

function whyUnreachable(error: unknown): string {
  const coded = error as Coded
  const code = coded.code ?? coded.errors?.[0]?.code ?? ''
  return SENTENCES[code] ?? coded.message
}

function withoutPassword(url: string): string {
  const shown = new URL(url)
  shown.password = ''
  return shown.toString()
}

/** Connects once to learn whether the database can be used at all. */
async function tryDatabaseUrl(url: string): Promise<void> {
  const client = new pg.Client({
    ...connectionOptions({ connectionString: url }),
    connectionTimeoutMillis: 8_000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    throw new StartFailure(
      `The database of DATABASE_URL (${withoutPassword(url)}) cannot be reached: ${whyUnreachable(error)}`,
    )
  }
  const { rows } = await client.query(`select current_setting('server_version_num')::int as release`)
  await client.end()
  if (rows[0].release < OLDEST_RELEASE) {
    throw new StartFailure(
      `PostgreSQL 15 or newer is needed; the one of DATABASE_URL is ${Math.trunc(rows[0].release / 10_000)}.`,
    )
  }
}

async function createOnce(host: string): Promise<void> {
  const client = new pg.Client(connectionOptions({ host, database: 'postgres' }))
  await client.connect()
  try {
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [NAME])
    if (rows.length === 0) await client.query(`create database ${NAME}`)
  } catch (error) {
    const duplicate = ['42P04', '23505'].includes((error as Coded).code ?? '')
    if (!duplicate) throw error
  } finally {
    await client.end()
  }
}

async function openOwn(url: string): Promise<Storage> {
  await tryDatabaseUrl(url)
  const address = { connectionString: url }
  const database = connect(address)
  return {
    address,
    database,
    embedded: false,
    claimServing: async () => true,
    close: () => database.pool.end(),
  }
}

/** Opens the database that the settings name, starting the embedded one where they name none. */
export async function openStorage(config: Config): Promise<Storage> {
  if (config.databaseUrl !== null) return openOwn(config.databaseUrl)
  const session = await openEmbedded(config.dataFolder)
  try {
    await createOnce(session.host)
  } catch (error) {
    await session.close()
    if (isDiskFull(error))
      throw new StartFailure(
        `The disk is full: no room for the database in ${config.dataFolder}. Free some space and start again.`,
      )
    throw error
  }
  const address = { host: session.host, database: NAME }
  const database = connect(address)
  return {
    address,
    database,
    embedded: true,
    claimServing: session.claimServing,
    close: async () => {
      await database.pool.end()
      await session.close()
    },
  }
}
