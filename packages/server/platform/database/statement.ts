import { type RawBuilder, sql } from 'kysely'

/** Fills `$n` of a shared statement; all parameters are sent apart from the text. */
export function statement(text: string, values: readonly unknown[]): RawBuilder<unknown> {
  const parts = text.split(/\$\d+/)
  const order = [...text.matchAll(/\$(\d+)/g)].map((match) => values[Number(match[1]) - 1])
  return sql.join(
    parts.flatMap((part, i) => (i < order.length ? [sql.raw(part), sql`${order[i]}`] : [sql.raw(part)])),
    sql.raw(''),
  )
}
