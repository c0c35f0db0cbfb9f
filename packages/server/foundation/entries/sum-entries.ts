import { type Field, fieldOf, type Kind } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import { statement, type WorkspaceTransaction } from '../../platform/database/index.ts'
import { columnOf, sourceOf } from '../fact-sources/index.ts'
import { converted, rateOf } from '../rollups/index.ts'
import { dayColumnOf } from './column-types.ts'

/** What all rows of a list add up to. */
export type EntrySums = {
  readonly total: number
  /** sum by field; money in the currency named, rounded once to its places where amounts had to be converted */
  readonly sums: Record<string, string>
  /** the workspace's currency, where rows say which theirs is */
  readonly currency: string | null
  /** rows in another currency without a rate on their day: their money counts for nothing */
  readonly unrated: number
}

/** The rate of each row `t`, as metrics take it: of the first day of the fact. */
function rateJoin(workspaceId: number, kind: Kind): RawBuilder<unknown> | null {
  const day = Object.keys(sourceOf(kind.name)?.days ?? {})[0]
  const column = day === undefined ? dayColumnOf(kind) : columnOf(day)
  if (fieldOf(kind, 'currency') === null || column === null) return null
  return sql`cross join lateral (select ${statement(rateOf('$1', 't.currency', `t.${column}`), [workspaceId])} as rate) x`
}

const isMoney = (kind: Kind, field: Field): boolean =>
  sourceOf(kind.name)?.amounts[field.name]?.money ?? false

async function currencyOf(tx: WorkspaceTransaction, workspaceId: number) {
  return tx
    .selectFrom('workspace')
    .select(['currency', 'currency_digits as digits'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
}

/** Adds up a list as the metrics of the same rows do: other currencies at the rate of the day. */
export async function sumEntries(
  tx: WorkspaceTransaction,
  workspaceId: number,
  kind: Kind,
  fields: readonly Field[],
  condition: RawBuilder<unknown>,
): Promise<EntrySums> {
  const rate = rateJoin(workspaceId, kind)
  const { currency, digits } = await currencyOf(tx, workspaceId)
  const summed = fields.filter(({ type, name }) => type === 'decimal' && name !== 'rate')
  const sums = summed.map((field, i) => {
    const plain = sql.ref(`t.${field.column}`)
    const value =
      rate === null || !isMoney(kind, field)
        ? sql`sum(${plain})`
        : sql`case when count(*) filter (where x.rate is distinct from 1) = 0 then sum(${plain})
            else round(sum(${sql.raw(converted(`t.${field.column}`, 'x.rate'))}), ${digits}) end`
    return sql`, coalesce(${value}, 0)::text as ${sql.ref(`s${i}`)}`
  })
  const unrated = rate === null ? sql`0` : sql`count(*) filter (where x.rate is null)`
  const { rows } = await sql<Record<string, string>>`
    select count(*)::int as total, (${unrated})::int as unrated
      ${sums.length === 0 ? sql`` : sql.join(sums, sql` `)}
    from ${sql.table(kind.table)} t ${rate ?? sql``} where ${condition}`.execute(tx)
  const row = rows[0]
  return {
    total: Number(row?.['total'] ?? 0),
    sums: Object.fromEntries(summed.map((field, i) => [field.name, row?.[`s${i}`] ?? '0'])),
    currency: rate === null ? null : currency,
    unrated: Number(row?.['unrated'] ?? 0),
  }
}
