import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { isDiskFull, StartFailure } from '../../failure.ts'
import { connectionOptions } from '../connection.ts'
import { type Cluster, lastLogLine, launchCluster, prepareCluster, stopCluster } from './cluster.ts'

/** Locks of PostgreSQL, released when their holder ends in whatever way: a killed program leaves none behind. */
const IN_USE = 4_600_001
const SERVING = 4_600_002
const STARTING_UP = '57P03'
const PATIENCE_MS = 120_000

/** Use of the embedded server by this program; the last user to leave stops it. */
export type EmbeddedSession = {
  readonly host: string
  /** Claims the data folder for a serving application; false when another one serves from it. */
  claimServing(): Promise<boolean>
  close(): Promise<void>
}

async function tryConnect(cluster: Cluster): Promise<pg.Client | null> {
  const client = new pg.Client(connectionOptions({ host: cluster.socketFolder, database: 'postgres' }))
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(`select pg_advisory_lock_shared(${IN_USE})`)
    return client
  } catch (error) {
    await client.end().catch(() => {})
    const code = (error as { code?: string }).code ?? ''
    if (
      ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', STARTING_UP].includes(code) ||
      /terminated|shutting/.test(String(error))
    ) {
      return null
    }
    throw error
  }
}

function describeDeath(cluster: Cluster): StartFailure {
  const line = lastLogLine(cluster)
  return isDiskFull({ message: line })
    ? new StartFailure(
        `The disk is full: the database in ${cluster.dataFolder} cannot start. Free some space and start again.`,
      )
    : new StartFailure(`The database in ${cluster.dataFolder} does not start: ${line}`)
}

/** Starts or joins the server; recovery after a crash may take a while, so it waits as long as the server lives. */
async function join(cluster: Cluster): Promise<pg.Client> {
  let deaths = 0
  for (let waited = 0; waited < PATIENCE_MS; waited += 25) {
    const client = await tryConnect(cluster)
    if (client !== null) return client
    const dead = cluster.child !== null && cluster.child.exitCode !== null
    if (dead && ++deaths > 3) throw describeDeath(cluster)
    if (cluster.child === null || dead) launchCluster(cluster)
    await sleep(25)
  }
  throw describeDeath(cluster)
}

async function leave(cluster: Cluster, holder: pg.Client): Promise<void> {
  try {
    await holder.query(`select pg_advisory_unlock_shared(${IN_USE})`)
    const { rows } = await holder.query(`select pg_try_advisory_lock(${IN_USE}) as alone`)
    await holder.end()
    if (rows[0].alone === true) await stopCluster(cluster)
  } catch {
    // The server went away by itself; there is nothing left to leave.
  }
}

/** Opens the embedded PostgreSQL of a data folder, creating it at the first use. */
export async function openEmbedded(dataFolder: string): Promise<EmbeddedSession> {
  const cluster = prepareCluster(dataFolder)
  const holder = await join(cluster)
  return {
    host: cluster.socketFolder,
    claimServing: async () => {
      const { rows } = await holder.query(`select pg_try_advisory_lock(${SERVING}) as mine`)
      return rows[0].mine === true
    },
    close: () => leave(cluster, holder),
  }
}
