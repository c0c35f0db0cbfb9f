/** Files that have grown too long to be understood at once, and names that say nothing. */

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './root.ts'

const LONGEST = 500
const LONGEST_COMPONENT = 150
const SOURCE = /^(packages|e2e|bench|demo|tools)\/.*\.(ts|tsx|mjs)$/
const EMPTY_NAME = /(^|[/.-])(utils?|helpers?|common|misc|manager|service|base|impl)(?=[./-])/

export function sizeProblems(files: readonly string[], read: (file: string) => string): string[] {
  return files.flatMap((file) => {
    const lines = read(file).split('\n').length
    const long = lines > LONGEST ? [`${file} has ${lines} lines; ${LONGEST} are the most`] : []
    const component =
      file.endsWith('.tsx') && lines > LONGEST_COMPONENT * 2
        ? [`${file} has ${lines} lines; split the component`]
        : []
    const name = EMPTY_NAME.test(file) ? [`${file}: the name says nothing about what is inside`] : []
    return [...long, ...component, ...name]
  })
}

if (import.meta.main) {
  const files = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter((file) => SOURCE.test(file))
  const problems = sizeProblems(files, (file) => readFileSync(join(ROOT, file), 'utf8'))
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  if (problems.length > 0) process.exitCode = 1
}
