import { after, before, test } from 'node:test'
import { loadSampleCompany } from '../../../connectors/sample-company/index.ts'
import { fixedClock } from '../../../platform/clock/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { sampleCaller } from '../../../testing/test-application.ts'
import { type OpenTestDatabase, openTestDatabase } from '../../../testing/test-database.ts'
import { findBottlenecks } from './find-bottlenecks.ts'
import { getFunnel } from './get-funnel.ts'

const DAY = '2026-05-20'
let opened: OpenTestDatabase
let director: CallContext

before(async () => {
  opened = await openTestDatabase()
  const clock = fixedClock(`${DAY}T02:00:00Z`)
  const { workspaceId } = await loadSampleCompany(opened.database, { clock })
  director = { ...(await sampleCaller(opened, workspaceId, 'hengyue', 'director')), clock }
})
after(() => opened.close())

test('scratch', async () => {
  const f = await getFunnel(director, { from: '2025-05-21', to: DAY })
  console.log(JSON.stringify(f, null, 1))
  for (const from of ['2025-05-21', '2025-07-01', '2025-10-01', '2024-05-21'])
    for (const by of ['orgUnit', 'person', 'product', 'customerType', 'medium'] as const) {
      const t0 = Date.now()
      const found = await findBottlenecks(director, { from, to: DAY, by })
      console.log(from, by, Date.now() - t0, 'ms', found.groups)
      for (const b of found.found) console.log('  ', b.kind, b.member.name.zh, b.stage.name.zh, b.own, b.others, b.adjusted, b.deals, b.amount, b.atStake)
    }
})
