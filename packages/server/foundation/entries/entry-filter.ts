import type { EntryFilter, EntryQuery, Field, Kind } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { findDescendants } from '../trees/index.ts'
import { sqlTypeOf } from './column-types.ts'
import { TREE_OF } from './link-targets.ts'
import { todayOf } from './put-entries.ts'
import { readableFields } from './readable-fields.ts'
import { visibleEntries } from './visible-entries.ts'

type Condition = RawBuilder<unknown>

/** Text as a LIKE pattern: what the person typed is taken literally. */
function containing(text: string): string {
  return `%${text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`
}

const NUMBER = /^-?\d{1,15}(\.\d{1,8})?$/
const DAY = /^\d{4}-\d{2}-\d{2}$/

function checkValue(field: Field, value: string): void {
  const needs = {
    decimal: NUMBER,
    integer: NUMBER,
    rate: NUMBER,
    degrees: NUMBER,
    link: NUMBER,
    day: DAY,
    time: DAY,
  }
  const pattern = needs[field.type as keyof typeof needs]
  if (pattern !== undefined && !pattern.test(value))
    throw new AppError(pattern === DAY ? 'notADay' : 'notANumber', { field: field.name, value })
}

async function linkCondition(
  tx: WorkspaceTransaction,
  context: CallContext,
  field: Field,
  value: string,
): Promise<Condition> {
  const tree = field.to === null ? undefined : TREE_OF[field.to]
  const column = sql.ref(`t.${field.column}`)
  if (tree === undefined) return sql`${column} = ${value}::bigint`
  const below = await findDescendants(
    tx,
    context.workspaceId,
    tree,
    Number(value),
    await todayOf(tx, context),
  )
  return sql`${column} = any(${below}::bigint[])`
}

async function conditionOf(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  filter: EntryFilter,
): Promise<Condition> {
  const field = readableFields(context, kind).find((candidate) => candidate.name === filter.field)
  if (field === undefined) throw new AppError('unknownField', { field: filter.field })
  const column = sql.ref(`t.${field.column}`)
  const { comparison, value } = filter
  if (comparison === 'empty') return sql`${column} is null`
  if (comparison === 'notEmpty') return sql`${column} is not null`
  if (comparison === 'contains') return sql`lower(${column}::text) like ${containing(value)}`
  checkValue(field, value)
  if (field.type === 'link') {
    const within = await linkCondition(tx, context, field, value)
    return comparison === 'isNot' ? sql`not coalesce(${within}, false)` : within
  }
  const typed = sql`${value}::${sql.raw(field.type === 'time' ? 'date' : sqlTypeOf(kind, field.column))}`
  const left = field.type === 'time' ? sql`${column}::date` : column
  if (comparison === 'is') return sql`${left} = ${typed}`
  if (comparison === 'isNot') return sql`${left} is distinct from ${typed}`
  return comparison === 'atLeast' ? sql`${left} >= ${typed}` : sql`${left} <= ${typed}`
}

/** The rows of a query, in the table called `t`: the caller's own part, what was searched and every filter. */
export async function rowsOfQuery(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  query: EntryQuery,
): Promise<Condition> {
  const parts: Condition[] = [
    sql`t.workspace_id = ${context.workspaceId}`,
    query.removed ? sql`t.removed_at is not null` : sql`t.removed_at is null`,
    visibleEntries(context, kind),
  ]
  if (query.search.trim() !== '') parts.push(sql`t.search_text like ${containing(query.search)}`)
  for (const filter of query.filters) parts.push(await conditionOf(tx, context, kind, filter))
  return sql.join(parts, sql` and `)
}
