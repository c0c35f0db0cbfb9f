import { type Kind, mayDo } from '@salesloom/contract'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { authorityOf, discountPercent, isBeyond } from '../authority/index.ts'
import { BY_HAND, type Prepared, valueAfter } from './prepared.ts'
import { type EntryFailure, failure } from './read-values.ts'

const LET_THROUGH = ['approved', 'accepted']
const DECISIVE = ['status', 'amount', 'list_amount', 'customer_id', 'product_id']

const idAfter = (entry: Prepared, column: string) => {
  const id = valueAfter(entry, column)
  return id === null ? null : Number(id)
}

const amountAfter = (entry: Prepared, column: string) => String(valueAfter(entry, column) ?? '0')

/** Whether a write lets a quote through that was not, or gives more on one that was; accepting an approved one is not. */
function letsThrough(entry: Prepared): boolean {
  if (!LET_THROUGH.includes(String(valueAfter(entry, 'status')))) return false
  if (DECISIVE.every((column) => !entry.columns.has(column))) return false
  const wasThrough = LET_THROUGH.includes(String(entry.before?.['status'] ?? ''))
  const isSame = DECISIVE.slice(1).every(
    (column) => String(entry.before?.[column] ?? '') === String(valueAfter(entry, column) ?? ''),
  )
  return !(wasThrough && isSame)
}

/** Whether a write is its writer's own word: only who keeps the ledger brings in files what other systems decided. */
const isOwnWord = ({ actor }: CallContext, source: string) =>
  source === BY_HAND || !mayDo(actor.role, 'ledger.write')

/**
 * Quotes that somebody sets to approved or accepted, or changes once they are, by hand or by a file of theirs, with more
 * discount than their authority of today lets through. What arrives from other systems was decided there.
 */
export async function quotesBeyondAuthority(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  source: string,
  entries: readonly Prepared[],
  today: string,
): Promise<EntryFailure[]> {
  if (kind.name !== 'quote' || !isOwnWord(context, source)) return []
  const failures: EntryFailure[] = []
  for (const entry of entries.filter(letsThrough)) {
    const [list, amount] = [amountAfter(entry, 'list_amount'), amountAfter(entry, 'amount')]
    const quoted = { customerId: idAfter(entry, 'customer_id'), productId: idAfter(entry, 'product_id') }
    const { limitPercent } = await authorityOf(tx, context, quoted, today)
    if (!isBeyond(list, amount, limitPercent)) continue
    const detail = { discount: discountPercent(list, amount).toFixed(2), limit: limitPercent }
    failures.push(failure(entry.index, 'status', '', 'discountBeyondAuthority', detail))
  }
  return failures
}
