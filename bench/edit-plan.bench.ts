import {
  cutDimension,
  isLeafMember,
  type MemberInput,
  type PlanShape,
} from '../packages/engine/allocation/index.ts'
import { digestOf, orderPlan } from '../packages/engine/plan-cube/index.ts'
import { seededRandom } from '../packages/engine/random/index.ts'
import { compose } from '../packages/server/compose.ts'
import { loadSuperstore } from '../packages/server/connectors/superstore/index.ts'
import { putSampleMembers, SAMPLE_PASSWORD } from '../packages/server/foundation/access/index.ts'
import { putCells } from '../packages/server/loop/1-targets/decomposition/chunk.store.ts'
import { appendOperation } from '../packages/server/loop/1-targets/decomposition/operation.store.ts'
import { insertScenario, putPlan } from '../packages/server/loop/1-targets/scenario.store.ts'
import { systemClock } from '../packages/server/platform/clock/index.ts'
import { readConfig } from '../packages/server/platform/config/read-config.ts'
import { type Database, inWorkspace } from '../packages/server/platform/database/index.ts'
import { openPort } from '../packages/server/platform/http/listen.ts'
import { createLogger } from '../packages/server/platform/logging/index.ts'
import { cookiesOf, sampleEmail } from '../packages/server/testing/test-application.ts'
import { type TestDatabase, withTestDatabase } from '../packages/server/testing/test-database.ts'
import { type Benchmark, type Finding, finding, timed } from './measure.ts'

const WORKSPACE = 'superstore'
const EDITS = 60
const AREAS = 8
const TEAMS = 10
const PEOPLE = 7
const REGIONS = 6
const PRODUCTS = 20
const TYPES = 4
const COMBINATIONS = 83_334

/** 560 people in 80 teams of 8 areas, 6 regions, 20 products, 4 customer types, 12 months: 1,000,008 leaf cells. */
function shapeOfMillion(): PlanShape {
  const organisation: MemberInput[] = [{ key: 'orgUnit:1', parent: null }]
  for (let area = 0; area < AREAS; area++) {
    organisation.push({ key: `orgUnit:${10 + area}`, parent: 'orgUnit:1' })
    for (let team = 0; team < TEAMS; team++) {
      const unit = `orgUnit:${100 + area * TEAMS + team}`
      organisation.push({ key: unit, parent: `orgUnit:${10 + area}` })
      for (let person = 0; person < PEOPLE; person++)
        organisation.push({ key: `person:${1000 + (area * TEAMS + team) * PEOPLE + person}`, parent: unit })
    }
  }
  const flat = (name: string, count: number) =>
    cutDimension(
      name,
      Array.from({ length: count }, (_, i) => ({ key: `${name}:${i + 1}`, parent: null })),
    )
  const dimensions = [
    cutDimension('organisation', organisation),
    flat('region', REGIONS),
    flat('product', PRODUCTS),
    flat('customerType', TYPES),
  ]
  const leaves = dimensions.map((d) => d.keys.flatMap((_, p) => (isLeafMember(d, p) ? [p] : [])))
  const random = seededRandom(1)
  const taken = new Set<string>()
  const positions: number[] = []
  while (taken.size < COMBINATIONS) {
    const row = leaves.map((list) => list[Math.floor(random() * list.length)] ?? 0)
    if (taken.size === taken.add(row.join()).size - 1) positions.push(...row)
  }
  const months = Array.from({ length: 12 }, (_, m) => `2017-${String(m + 1).padStart(2, '0')}`)
  return orderPlan(dimensions, Int32Array.from(positions), months).shape
}

export async function putMillion(database: Database, workspaceId: number): Promise<number> {
  const shape = shapeOfMillion()
  const random = seededRandom(2)
  const values = Float64Array.from({ length: COMBINATIONS * 12 }, () =>
    Math.floor(-Math.log(1 - random()) * 50_000),
  )
  const at = systemClock.now().toISOString()
  return inWorkspace(database, workspaceId, async (tx) => {
    const planId = await putPlan(tx, workspaceId, 2017, 'sales')
    const scenarioId = await insertScenario(tx, workspaceId, {
      planId,
      name: 'a million cells',
      baseYear: 2016,
      growthPercent: 0,
      shape,
      cellCount: values.length,
      createdBy: 'bench',
      createdAt: at,
    })
    await putCells(tx, workspaceId, scenarioId, 'start', 'sales', values)
    const row = {
      kind: 'copy',
      measure: 'sales',
      payload: { name: 'bench' },
      digest: digestOf(values),
    } as const
    await appendOperation(tx, workspaceId, scenarioId, row, { userId: 'bench', name: 'bench', at })
    return scenarioId
  })
}

/** The application on a port, and a director's calls to it over HTTP. */
export async function serve(test: TestDatabase) {
  const config = readConfig({ SALESLOOM_SAMPLES: 'on', SALESLOOM_LOG: 'silent' })
  const log = createLogger('silent')
  const secret = 'a secret for benchmarks, of more than 32 characters'
  const application = await compose({ ...test, config, secret, log, rateLimit: false })
  const port = await openPort('127.0.0.1', 0)
  port.serve(application.fetch)
  const headers = {
    origin: port.url,
    'content-type': 'application/json',
    'x-salesloom': '1',
    'x-salesloom-workspace': WORKSPACE,
  }
  const post = (path: string, body: unknown, more: Record<string, string> = {}) =>
    fetch(`${port.url}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { ...headers, ...more },
    })
  const entered = await post('/api/auth/sign-in/email', {
    email: sampleEmail('director'),
    password: SAMPLE_PASSWORD,
  })
  if (!entered.ok) throw new Error(`sign-in: ${await entered.text()}`)
  const cookie = cookiesOf(entered)
  return {
    call: async <T>(name: string, input: unknown): Promise<T> => {
      const response = await post(`/rpc/${name.replaceAll('.', '/')}`, { json: input }, { cookie })
      const { json } = (await response.json()) as { json: T }
      if (!response.ok) throw new Error(`${name}: ${JSON.stringify(json)}`)
      return json
    },
    close: async () => {
      await port.close()
      await application.close()
    },
  }
}

/** Places of consolidated cells, the whole plan among them. */
const PLACES = [
  {},
  { organisation: 'orgUnit:12' },
  { product: 'product:7' },
  { time: 'quarter:2' },
  { organisation: 'orgUnit:14', time: 'quarter:3' },
]

async function updateRows({ database }: TestDatabase): Promise<number> {
  const client = await database.pool.connect()
  try {
    await client.query(`create table bench_cell as
      select i as cell, (random() * 100000)::bigint as value from generate_series(1, ${COMBINATIONS * 12}) i`)
    await client.query('alter table bench_cell add primary key (cell)')
    const [milliseconds] = await timed(() => client.query('update bench_cell set value = value + 1'))
    return milliseconds
  } finally {
    client.release()
  }
}

/** An edit of a consolidated cell of a plan of a million leaves, sent over HTTP and saved durably. */
export const editPlanBench: Benchmark = {
  name: 'edit-plan',
  run: async (): Promise<Finding[]> => {
    let found: Finding[] = []
    await withTestDatabase(async (test) => {
      const { workspaceId } = await loadSuperstore(test.database, { clock: systemClock })
      await putSampleMembers(test.database, workspaceId, systemClock.now())
      const scenarioId = await putMillion(test.database, workspaceId)
      const server = await serve(test)
      const runs: number[] = []
      let version = 1
      try {
        for (let i = -5; i < EDITS; i++) {
          const at = PLACES[(i + 5) % PLACES.length] ?? {}
          const code = `P%${i % 2 === 0 ? '+' : '~'}${1 + (i % 3) / 10}`
          const [milliseconds, edited] = await timed(() =>
            server.call<{ version: number }>('targets.spreadTarget', { scenarioId, version, at, code }),
          )
          version = edited.version
          if (i >= 0) runs.push(milliseconds)
        }
      } finally {
        await server.close()
      }
      const p95 = runs.toSorted((a, b) => a - b)[Math.ceil(runs.length * 0.95) - 1] ?? Number.NaN
      const peer = `PostgreSQL updates as many rows in ${Math.round(await updateRows(test))} ms`
      found = [
        finding({
          name: 'edit-plan/p95',
          what: `edit of a consolidated cell of ${COMBINATIONS * 12} leaves over HTTP, saved: 95th percentile of ${EDITS}`,
          unit: 'ms',
          runs: [p95],
          mark: 150,
          peer,
        }),
        finding({ name: 'edit-plan/median', what: 'the same, median', unit: 'ms', runs, mark: 150 }),
      ]
    })
    return found
  },
}
