import { mkdirSync } from 'node:fs'
import { isDiskFull, StartFailure } from '../failure.ts'

const REASONS: Record<string, string> = {
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'there is a file of this name',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
}

/** Creates the data folder where it is missing; one that cannot be is a sentence with the reason. */
export function makeDataFolder(dataFolder: string): void {
  try {
    mkdirSync(dataFolder, { recursive: true })
  } catch (error) {
    if (isDiskFull(error)) throw new StartFailure(`The disk is full: no room for ${dataFolder}.`)
    const { code = '', message } = error as { code?: string; message: string }
    throw new StartFailure(`The data folder ${dataFolder} cannot be created: ${REASONS[code] ?? message}.`)
  }
}
