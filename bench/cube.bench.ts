import { execFileSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import {
  openHistory,
  type PlanCube,
  type PlanHistory,
  type RollUp,
  recordChange,
  rollUp,
  spreadPlan,
} from '../packages/engine/plan-cube/index.ts'
import { type LargePlan, largePlan } from './large-plan.ts'
import { type Benchmark, type Finding, finding, medianOf, RUNS, timed } from './measure.ts'

const LEVELS = 5

function valuesOf({ measures }: PlanCube): Float64Array {
  const measure = measures.get('target')
  if (measure?.kind !== 'additive') throw new Error('the plan has no target')
  return measure.values
}

/** The plan as lines of text: the members above each person, the other dimensions, the twelve months. */
function* lines({ plan, dimensions }: LargePlan): Generator<string> {
  const { combinations } = plan.shape
  const [{ parents }] = dimensions as [LargePlan['dimensions'][number]]
  const values = valuesOf(plan)
  for (let c = 0; c * 4 < combinations.length; c++) {
    const path: number[] = []
    for (let p = combinations[c * 4]!; p >= 0; p = parents[p]!) path.unshift(p)
    const others = combinations.subarray(c * 4 + 1, c * 4 + 4)
    yield `${[...path, ...others, ...values.subarray(c * 12, c * 12 + 12)].join()}\n`
  }
}

/** The same data in a table of DuckDB, in memory, in the smallest integers that fit and in the plan's own order. */
async function loadDuckDb(large: LargePlan): Promise<DuckDBConnection> {
  const folder = await mkdtemp(join(tmpdir(), 'salesloom-bench-'))
  const file = join(folder, 'plan.csv')
  try {
    await pipeline(Readable.from(lines(large)), createWriteStream(file))
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    const names = [
      ...Array.from({ length: LEVELS }, (_, l) => `l${l}`),
      'region',
      'product',
      'customer_type',
      ...Array.from({ length: 12 }, (_, m) => `m${m}`),
    ]
    const columns = names.map((name) => `'${name}': '${name.startsWith('m') ? 'DOUBLE' : 'USMALLINT'}'`)
    const months = names.filter((name) => name.startsWith('m'))
    await connection.run(
      `create table wide as from read_csv('${file}', header = false, columns = {${columns.join()}})`,
    )
    await connection.run(`create table plan as
      select l0, l1, l2, l3, l4, region, product, customer_type, month::utinyint as month, (month // 3)::utinyint as quarter,
        [${months.join()}][month + 1] as value from wide, range(12) r(month)`)
    await connection.run('drop table wide')
    return connection
  } finally {
    await rm(folder, { recursive: true })
  }
}

const ROLLUP = `create or replace temp table rolled as select l0, l1, l2, l3, l4, quarter, sum(value) as total
  from plan group by rollup (l0, l1, l2, l3, l4), quarter`

function rollByOrganisation(plan: PlanCube): RollUp {
  return rollUp(plan, {
    measures: ['target'],
    axes: [{ dimension: 'organisation', level: 'all' }],
    period: 'quarter',
  })
}

/** Every node and quarter must be the same in both, to the cent. */
async function checkSame(connection: DuckDBConnection, rolled: RollUp): Promise<void> {
  const sums = rolled.sums.get('target')!
  const ours = new Map(Array.from(rolled.members, (member, row) => [member, row]))
  const reader = await connection.runAndReadAll(
    'select coalesce(l4, l3, l2, l1, l0)::int, quarter::int, total::double from rolled where l0 is not null',
  )
  const rows = reader.getRows()
  const differs = rows.some(
    ([member, quarter, total]) => sums[ours.get(Number(member))! * 4 + Number(quarter)] !== Number(total),
  )
  if (rows.length !== sums.length || differs) throw new Error('the roll-ups differ')
}

/** Mean of some runs one after the other: what takes milliseconds is measured over a longer while, as the peer is. */
function milliseconds(times: number, work: () => unknown): number {
  const started = performance.now()
  for (let time = 0; time < times; time++) work()
  return (performance.now() - started) / times
}

type Round = Readonly<Record<'ours' | 'duck' | 'duckSingle', number>>

/** DuckDB's time with the threads that it takes by itself, and with one, which is what our code runs on. */
async function duckTimes(
  connection: DuckDBConnection,
  statement: string,
): Promise<readonly [number, number]> {
  const [byDefault] = await timed(() => connection.run(statement))
  await connection.run('set threads = 1')
  const [single] = await timed(() => connection.run(statement))
  await connection.run('reset threads')
  return [byDefault, single]
}

async function rollUpRound(
  plan: PlanCube,
  connection: DuckDBConnection,
  copy: Float64Array,
): Promise<Round & { readonly copy: number }> {
  const ours = milliseconds(20, () => rollByOrganisation(plan))
  const copied = milliseconds(20, () => copy.set(valuesOf(plan)))
  const [duck, duckSingle] = await duckTimes(connection, ROLLUP)
  return { ours, copy: copied, duck, duckSingle }
}

const SPREADS = 5

/** Spreads to other totals, each recorded for undo; exactness is checked outside the time. @returns mean milliseconds */
function spreadSome(plan: PlanCube, history: PlanHistory, total: number): number {
  let next = total
  const time = milliseconds(SPREADS, () => {
    next = next === total ? total - 11_000_000_003 : total
    const change = spreadPlan(plan, 'target', {}, next)
    if (!change.ok) throw new Error(change.reason)
    recordChange(plan, history, change.value)
  })
  let sum = 0
  for (const value of valuesOf(plan)) sum += value
  if (sum !== next) throw new Error(`the spread came to ${sum} and not to ${next}`)
  return time
}

async function spreadRound(
  plan: PlanCube,
  history: PlanHistory,
  connection: DuckDBConnection,
  total: number,
): Promise<Round> {
  const ours = spreadSome(plan, history, total)
  const [duck, duckSingle] = await duckTimes(
    connection,
    `update plan set value = round(value * (${total}::double / (select sum(value) from plan)))`,
  )
  return { ours, duck, duckSingle }
}

function peerOf(rounds: readonly Round[], threads: number): string {
  const figure = (of: (round: Round) => number) => `${medianOf(rounds.map(of)).toFixed(0)} ms`
  return `DuckDB ${figure(({ duck }) => duck)} on ${threads} threads, ${figure(({ duckSingle }) => duckSingle)} on one; ours ${medianOf(
    rounds.map(({ ours }) => ours),
  ).toFixed(1)} ms on one`
}

/** Peak of a process that opens the plan, rolls it up, spreads it twice, undoes and redoes. */
function memory(): Finding {
  const script = join(import.meta.dirname, 'large-plan-memory.ts')
  const runs = Array.from({ length: RUNS }, () =>
    Number(execFileSync(process.execPath, [script], { encoding: 'utf8' })),
  )
  return finding({
    name: 'cube',
    what: 'resident at the peak, plan with one undo of everything',
    unit: 'MB',
    runs,
    mark: 500,
  })
}

async function speed(): Promise<Finding[]> {
  const large = largePlan()
  const { plan } = large
  const connection = await loadDuckDb(large)
  const threads = Number(
    (await connection.runAndReadAll("select current_setting('threads')")).getRows()[0]?.[0],
  )
  const copy = new Float64Array(valuesOf(plan).length)
  await rollUpRound(plan, connection, copy)
  await checkSame(connection, rollByOrganisation(plan))
  const rolls: Awaited<ReturnType<typeof rollUpRound>>[] = []
  for (let i = 0; i < RUNS; i++) rolls.push(await rollUpRound(plan, connection, copy))
  const history = openHistory(0)
  const total = (round: number) => 600_000_000_007 - 11_000_000_003 * round
  await spreadRound(plan, history, connection, total(0))
  const spreads: Round[] = []
  for (let i = 1; i <= RUNS; i++) spreads.push(await spreadRound(plan, history, connection, total(i)))
  const cells = '10,000,008 leaves'
  return [
    finding({
      name: 'cube',
      what: `faster than DuckDB’s GROUP BY ROLLUP: ${cells} by every organisation level and quarter`,
      unit: '×',
      runs: rolls.map(({ ours, duck }) => duck / ours),
      mark: 25,
      sense: 'at least',
      peer: peerOf(rolls, threads),
    }),
    finding({
      name: 'cube',
      what: 'the same roll-up, times a copy of the values into memory that is there',
      unit: '×',
      runs: rolls.map((round) => round.ours / round.copy),
      mark: 1.5,
      peer: `copy ${medianOf(rolls.map((round) => round.copy)).toFixed(1)} ms`,
    }),
    finding({
      name: 'cube',
      what: `faster than DuckDB’s UPDATE: proportional spread of all, exact to the cent, with undo`,
      unit: '×',
      runs: spreads.map(({ ours, duck }) => duck / ours),
      mark: 8,
      sense: 'at least',
      peer: peerOf(spreads, threads),
    }),
  ]
}

export const cubeBench: Benchmark = {
  name: 'cube',
  run: async () => [memory(), ...(await speed())],
}
