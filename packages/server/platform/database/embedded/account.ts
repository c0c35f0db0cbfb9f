import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The system account that runs PostgreSQL; null = the account that runs this program. */
export type Account = { readonly uid: number; readonly gid: number } | null

function passwdEntry(name: string): Account {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  if (line === undefined) return null
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

/**
 * PostgreSQL refuses to run as root. As root it therefore runs as the machine's `postgres` account, or `nobody`
 * where there is none; an ordinary user runs it as themselves.
 */
export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return null
  return passwdEntry('postgres') ?? passwdEntry('nobody') ?? { uid: 65_534, gid: 65_534 }
}

/** Gives a folder and all in it to the account. */
export function giveTo(account: Account, folder: string): void {
  if (account !== null) execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, folder])
}
