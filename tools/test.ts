/**
 * npm test: the checks, then unit, property and slice tests, then the application as a whole and in a browser. With
 * names as arguments only the test files whose path contains one of them are run, without the checks.
 */
import { temporaryFolder } from '../e2e/harness/program.ts'
import { makeSample } from '../e2e/harness/sample.ts'
import { openEmbedded } from '../packages/server/platform/database/embedded/session.ts'
import { createLogger } from '../packages/server/platform/logging/index.ts'
import { buildWeb } from '../packages/server/platform/static/build-web.ts'
import { beginTestRun, testDataFolder } from '../packages/server/testing/test-database.ts'
import { ensureBrowser } from './browser.ts'
import { check } from './check.ts'
import { type Count, filesOf, runFiles } from './run-tests.ts'

const TOTAL_TIMEOUT_MS = 29 * 60_000

function add(total: Count, more: Partial<Count>): void {
  total.passed += more.passed ?? 0
  total.failed += more.failed ?? 0
  total.skipped += more.skipped ?? 0
}

async function browserTests(only: readonly string[]): Promise<Partial<Count>> {
  const files = filesOf(['e2e/**/*.test.ts'], only)
  if (files.length === 0) return {}
  await buildWeb(createLogger('info'))
  const { folder, remove } = temporaryFolder()
  try {
    await makeSample(folder)
    return await runBrowserFiles(files)
  } finally {
    remove()
  }
}

/** What starts and kills the program: two at a time, and by itself the one that looks at how long a start takes. */
async function runProgramFiles(files: readonly string[]): Promise<Count> {
  const timed = (file: string) => file.includes('start-and-stop')
  const count = await runFiles(
    files.filter((file) => !timed(file)),
    2,
  )
  add(count, await runFiles(files.filter(timed), 1))
  return count
}

async function runBrowserFiles(files: readonly string[]): Promise<Partial<Count>> {
  const browser = ensureBrowser((line) => process.stdout.write(`${line}\n`))
  if (browser !== null) {
    process.env['SALESLOOM_CHROMIUM'] = browser
    const isBrowser = (file: string) => file.includes('.browser.')
    // Pages wait for each other's servers more than for a processor; what measures a start runs alone.
    const pages = await runFiles(files.filter(isBrowser), 2)
    const alone = await runProgramFiles(files.filter((file) => !isBrowser(file)))
    add(pages, alone)
    return pages
  }
  if (process.env['CI'] === 'true') return { failed: 1 }
  const whole = await runProgramFiles(files.filter((file) => !file.includes('.browser.')))
  return { ...whole, skipped: whole.skipped + files.filter((file) => file.includes('.browser.')).length }
}

async function main(): Promise<void> {
  const only = process.argv.slice(2)
  const total: Count = { passed: 0, failed: 0, skipped: 0 }
  const server = await openEmbedded(testDataFolder())
  try {
    await beginTestRun(server)
    if (only.length === 0) add(total, await check())
    add(
      total,
      await runFiles(filesOf(['packages/**/*.test.ts', 'tools/**/*.test.ts', 'bench/**/*.test.ts'], only), 2),
    )
    add(total, await browserTests(only))
  } finally {
    await server.close()
  }
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
}

setTimeout(() => {
  process.stdout.write(`\nThe tests did not end within ${TOTAL_TIMEOUT_MS / 60_000} minutes.\n`)
  process.exit(1)
}, TOTAL_TIMEOUT_MS).unref()
await main()
process.exit()
