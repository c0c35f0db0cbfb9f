import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Folder of the socket on which the embedded server of a data folder listens, as its own file says. */
export function embeddedHost(dataFolder: string): string {
  const lines = readFileSync(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  return lines[4] ?? ''
}
