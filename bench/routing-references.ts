/**
 * node tools/launch.mjs --script bench/routing-references.ts [interrupted] [teams-4] [teams-2] [--again]: works out the
 * scores that `routing.bench.ts` compares with where no best is proved: one run of 30 s of the processor for each
 * instance, of another seed than the measured ones, written after each. What is there already is left out, or with
 * --again run once more and kept where it is better, so that a weaker search cannot lower the bar.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FixedStop, type RouteProblem, simulateDay } from '../packages/engine/routing/index.ts'
import { ROOT } from '../tools/root.ts'
import { dayOf, INTERRUPTED, known, orienteeringNodes, problemOf } from './routing-instances.ts'
import { solve } from './routing-solve.ts'

const FILE = join(ROOT, 'bench/routing-references.json')
const SECONDS = 30
/** Of the long runs; the measured ones have others. */
export const SEED = 2

/** By instance: the best score of a long run; for an interrupted day also what has begun and stays. */
export type References = {
  readonly 'teams-2': Record<string, number>
  readonly 'teams-4': Record<string, number>
  readonly interrupted: Record<string, { readonly fixed: readonly FixedStop[]; readonly score: number }>
}

export function readReferences(): References {
  return JSON.parse(readFileSync(FILE, 'utf8')) as References
}

const isAgain = process.argv.includes('--again')

function long(problem: RouteProblem): number {
  return solve(problem, SECONDS, SEED, 'processor').score
}

function teams(references: References, days: 2 | 4): void {
  for (const [name] of known('toptw/optima-one-route.csv', 1)) {
    const scores = references[`teams-${days}`]
    if (name in scores && !isAgain) continue
    const score = long(problemOf(orienteeringNodes(name), days, 1))
    scores[name] = Math.max(score, scores[name] ?? 0)
    write(references)
  }
}

function interrupted(references: References): void {
  for (const one of INTERRUPTED) {
    const { problem, morning, noon } = dayOf(one)
    const before = references.interrupted[one.name]
    if (before !== undefined && !isAgain) continue
    const stops = before === undefined ? solve(morning, 0.25, 1, 'processor').plan.sequence(0) : []
    const starts = simulateDay(morning, 0, stops)?.starts ?? []
    const begun = stops.map((visit, at) => ({ visit, day: 0, start: starts[at]! }))
    const fixed = before?.fixed ?? begun.filter(({ start }) => start < noon)
    if (fixed.length === 0) throw new Error(`${one.name}: nothing is fixed`)
    const score = Math.max(long({ ...problem, fixed }), before?.score ?? 0)
    references.interrupted[one.name] = { fixed, score }
    write(references)
  }
}

function write(references: References): void {
  writeFileSync(FILE, `${JSON.stringify(references, null, 2)}\n`)
}

if (import.meta.main) {
  const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
  const isAsked = (name: string) => asked.length === 0 || asked.includes(name)
  const references = readReferences()
  if (isAsked('interrupted')) interrupted(references)
  if (isAsked('teams-4')) teams(references, 4)
  if (isAsked('teams-2')) teams(references, 2)
}
