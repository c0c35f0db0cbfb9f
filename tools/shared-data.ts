import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ROOT } from './root.ts'

/** Folder of the data beside the checkout that tests and measurements read; SALESLOOM_SHARED names another place. */
export const SHARED_DATA = resolve(process.env['SALESLOOM_SHARED'] ?? join(ROOT, '../shared'), 'data')

/** A file of that data, and a reason to skip in words where it is absent (false where it is there). */
export function sharedFile(path: string): { readonly file: string; readonly skip: string | false } {
  const file = join(SHARED_DATA, path)
  return { file, skip: existsSync(file) ? false : `${file} is not there; set SALESLOOM_SHARED to run this` }
}
