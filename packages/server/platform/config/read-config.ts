import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDiskFull, StartFailure } from '../failure.ts'
import { makeDataFolder } from './data-folder.ts'
import { type MailServer, readMail } from './read-mail.ts'
import { type Provider, readProvider } from './read-provider.ts'

/** The checkout's root, whatever folder the program was started from. */
export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))

/** Settings from the environment; see docs/operations. */
export type Config = {
  readonly dataFolder: string
  readonly databaseUrl: string | null
  readonly host: string
  readonly port: number
  /** Address that people open, where a proxy stands in front. */
  readonly publicUrl: string | null
  /** Whether the sample's sign-ins exist and work. */
  readonly samples: boolean
  /** Whether a start builds the web application when its sources changed. */
  readonly buildWeb: boolean
  /** most bytes of a file that is imported */
  readonly importLimit: number
  /** The identity provider that people may sign in with, where one is set up. */
  readonly provider: Provider | null
  /** The server that mails are sent by, where one is set up. */
  readonly mail: MailServer | null
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

type Environment = Readonly<Record<string, string | undefined>>

function text(env: Environment, name: string): string | null {
  const value = env[name]?.trim()
  return value === undefined || value === '' ? null : value
}

function readPort(env: Environment): number {
  const value = text(env, 'PORT') ?? '4600'
  const port = Number(value)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new StartFailure(`PORT must be a number from 0 to 65535, but is “${value}”.`)
}

function readDatabaseUrl(env: Environment): string | null {
  const value = text(env, 'DATABASE_URL')
  if (value === null) return null
  const valid = URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol)
  if (!valid)
    throw new StartFailure('DATABASE_URL must look like postgres://user:password@host:5432/database.')
  return value
}

function readPublicUrl(env: Environment): string | null {
  const value = text(env, 'SALESLOOM_URL')
  if (value !== null && !/^https?:\/\//.test(value)) {
    throw new StartFailure(
      `SALESLOOM_URL must be the address that people open, such as https://sales.example.com, but is “${value}”.`,
    )
  }
  return value
}

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const

function readLogLevel(env: Environment): Config['logLevel'] {
  const value = text(env, 'SALESLOOM_LOG') ?? 'info'
  const level = LEVELS.find((name) => name === value)
  if (level === undefined)
    throw new StartFailure(`SALESLOOM_LOG must be one of ${LEVELS.join(', ')}, but is “${value}”.`)
  return level
}

const MEGABYTE = 1_000_000

function readImportLimit(env: Environment): number {
  const value = text(env, 'SALESLOOM_IMPORT_LIMIT') ?? '512'
  const megabytes = Number(value)
  if (Number.isInteger(megabytes) && megabytes >= 1 && megabytes <= 100_000) return megabytes * MEGABYTE
  throw new StartFailure(
    `SALESLOOM_IMPORT_LIMIT must be a number of megabytes from 1 to 100000, but is “${value}”.`,
  )
}

/** Sample sign-ins are known to everybody: they are on only where nobody else can reach them, or when asked for. */
function readSamples(env: Environment, databaseUrl: string | null, host: string): boolean {
  const asked = text(env, 'SALESLOOM_SAMPLES')
  if (asked !== null) return ['1', 'on', 'yes', 'true'].includes(asked.toLowerCase())
  return databaseUrl === null && ['127.0.0.1', 'localhost', '::1'].includes(host)
}

/** Reads and checks the settings; a wrong one is a sentence that names it. */
export function readConfig(env: Environment): Config {
  const folder = text(env, 'SALESLOOM_DATA') ?? join(ROOT, 'data')
  const databaseUrl = readDatabaseUrl(env)
  const host = text(env, 'HOST') ?? '127.0.0.1'
  const publicUrl = readPublicUrl(env)
  return {
    dataFolder: isAbsolute(folder) ? folder : resolve(process.cwd(), folder),
    databaseUrl,
    host,
    port: readPort(env),
    publicUrl,
    samples: readSamples(env, databaseUrl, host),
    buildWeb: text(env, 'SALESLOOM_BUILD') !== 'off',
    importLimit: readImportLimit(env),
    provider: readProvider(env),
    mail: readMail(env, publicUrl),
    logLevel: readLogLevel(env),
  }
}

const SECRET_LENGTH = 32

/**
 * The key that signs sessions and encrypts secrets at rest. With a database of one's own it comes from
 * SALESLOOM_SECRET, the same on every node; the embedded one keeps it in a file beside the data.
 */
export function readSecret(env: Environment, config: Config): string {
  const given = text(env, 'SALESLOOM_SECRET')
  if (given !== null && given.length >= SECRET_LENGTH) return given
  if (given !== null)
    throw new StartFailure(`SALESLOOM_SECRET must have at least ${SECRET_LENGTH} characters.`)
  if (config.databaseUrl !== null) {
    throw new StartFailure(
      'Set SALESLOOM_SECRET (at least 32 characters, the same on every node) together with DATABASE_URL.',
    )
  }
  return storedSecret(config.dataFolder)
}

function storedSecret(dataFolder: string): string {
  const file = join(dataFolder, 'secret')
  makeDataFolder(dataFolder)
  try {
    writeFileSync(file, randomBytes(SECRET_LENGTH).toString('hex'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (isDiskFull(error)) throw new StartFailure(`The disk is full: no room for ${dataFolder}.`)
    if ((error as { code?: string }).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8')
}
