import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB } from '../../../../generated/database.ts'

/** A connected database: the pool of the owner role, and typed queries over it. */
export type Database = {
  readonly pool: pg.Pool
  readonly kysely: Kysely<DB>
}

const INT8 = 20
const DATE = 1082
const TIMESTAMPTZ = 1184
const NUMERIC = 1700

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond the safe integers`)
  return value
}

const parsers = new Map<number, (text: string) => unknown>([
  [INT8, safeInteger],
  [DATE, (text) => text],
  [TIMESTAMPTZ, (text) => new Date(text).toISOString()],
  [NUMERIC, (text) => text],
])

/** Civil dates stay text, ledger decimals stay text, instants are ISO text: no value changes by passing through. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    parsers.get(oid) ?? pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
}

export type Address =
  | { readonly connectionString: string }
  | { readonly host: string; readonly database: string }

/** Connection settings that every pool and single connection of the program shares. */
export function connectionOptions(address: Address): pg.PoolConfig {
  const base =
    'host' in address ? { host: address.host, database: address.database, user: 'postgres' } : address
  return { ...base, types, application_name: 'salesloom', options: '-c timezone=UTC' }
}

/** Opens a pool. A connection lost while idle is dropped and made anew by the next query. */
export function connect(address: Address, size = 12): Database {
  const pool = new pg.Pool({ ...connectionOptions(address), max: size, connectionTimeoutMillis: 10_000 })
  pool.on('error', () => {})
  return { pool, kysely: new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }) }
}
