import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { importAdventureWorks } from '../../../connectors/adventureworks/index.ts'
import { computeMetric } from '../../../foundation/metrics/index.ts'
import { fixedClock } from '../../../platform/clock/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { ADVENTUREWORKS, WITHOUT_ADVENTUREWORKS } from '../../../testing/shared-data.ts'
import { sampleCaller } from '../../../testing/test-application.ts'
import { type OpenTestDatabase, openTestDatabase } from '../../../testing/test-database.ts'
import { approveScenario, setTarget, submitScenario } from '../../1-targets/index.ts'
import { findDeviations } from './find-deviations.ts'
import { getDeviation } from './get-deviation.ts'

const CODE = 'adventureworks'

describe('deviations of AdventureWorks in 2013', { skip: WITHOUT_ADVENTUREWORKS }, () => {
  let opened: OpenTestDatabase
  let director: CallContext

  before(async () => {
    opened = await openTestDatabase()
    const clock = fixedClock('2014-01-15T08:00:00Z')
    const { workspaceId } = await importAdventureWorks(opened.database, ADVENTUREWORKS, {
      workspaceCode: CODE,
      clock,
    })
    director = { ...(await sampleCaller(opened, workspaceId, CODE, 'director')), clock }
    const { scenarioId } = await setTarget(director, {
      ...{
        name: '2013',
        baseYear: 2012,
        growthPercent: 12,
        channel: 'reseller',
        fallback: 'teamMedian' as const,
      },
    })
    const submitted = await submitScenario(director, { scenarioId, version: 1 })
    await approveScenario(director, { scenarioId, version: submitted.version })
  })
  after(() => opened.close())

  test('they are found by period and territory, as target and sales of each say', async () => {
    const { found, hasTarget } = await findDeviations(director, { year: '2013', by: 'region', least: 0.1 })
    assert.ok(hasTarget)
    assert.ok(new Set(found.map(({ period }) => period.code)).size > 1)
    assert.ok(new Set(found.map(({ place }) => place.regionId)).size > 3)
    for (const { place, period, target, actual, projection, gapShare } of found) {
      const { total } = await computeMetric(director, {
        metric: 'sales',
        slice: { ...place, from: period.from, to: period.to, channel: 'reseller' },
        compare: ['target'],
      })
      assert.equal(actual, total.numerator, period.code)
      assert.equal(target, total.compared.target?.numerator, period.code)
      assert.ok(Math.abs(gapShare ?? 0) >= 0.1)
      if (period.isOver) assert.equal(projection, actual)
    }
  })

  test('the bridge of each adds up exactly, without a single deal', async () => {
    const { found } = await findDeviations(director, { year: '2013', by: 'region', least: 0.2 })
    for (const { place, period } of found.slice(0, 6)) {
      const { bridge } = await getDeviation(director, { place, period: period.code })
      const { target, beyondReference, stillToCome, projection } = bridge
      for (const steps of [bridge.orders, bridge.deals]) {
        const sum = steps.reduce((total, { amount }) => total + amount, 0)
        assert.equal(target + beyondReference + sum + stillToCome, projection)
      }
      assert.ok(bridge.deals.every(({ bar, amount }) => bar === 'withoutDeal' || amount === 0))
    }
  })
})
