import { isTree, type Kind } from '@salesloom/contract'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import type { PutResult, SaidEntry } from '../entries/index.ts'
import { putFacts } from '../facts/index.ts'
import { putTreeNodes } from '../records/index.ts'

/** Writes what a file says: entries of any kind, or the nodes of a tree. */
export function putKind(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  source: string,
  said: readonly SaidEntry[],
): Promise<PutResult> {
  const put = isTree(kind) ? putTreeNodes : putFacts
  return put(tx, context, kind, source, said)
}
