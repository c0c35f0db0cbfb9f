import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeDataFolder } from '../../config/data-folder.ts'
import { isDiskFull, StartFailure } from '../../failure.ts'
import { type Account, giveTo, postgresAccount } from './account.ts'
import { isReachableByOthers, postgresBinaries } from './binaries.ts'

/** A PostgreSQL server in a data folder, reached by a unix socket only. */
export type Cluster = {
  readonly dataFolder: string
  readonly socketFolder: string
  readonly account: Account
  readonly binaries: string
  /** The server process when this program started it; null when it was running already. */
  child: ChildProcess | null
}

const SETTINGS = {
  listen_addresses: '',
  max_connections: '80',
  shared_buffers: '256MB',
  work_mem: '32MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
}

/** Socket paths are limited to about 100 bytes, so the socket lives in a short folder named after the data folder. */
function socketFolderOf(dataFolder: string): string {
  const name = createHash('sha256').update(realpathSync(dataFolder)).digest('hex').slice(0, 16)
  return join(process.platform === 'darwin' ? '/tmp' : tmpdir(), `salesloom-${name}`)
}

/** A folder that only root can enter is passed to the unprivileged server by the working directory. */
function serverPath(cluster: Cluster): string {
  const folder = join(cluster.dataFolder, 'postgres')
  return cluster.account === null || isReachableByOthers(cluster.dataFolder) ? folder : '/proc/self/cwd'
}

function identity(account: Account): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid }
}

function failInit(output: string, dataFolder: string): never {
  if (isDiskFull({ message: output })) {
    throw new StartFailure(
      `The disk is full: no room for the database in ${dataFolder}. Free some space and start again.`,
    )
  }
  throw new StartFailure(
    `The database could not be created in ${dataFolder}: ${output.trim().split('\n').at(-1)}`,
  )
}

/** Creates the database files beside their place and moves them in at once, so that a killed start leaves no half. */
function initialise(cluster: Cluster): void {
  const final = join(cluster.dataFolder, 'postgres')
  for (const name of readdirSync(cluster.dataFolder)) {
    if (name.startsWith('postgres.new-'))
      rmSync(join(cluster.dataFolder, name), { recursive: true, force: true })
  }
  if (existsSync(join(final, 'PG_VERSION'))) return
  const draft = join(cluster.dataFolder, `postgres.new-${process.pid}`)
  mkdirSync(draft, { mode: 0o700 })
  giveTo(cluster.account, draft)
  const shown = serverPath(cluster) === '/proc/self/cwd' ? '/proc/self/cwd' : draft
  const run = spawnSync(
    join(cluster.binaries, 'initdb'),
    ['-D', shown, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-instructions'],
    {
      cwd: draft,
      encoding: 'utf8',
      ...identity(cluster.account),
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    },
  )
  if (run.status !== 0) {
    rmSync(draft, { recursive: true, force: true })
    failInit(`${run.stderr ?? ''}${run.error?.message ?? ''}`, cluster.dataFolder)
  }
  renameSync(draft, final)
}

/** Process id in postmaster.pid when that process lives; null otherwise. */
export function runningProcess(cluster: Cluster): number | null {
  try {
    const pid = Number(
      readFileSync(join(cluster.dataFolder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0],
    )
    process.kill(pid, 0)
    return pid
  } catch {
    return null
  }
}

/** Reads where a data folder's server would be, creating the folder and the database files where missing. */
export function prepareCluster(dataFolder: string): Cluster {
  makeDataFolder(dataFolder)
  const account = postgresAccount()
  const socketFolder = socketFolderOf(dataFolder)
  const cluster: Cluster = {
    dataFolder: realpathSync(dataFolder),
    socketFolder,
    account,
    binaries: postgresBinaries(account),
    child: null,
  }
  initialise(cluster)
  mkdirSync(socketFolder, { recursive: true, mode: 0o700 })
  chmodSync(socketFolder, 0o700)
  giveTo(account, socketFolder)
  return cluster
}

function serverArguments(cluster: Cluster): string[] {
  const settings = { ...SETTINGS, unix_socket_directories: cluster.socketFolder }
  return [
    '-D',
    serverPath(cluster),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

/** Starts the server process unless one lives already; its log goes to `postgres.log` in the data folder. */
export function launchCluster(cluster: Cluster): void {
  if (runningProcess(cluster) !== null) return
  const log = openSync(join(cluster.dataFolder, 'postgres.log'), 'a')
  cluster.child = spawn(join(cluster.binaries, 'postgres'), serverArguments(cluster), {
    cwd: join(cluster.dataFolder, 'postgres'),
    stdio: ['ignore', log, log],
    detached: true,
    ...identity(cluster.account),
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  })
  cluster.child.on('error', () => {})
  cluster.child.unref()
}

/** The last lines that the server logged, for an error's sentence. */
export function lastLogLine(cluster: Cluster): string {
  const lines = readFileSync(join(cluster.dataFolder, 'postgres.log'), 'utf8').trim().split('\n')
  return lines.slice(-20).findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1) ?? ''
}

/** Asks the server to end its sessions, write everything down and stop; waits until it is gone. */
export async function stopCluster(cluster: Cluster): Promise<void> {
  const pid = runningProcess(cluster)
  if (pid === null) return
  process.kill(pid, 'SIGINT')
  for (let waited = 0; waited < 20_000 && runningProcess(cluster) !== null; waited += 20) await sleep(20)
}
