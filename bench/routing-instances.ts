import { readFileSync } from 'node:fs'
import type { Day, RouteProblem, Visit } from '../packages/engine/routing/index.ts'
import { sharedFile } from '../tools/shared-data.ts'

export const { file: FOLDER, skip } = sharedFile('benchmarks')
export type Node = {
  x: number
  y: number
  load: number
  open: number
  close: number
  duration: number
  score: number
}

function rowsOf(file: string): number[][] {
  return readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/).map(Number))
}

export function solomonNodes(name: string): Node[] {
  return rowsOf(`${FOLDER}/solomon/${name}.txt`)
    .filter((row) => row.length === 7 && row.every(Number.isFinite))
    .map(([, x = 0, y = 0, load = 0, open = 0, close = 0, duration = 0]) => ({
      x,
      y,
      load,
      open,
      close,
      duration,
      score: 0,
    }))
}

export function orienteeringNodes(name: string): Node[] {
  return rowsOf(`${FOLDER}/toptw/${name}.txt`)
    .slice(2)
    .filter((row) => row.length > 6)
    .map((row) => ({
      x: row[1]!,
      y: row[2]!,
      load: 0,
      open: row.at(-2)!,
      close: row.at(-1)!,
      duration: row[3]!,
      score: row[4]!,
    }))
}

export function problemOf(
  [depot, ...rest]: readonly Node[],
  days: number,
  decimals: number | null,
): RouteProblem {
  const all = [...rest, ...Array.from({ length: 2 * days }, () => depot!)]
  const far = (a: Node, b: Node) => {
    const distance = Math.hypot(a.x - b.x, a.y - b.y)
    return decimals === null ? distance : Math.floor(distance * 10 ** decimals) / 10 ** decimals
  }
  const matrix = Float64Array.from(all.flatMap((a) => all.map((b) => far(a, b))))
  const day: Day = {
    window: [depot!.open, depot!.close],
    capacity: decimals === null ? 200 : Number.POSITIVE_INFINITY,
    breaks: [],
  }
  const visits: Visit[] = rest.map(({ duration, open, close, score, load }) => ({
    duration,
    windows: [[open, close]],
    score,
    required: false,
    load,
  }))
  return {
    visits,
    days: Array.from({ length: days }, () => day),
    durations: matrix,
    distances: matrix,
    objective: decimals === null ? 'distance' : 'score',
    fixed: [],
  }
}

export function known(file: string, column: number): (readonly [name: string, value: number])[] {
  return readFileSync(`${FOLDER}/${file}`, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))
    .map((row) => [row[0]!, Number(row[column])])
}

/** A day with forty visits to choose from, in the middle of which ten more become known. */
export type InterruptedDay = { readonly name: string; readonly hasBreak: boolean }

export const INTERRUPTED: readonly InterruptedDay[] = [
  'r101',
  'r104',
  'r108',
  'r112',
  'rc101',
  'rc104',
  'rc106',
  'rc108',
  'c101',
  'c104',
  'c107',
  'c109',
].map((name, n) => ({ name, hasBreak: n % 2 === 0 }))

/** The day as it is known in the morning, and when its middle is. */
export function dayOf({ name, hasBreak }: InterruptedDay): {
  readonly problem: RouteProblem
  readonly morning: RouteProblem
  readonly noon: number
} {
  const whole = problemOf(orienteeringNodes(name).slice(0, 51), 1, 1)
  const [opens, closes] = whole.days[0]!.window
  const noon = (opens + closes) / 2
  const pause = { window: [noon, noon + 20] as const, duration: 10 }
  const problem = { ...whole, days: whole.days.map((day) => ({ ...day, breaks: hasBreak ? [pause] : [] })) }
  const visits = whole.visits.map((visit, v) => (v < 40 ? visit : { ...visit, score: 0 }))
  return { problem, morning: { ...problem, visits }, noon }
}
