import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Environment, freePort, type Program, start, stop } from './program.ts'

/** Where a run of all tests keeps the data folder that its files copy. */
const VARIABLE = 'SALESLOOM_TEST_SAMPLE'

/** Makes a data folder with the sample company, stopped in good order, and names it to the test files that follow. */
export async function makeSample(folder: string): Promise<void> {
  const data = join(folder, 'data')
  await stop(await start({ SALESLOOM_DATA: data, PORT: String(await freePort()) }, 120_000))
  process.env[VARIABLE] = data
}

/**
 * Starts the application on the sample company: on a copy of what the run has made, or by a first start of its own
 * where there is none. Tests of the first start itself call `start`.
 */
export async function startOnSample(env: Environment): Promise<Program> {
  const data = env['SALESLOOM_DATA'] ?? ''
  const sample = process.env[VARIABLE]
  // cp keeps the owner of the database's files, which Node's own copying does not.
  if (sample !== undefined && !existsSync(data)) execFileSync('cp', ['-a', sample, data])
  return start(env)
}
