import { recordAudit } from '../../../foundation/audit/index.ts'
import { todayOf } from '../../../foundation/entries/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { addEntries, type CascadeRules, rulesAt, writeRules } from './cascade.store.ts'
import { nodeAt, type OpenCascade, openCascade } from './open-cascade.ts'

type Change = CascadeRules & {
  readonly scenarioId: number
  /** null: everywhere where a node has no rules of its own */
  readonly member: string | null
  readonly rulesVersion: number
  readonly note?: string | undefined
}

async function checkRules(
  tx: WorkspaceTransaction,
  context: CallContext,
  { row }: OpenCascade,
  before: CascadeRules,
  input: Change,
): Promise<void> {
  if (input.rulesVersion !== row.rulesVersion)
    throw new AppError('cascadeRulesChanged', { who: row.rulesChangedBy ?? row.publishedBy })
  const today = await todayOf(tx, context)
  // A day that is over may stay as it was, but not be chosen.
  if (input.dueOn < today && input.dueOn !== before.dueOn)
    throw new AppError('cascadeDueOn', { day: input.dueOn, today })
  if (input.leastPercent > input.greatestPercent)
    throw new AppError('invalidInput', { field: 'leastPercent', reason: `> ${input.greatestPercent}` })
}

/** The roots, whose ledger says what concerns everybody. */
export function rootsOf({ tree, nodes }: OpenCascade): string[] {
  return tree.keys.filter((key, position) => tree.depths[position] === 0 && nodes.has(key))
}

/**
 * Changes the last day and the limits of a cascade, or of one node alone. Decisions that were made under the old limits
 * stay; the next ones keep to the new.
 */
export async function changeCascade(context: CallContext, input: Change) {
  const { database, workspaceId, clock } = context
  const { scenarioId, member, note, dueOn, leastPercent, greatestPercent, shiftPercent } = input
  return inWorkspace(database, workspaceId, async (tx) => {
    const cascade = await openCascade(context, tx, scenarioId, true)
    const before =
      member === null
        ? rulesAt(cascade.row, { dueOn: null, limits: null })
        : rulesAt(cascade.row, nodeAt(cascade, member))
    await checkRules(tx, context, cascade, before, input)
    const after = { dueOn, leastPercent, greatestPercent, shiftPercent }
    await writeRules(tx, context, scenarioId, member, after)
    const members = member === null ? rootsOf(cascade) : [member]
    await addEntries(
      tx,
      context,
      scenarioId,
      members.map((each) => ({ member: each, kind: 'rules', note })),
    )
    const subject = member === null ? `scenario:${scenarioId}` : `scenario:${scenarioId}/${member}`
    await recordAudit(tx, context, {
      action: 'targets.changeCascade',
      subject,
      before,
      after: { ...after, note: note ?? null },
    })
    await emit(tx, workspaceId, { name: 'targets.cascadeChanged', payload: { scenarioId } }, clock.now())
    return { rulesVersion: cascade.row.rulesVersion + 1 }
  })
}
