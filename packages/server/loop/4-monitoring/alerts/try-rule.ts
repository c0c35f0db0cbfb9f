import type { AlertRule } from '@salesloom/contract'
import { backtestRules, type Miss } from '@salesloom/engine/alerts'
import { scheduleCaller } from '../../../foundation/access/index.ts'
import { todayOf } from '../../../foundation/entries/index.ts'
import type { Metric } from '../../../foundation/metrics/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { checkRule, metricsOf, readCatalogue } from './alert-rule.ts'
import { causeOf } from './cause.ts'
import { openGround } from './evaluate-rules.ts'
import type { Watch } from './watch-rule.ts'

/** A member misses a period when it ends worse than this share of the target. */
const MISSED = 0.9

/**
 * Real misses: values at the end of a period that are short of the target; null where no target is kept.
 * @param beside figures and targets of the same channel, which the rule itself need not be of
 * @param ids who the rule watches
 */
function missesOf(beside: Watch, ids: ReadonlySet<string>, metric: Metric): Miss[] | null {
  const { periods } = beside
  const watched = beside.watched.filter(({ id }) => ids.has(id))
  if (watched.every(({ series }) => series.targets.every((target) => target === null))) return null
  const isShort = (value: number, target: number) =>
    metric.better === 'higher' ? value < MISSED * target : value > target / MISSED
  return watched.flatMap(({ id, series }) =>
    periods.flatMap((_, period) => {
      const [value, target] = [series.values[period] ?? null, series.targets[period] ?? null]
      return value !== null && target !== null && isShort(value, target) ? [{ id, period }] : []
    }),
  )
}

/** What a rule would have done over the history that is there, with the caller’s right to make it. */
export async function tryAlertRule(context: CallContext, { content }: { readonly content: AlertRule }) {
  const { database, workspaceId, clock } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const metrics = metricsOf(content, await readCatalogue(tx, workspaceId))
    checkRule(context, content, metrics)
    // A rule is evaluated for everybody; who tries it was let in for its whole part above.
    const whole = scheduleCaller(database, clock, workspaceId)
    const ground = openGround(tx, whole, await todayOf(tx, context))
    const { watch, members } = await ground.watch(content, metrics)
    const { watched, periods } = watch
    const own = metrics[0] as Metric
    const { watch: beside } = await ground.watch(content, [own], true)
    const misses = missesOf(beside, new Set(watched.map(({ id }) => id)), own)
    const found = backtestRules(watched, periods.length, watch.ground, misses)
    const first = Math.min(
      ...watched
        .map(({ series }) => series.values.findIndex((value) => value !== null))
        .filter((at) => at >= 0),
      periods.length,
    )
    const byKey = new Map(members.map((member) => [member.key, member]))
    const code = (at: number | null) => (at === null ? null : (periods[at]?.code ?? ''))
    return {
      periods: periods.slice(first).map(({ code, from, to }) => ({ code, from, to })),
      members: watched.length,
      fired: found.alerts
        .toSorted((a, b) => a.raised - b.raised)
        .map(({ id, raised, closed, end }) => ({
          cause: causeOf(id, byKey.get(id)),
          raised: code(raised) ?? '',
          closed: code(closed),
          end,
        })),
      channels: [...(watch.channels.get(own.code) ?? [])],
      misses: misses === null ? null : found.misses,
      warned: found.warned,
      leadPeriods: found.leadPeriods,
      withoutMiss: found.withoutMiss,
    }
  })
}
