import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadSuperstore } from '../../connectors/superstore/index.ts'
import { fixedClock, systemClock } from '../../platform/clock/index.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { withTestDatabase } from '../../testing/test-database.ts'
import { approveScenario, setTarget, submitScenario } from '../1-targets/index.ts'
import { attainmentOfUnit, getAttainment } from './index.ts'

test('attainment of a unit is the review page’s: what is right below adds up, and everybody has their own part', async () => {
  await withTestDatabase(async (opened) => {
    const { workspaceId } = await loadSuperstore(opened.database, { clock: systemClock })
    const caller = async (role: 'director' | 'manager' | 'representative') => ({
      ...(await sampleCaller(opened, workspaceId, 'superstore', role)),
      clock: fixedClock('2017-05-15T02:00:00Z'),
    })
    const director = await caller('director')
    const plan = { name: '2017', baseYear: 2016, growthPercent: 10, channel: 'sales' } as const
    assert.equal(await attainmentOfUnit(director, 1), null, 'without an approved plan there is none')
    const { scenarioId } = await setTarget(director, { ...plan, fallback: 'teamMedian' })
    await submitScenario(director, { scenarioId, version: 1 })
    await approveScenario(director, { scenarioId, version: 2 })

    const whole = await attainmentOfUnit(director, 1)
    const page = await getAttainment(director, { scenarioId, rows: ['organisation'], at: {} })
    const [top, ...below] = whole?.rows ?? []
    assert.deepEqual(
      [top?.target, top?.due, top?.actual],
      [page.rows[0]?.target, page.rows[0]?.due, page.rows[0]?.actual],
    )
    assert.deepEqual(top?.about, { kind: 'unit', orgUnitId: 1 })
    assert.ok(below.length > 1 && below.every(({ level }) => level === 1))
    const sum = (values: readonly { readonly target: number }[]) =>
      values.reduce((all, { target }) => all + target, 0)
    assert.equal(sum(below), top?.target)
    assert.equal(sum(whole?.trend ?? []), top?.target)
    assert.deepEqual(
      whole?.trend.map(({ month }) => month),
      ['2017-01', '2017-02', '2017-03', '2017-04', '2017-05'],
    )

    const own = await attainmentOfUnit(await caller('representative'), 1)
    assert.ok((own?.rows[0]?.target ?? 0) > 0 && (own?.rows[0]?.target ?? 0) < (top?.target ?? 0))
    const { visibility } = await caller('manager')
    const led = visibility.whole ? [] : visibility.orgUnitIds
    const outside = below.flatMap(({ about }) =>
      about.kind === 'unit' && !led.includes(about.orgUnitId) ? [about.orgUnitId] : [],
    )
    assert.equal(await attainmentOfUnit(await caller('manager'), outside[0] ?? 0), null)
  })
})
