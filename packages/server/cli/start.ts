import { systemClock } from '../platform/clock/index.ts'
import { type Config, readConfig, readSecret } from '../platform/config/read-config.ts'
import { openStorage, type Storage } from '../platform/database/storage.ts'
import { StartFailure } from '../platform/failure.ts'
import { openPort, type Port } from '../platform/http/listen.ts'
import { createLogger } from '../platform/logging/index.ts'
import { migrate } from '../platform/migrations/migrate.ts'
import { buildWeb } from '../platform/static/build-web.ts'

/** Things to undo in reverse order when the program ends or a start fails half way. */
type Closers = Array<() => Promise<void>>

async function closeAll(closers: Closers): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close().catch(() => {})
}

/** Resolves when somebody wants the program to end; a second wish ends it at once. */
function untilAskedToStop(): Promise<string> {
  return new Promise((resolve) => {
    let asked = false
    const stop = (why: string) => () => {
      if (asked && why === 'SIGINT') process.exit(130)
      asked = true
      resolve(why)
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop(signal))
    process.on('disconnect', stop('the launcher ended'))
    process.channel?.unref()
  })
}

async function claim(storage: Storage, config: Config): Promise<void> {
  if (await storage.claimServing()) return
  throw new StartFailure(
    `Salesloom is running already on the data folder ${config.dataFolder}. Open it in the browser, or stop it first; for a second one choose another folder: SALESLOOM_DATA=<folder> PORT=<port> npm start.`,
  )
}

async function open(config: Config, port: Port, closers: Closers): Promise<void> {
  const secret = readSecret(process.env, config)
  const log = createLogger(config.logLevel)
  const web = config.buildWeb ? buildWeb(log) : Promise.resolve(false)
  // A failed build is told when it is waited for, and not before as an unhandled error.
  web.catch(() => {})
  const storage = await openStorage(config)
  closers.push(storage.close)
  await claim(storage, config)
  await migrate(storage.address)
  // What refuses to start says so before everything else is read.
  const [{ compose }, { loadSample }] = await Promise.all([
    import('../compose.ts'),
    import('./load-sample.ts'),
  ])
  await loadSample(storage.database, config, systemClock, (line) =>
    process.stderr.write(`salesloom: ${line}\n`),
  )
  await web
  const application = await compose({
    config,
    secret,
    address: storage.address,
    database: storage.database,
    log,
  })
  closers.push(application.close)
  port.serve(application.fetch)
  // Ended before what answers requests: one that meets a closed database would be told of an internal error.
  closers.push(port.close)
}

/** Serves the application until it is asked to stop, and then ends everything that it started. */
export async function start(): Promise<void> {
  const config = readConfig(process.env)
  const closers: Closers = []
  const stopped = untilAskedToStop()
  const port = await openPort(config.host, config.port)
  closers.push(port.close)
  try {
    await open(config, port, closers)
    const { welcome } = await import('./welcome.ts')
    process.stdout.write(welcome(config, port.url))
    await stopped
    process.stderr.write('\nsalesloom: stopping …\n')
  } finally {
    await closeAll(closers)
  }
}
