import type { Kind } from '@salesloom/contract'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { type PutResult, putEntries, type SaidEntry } from '../entries/index.ts'
import { putOrderLines } from './put-order-lines.ts'

/** Writes entries of any kind that arrived from a source; order lines are gathered into their orders. */
export function putFacts(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  source: string,
  said: readonly SaidEntry[],
): Promise<PutResult> {
  return kind.name === 'orderLine'
    ? putOrderLines(tx, context, source, said)
    : putEntries(tx, context, kind, source, said)
}
