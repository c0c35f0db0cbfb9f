import { cellCount, outlinePlan, sumRow } from '@salesloom/engine/allocation'
import { currencyDigits } from '../../foundation/facts/index.ts'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { computeTarget, type TargetInput } from './compute-target.ts'
import { loadMemberNames } from './member-names.ts'
import { baseOf } from './plan-view.ts'

/** What setting a target would give each person, without saving anything. */
export async function previewTarget(context: CallContext, input: TargetInput) {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const target = await computeTarget(context, tx, input)
    const digits = await currencyDigits(tx, workspaceId)
    const nameOf = await loadMemberNames(tx, workspaceId)
    const all = Int32Array.from({ length: target.values.length / target.shape.months.length }, (_, c) => c)
    const outline = outlinePlan(
      target.shape,
      [{ kind: 'dimension', name: 'organisation' }],
      all,
      target.shape.months.map((_, m) => m),
    )
    const fallbacks = new Set(target.fallbacks.map((fallback) => fallback.person))
    return {
      fiscalYear: target.fiscalYear,
      baseTotal: target.baseTotal,
      total: target.total,
      unfinished:
        target.unfinished === null ? null : { ...target.unfinished, months: [...target.unfinished.months] },
      cellCount: cellCount(target.shape),
      people: outline
        .filter((row) => row.memberKey.startsWith('person:'))
        .map((row) => ({
          personId: Number(row.memberKey.slice('person:'.length)),
          name: nameOf(row.memberKey),
          base: baseOf(target.shape, target.base, row, digits),
          target: sumRow(target.shape, target.values, row),
          fallback: fallbacks.has(row.memberKey),
        })),
    }
  })
}
