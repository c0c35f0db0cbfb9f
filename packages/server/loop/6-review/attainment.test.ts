import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadSuperstore } from '../../connectors/superstore/index.ts'
import { systemClock } from '../../platform/clock/index.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { withTestDatabase } from '../../testing/test-database.ts'
import { setTarget } from '../1-targets/index.ts'
import { getAttainment } from './index.ts'

test('the actual of a plan with types of customers is the same by type as by category', async () => {
  await withTestDatabase(async (opened) => {
    const { workspaceId } = await loadSuperstore(opened.database, { clock: systemClock })
    const director = await sampleCaller(opened, workspaceId, 'superstore', 'director')
    const { scenarioId } = await setTarget(director, {
      name: '2017',
      baseYear: 2016,
      growthPercent: 10,
      channel: 'sales',
      fallback: 'teamMedian',
      customerTypes: true,
    })
    const attainment = await getAttainment(director, { scenarioId, rows: ['customerType'], at: {} })
    const [whole, ...parts] = attainment.rows
    const leaves = parts.filter(({ hasChildren }) => !hasChildren)
    // Each actual is rounded once from the ledger's four places: the parts may differ from the whole by half a cent each.
    const parted = leaves.reduce((sum, { actual }) => sum + actual, 0)
    assert.ok(Math.abs(parted - (whole?.actual ?? 0)) <= leaves.length / 2 + 0.5)
    const byProduct = await getAttainment(director, { scenarioId, rows: ['product'], at: {} })
    assert.equal(byProduct.rows[0]?.actual, whole?.actual)
  })
})
