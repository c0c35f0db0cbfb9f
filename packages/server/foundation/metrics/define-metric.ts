import type { MetricContent, Slice } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, readWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordAudit } from '../audit/index.ts'
import { figuresUntil } from './actuals.ts'
import { checkDefinition } from './check-definition.ts'
import { askOf, checkQuestion, figuresOf } from './compute-metric.ts'
import { findAllMetrics, getMetric } from './definitions.store.ts'
import { describeFormula } from './describe-measure.ts'
import { metricGuard } from './metric-guard.ts'
import { type FindMetricUses, refuseUsedMetric } from './metric-uses.ts'
import { findBegun, withQuietPeriods } from './quiet-periods.ts'

/** Languages that were left empty take the other one; a formula is written from the blocks. */
function complete(content: MetricContent): MetricContent {
  const { name, description } = content
  const filled = ({ zh, zhTw, en }: MetricContent['name']) => ({
    zh: zh || zhTw || en,
    zhTw: zhTw || zh || en,
    en: en || zh || zhTw,
  })
  return {
    ...content,
    group: 'own',
    name: filled(name),
    description: filled(description),
    formula: describeFormula(content),
  }
}

/** A code that tells at a glance that the metric was made here: `own` and the English name, or a number. */
async function newCode(tx: WorkspaceTransaction, workspaceId: number, name: string): Promise<string> {
  const words = name.match(/[A-Za-z0-9]+/g) ?? []
  const stem = words
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
    .slice(0, 40)
  const base = /^[A-Z]/.test(stem) ? `own${stem}` : `ownMetric${stem}`
  const { rows } = await sql<{ code: string }>`select code from metric_definition
    where workspace_id = ${workspaceId} and code like ${`${base}%`}`.execute(tx)
  const taken = new Set(rows.map(({ code }) => code))
  for (let i = 1; ; i++) {
    const code = i === 1 ? base : `${base}${i}`
    if (!taken.has(code)) return code
  }
}

/** A name means one metric: two of the same name could not be told apart in a list or a formula. */
async function refuseTakenName(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { name }: MetricContent,
  own: string | null,
): Promise<void> {
  const plain = (text: string) => text.trim().toLowerCase()
  const said = new Set([name.zh, name.zhTw, name.en].map(plain))
  const others = (await findAllMetrics(tx, workspaceId)).filter(({ code }) => code !== own)
  const taken = others.flatMap((one) => [one.name.zh, one.name.zhTw, one.name.en])
  const twice = taken.find((text) => said.has(plain(text)))
  if (twice !== undefined)
    throw new AppError('invalidInput', { field: 'content.name', reason: 'nameTaken', name: twice })
}

/** Makes a metric of the workspace from building blocks. */
export async function defineMetric(context: CallContext, { content }: { content: MetricContent }) {
  const { database, workspaceId, actor, clock } = context
  checkDefinition(content)
  metricGuard(context, content)
  const whole = complete(content)
  return inWorkspace(database, workspaceId, async (tx) => {
    await refuseTakenName(tx, workspaceId, whole, null)
    const code = await newCode(tx, workspaceId, whole.name.en)
    await tx
      .insertInto('metric_definition')
      .values({
        workspace_id: workspaceId,
        code,
        content: JSON.stringify(whole),
        changed_by: actor.name,
        changed_at: clock.now().toISOString(),
      })
      .execute()
    await recordAudit(tx, context, {
      action: 'metrics.defineMetric',
      subject: `metric:${code}`,
      after: whole,
    })
    return { code, version: 1 }
  })
}

type Stored = { content: unknown; version: number; changed_by: string }

async function lockOwn(tx: WorkspaceTransaction, workspaceId: number, code: string): Promise<Stored> {
  const { rows } = await sql<Stored>`select content, version, changed_by from metric_definition
    where workspace_id = ${workspaceId} and code = ${code} for update`.execute(tx)
  if (rows[0] === undefined) {
    await getMetric(tx, workspaceId, code)
    throw new AppError('invalidInput', { field: 'code', reason: 'shippedDoesNotChange' })
  }
  return rows[0]
}

/** Changes a metric of the workspace; who saw an older version is told so. */
export async function editMetric(
  context: CallContext,
  { code, version, content }: { code: string; version: number; content: MetricContent },
) {
  const { database, workspaceId, actor, clock } = context
  checkDefinition(content)
  const whole = complete(content)
  return inWorkspace(database, workspaceId, async (tx) => {
    const stored = await lockOwn(tx, workspaceId, code)
    if (stored.version !== version)
      throw new AppError('versionConflict', {
        who: stored.changed_by,
        theirs: stored.version,
        yours: version,
      })
    await refuseTakenName(tx, workspaceId, whole, code)
    await sql`update metric_definition set content = ${JSON.stringify(whole)}::jsonb, version = version + 1,
      changed_by = ${actor.name}, changed_at = ${clock.now().toISOString()}
      where workspace_id = ${workspaceId} and code = ${code}`.execute(tx)
    const trail = {
      action: 'metrics.editMetric' as const,
      subject: `metric:${code}`,
      before: stored.content,
      after: whole,
    }
    await recordAudit(tx, context, trail)
    return { code, version: version + 1 }
  })
}

/**
 * Takes a metric of the workspace out of the catalogue, or brings it back. @param uses what other parts of the application
 * make of metrics. @throws AppError `metricInUse`
 */
export async function removeMetric(
  context: CallContext,
  { code, restore }: { code: string; restore: boolean },
  uses: readonly FindMetricUses[],
) {
  const { database, workspaceId, clock } = context
  const removedAt = restore ? null : clock.now().toISOString()
  return inWorkspace(database, workspaceId, async (tx) => {
    const { content } = await lockOwn(tx, workspaceId, code)
    if (!restore) await refuseUsedMetric(tx, workspaceId, code, uses)
    await sql`update metric_definition set removed_at = ${removedAt}
      where workspace_id = ${workspaceId} and code = ${code}`.execute(tx)
    const trail = { action: 'metrics.removeMetric' as const, subject: `metric:${code}` }
    await recordAudit(tx, context, { ...trail, ...(restore ? { after: content } : { before: content }) })
    return { code }
  })
}

/** The figure of a metric that is not saved yet, with its course by month. */
export async function previewMetric(
  context: CallContext,
  { content, slice }: { content: MetricContent; slice: Slice },
) {
  const { database, workspaceId } = context
  checkDefinition(content)
  metricGuard(context, content)
  checkQuestion(content, slice, ['month'])
  return readWorkspace(database, workspaceId, async (tx) => {
    const ask = await askOf(tx, context, slice, { by: ['month'] })
    const { total, groups: found, unrated } = await figuresOf(ask, content)
    const asOf = await figuresUntil(tx, context, ask.settings.timeZone)
    const begun = await findBegun({ ask, content, groups: found, days: slice }, figuresOf)
    const groups = withQuietPeriods(ask, content, { groups: found, begun, comparedAt: () => [], asOf })
    const months = [...groups].map(([code, figure]) => ({ code, ...figure }))
    return { total, unrated, months: months.toSorted((a, b) => (a.code < b.code ? -1 : 1)) }
  })
}
