/** Finds test files and runs them: what `npm test` and `npm run test:nightly` share. */
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { ROOT } from './root.ts'

export type Count = { passed: number; failed: number; skipped: number }
type TestEvent = {
  name: string
  skip?: string | boolean
  todo?: string | boolean
  details?: { type?: string }
}

/** A file that takes longer hangs, and is reported instead of being waited for. */
const FILE_TIMEOUT_MS = 5 * 60_000

/** Runs test files and counts their tests; a suite counts by the tests inside it. */
export async function runFiles(
  files: readonly string[],
  concurrency: number,
  timeout = FILE_TIMEOUT_MS,
): Promise<Count> {
  const count: Count = { passed: 0, failed: 0, skipped: 0 }
  if (files.length === 0) return count
  const stream = run({
    files: [...files],
    concurrency,
    timeout,
    // A test that leaves something open ends with its file all the same.
    execArgv: ['--no-warnings', '--test-force-exit'],
  } as Parameters<typeof run>[0])
  const isTest = (event: TestEvent) => event.details?.type !== 'suite' && !files.includes(event.name)
  stream.on('test:pass', (event: TestEvent) => {
    if (!isTest(event)) return
    if (event.skip !== undefined && event.skip !== false) count.skipped++
    else count.passed++
  })
  stream.on('test:fail', (event: TestEvent) => {
    if (event.details?.type !== 'suite') count.failed++
  })
  const printed = stream.compose(new spec())
  for await (const chunk of printed) process.stdout.write(String(chunk))
  return count
}

/** Test files that patterns name; with parts of names only those whose path contains one. */
export function filesOf(patterns: readonly string[], only: readonly string[]): string[] {
  const files = globSync([...patterns], {
    cwd: ROOT,
    exclude: (name) => name.includes('node_modules') || name.includes('/dist/'),
  })
  return files
    .filter((file) => only.length === 0 || only.some((part) => file.includes(part)))
    .map((file) => join(ROOT, file))
    .toSorted()
}
