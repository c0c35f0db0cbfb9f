import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { errorText, type Tile } from '@salesloom/contract'
import { metricContent } from '@salesloom/contract/schemas'
import { sql } from 'kysely'
import { defineMetric, removeMetric, saveExploration } from '../../foundation/metrics/index.ts'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import { openSmallWorkspace, type SmallWorkspace } from '../../testing/small-workspace.ts'
import { goalsOfMetric } from '../1-targets/goals/index.ts'
import { createDashboard, removeDashboard } from './dashboards/save-dashboard.ts'
import { alertRulesOfMetric, boardsOfMetric } from './index.ts'

const USES = [alertRulesOfMetric, boardsOfMetric, goalsOfMetric]
const text = (name: string) => ({ zh: name, zhTw: name, en: name })
const CONTENT = metricContent.parse({
  ...{
    name: text('Deals'),
    description: text(''),
    formula: text(''),
    group: 'own',
    unit: 'count',
    better: 'higher',
  },
  numerator: [[{ sign: 1, measure: { fact: 'opportunity', aggregate: 'count' } }]],
  denominator: null,
})

let small: SmallWorkspace
let code: string
before(async () => {
  small = await openSmallWorkspace()
  code = (await defineMetric(small.analyst, { content: CONTENT })).code
})
after(() => small.opened.close())

async function refusal(locale: 'en' | 'zh-CN'): Promise<string> {
  const error = await removeMetric(small.analyst, { code, restore: false }, USES).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof AppError && error.code === 'metricInUse', String(error))
  return errorText(error.code, locale, error.detail)
}

test('a metric is not removed while a rule, a board, a goal or a saved exploration is of it', async () => {
  const tile: Tile = {
    ...{
      key: 'a',
      form: 'number',
      metric: code,
      by: [],
      filter: {},
      period: null,
      compare: 'none',
      title: null,
    },
    ...{ width: 3, height: 1 },
  }
  const content = { period: 'quarter' as const, filter: {}, tiles: [tile] }
  const shared = await createDashboard(small.analyst, { name: 'Morning', audience: ['everybody'], content })
  const own = await createDashboard(small.analyst, { name: 'Secret', audience: [], content })
  assert.match(await refusal('en'), /board “Morning”/)
  assert.doesNotMatch(
    await refusal('en'),
    /Secret/,
    'what somebody keeps to themselves is not told by its name',
  )
  for (const { dashboardId } of [shared, own])
    await removeDashboard(small.analyst, { dashboardId, restore: false })

  // Only an exception of the rule is of the metric.
  const rule = {
    name: 'Few deals',
    metric: 'sales',
    conditions: [],
    overrides: [{ conditions: [{ metric: code }] }],
  }
  const { workspaceId, database } = small.analyst
  await inWorkspace(database, workspaceId, async (tx) => {
    await sql`insert into alert_rule (workspace_id, content, created_by, created_at)
      values (${workspaceId}, ${JSON.stringify(rule)}::jsonb, 'x', now())`.execute(tx)
  })
  assert.match(await refusal('zh-CN'), /预警规则“Few deals”/)
  await inWorkspace(database, workspaceId, async (tx) => {
    await sql`update alert_rule set removed_at = now()`.execute(tx)
    await sql`insert into goal (workspace_id, sentence, metric, baseline, baseline_from, baseline_to, target, grades, from_day,
        deadline, owner_id, actions, created_by, created_at, changed_by, changed_at)
      values (${workspaceId}, 'Ten deals', ${code}, 1, '2025-01-01', '2025-01-31', 10, '[]', '2025-02-01', '2025-03-01', 1,
        '[]', 'x', now(), 'x', now())`.execute(tx)
  })
  assert.match(await refusal('en'), /goal “Ten deals”/)
  await inWorkspace(database, workspaceId, async (tx) => {
    await sql`delete from goal`.execute(tx)
  })
  assert.deepEqual(await removeMetric(small.analyst, { code, restore: false }, USES), { code })
  await removeMetric(small.analyst, { code, restore: true }, USES)
  await saveExploration(small.analyst, {
    ...{ name: 'By month', shared: false },
    content: { metric: code } as unknown as Parameters<typeof saveExploration>[1]['content'],
  })
  assert.match(await refusal('en'), /saved exploration/)
})
