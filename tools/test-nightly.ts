/** npm run test:nightly: every property with 1,000 random cases (`PROPERTY_RUNS` asks for another number). */
import { readFileSync } from 'node:fs'
import { filesOf, runFiles } from './run-tests.ts'

/** A thousand cases of some properties take minutes. */
const FILE_TIMEOUT_MS = 30 * 60_000

process.env['PROPERTY_RUNS'] ??= '1000'
// Every question of the subtree walk, which takes a quarter of an hour.
process.env['WALK'] ??= 'whole'
const files = filesOf(['packages/**/*.test.ts'], process.argv.slice(2)).filter((file) =>
  ["from 'fast-check'", "process.env['WALK']"].some((mark) => readFileSync(file, 'utf8').includes(mark)),
)
const { passed, failed, skipped } = await runFiles(files, 2, FILE_TIMEOUT_MS)
process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
