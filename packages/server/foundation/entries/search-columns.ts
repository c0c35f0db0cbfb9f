import { KINDS } from '@salesloom/contract'

/** Records that have a tree or a history of their own are found by their names and codes. */
const MASTERS: readonly string[] = ['org_unit', 'region', 'product', 'customer_type']

/** The columns of a table that its search text is made of; none where it has no search text. */
export function searchColumnsOf(table: string): readonly string[] {
  if (MASTERS.includes(table)) return ['code', 'name_zh', 'name_en']
  const kind = KINDS.find((candidate) => candidate.table === table && candidate.name !== 'orderLine')
  return kind?.fields.filter((field) => field.type === 'text').map((field) => field.column) ?? []
}
