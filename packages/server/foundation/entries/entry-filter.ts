import type { EntryFilter, EntryQuery, ErrorDetail, Field, Kind, PlainErrorCode } from '@salesloom/contract'
import { parseCivilDate } from '@salesloom/engine/calendar'
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

/** The words of a search, all of which a row has to hold, in whatever order. */
const wordsOf = (search: string): string[] => search.trim().split(/\s+/).filter(Boolean)

const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/
const WHOLE = /^-?\d{1,15}$/

function isDay(value: string): boolean {
  try {
    parseCivilDate(value)
    return true
  } catch {
    return false
  }
}

type Need = {
  readonly code: PlainErrorCode
  readonly fits: (value: string) => boolean
  readonly detail?: ErrorDetail
}

const A_DAY: Need = { code: 'notADay', fits: isDay }
const A_NUMBER: Need = { code: 'notANumber', fits: (value) => NUMBER.test(value) }
const A_WHOLE: Need = { code: 'notWhole', fits: (value) => WHOLE.test(value) }
const NEEDS: Partial<Record<Field['type'], Need>> = {
  decimal: A_NUMBER,
  rate: A_NUMBER,
  degrees: A_NUMBER,
  integer: A_WHOLE,
  link: A_WHOLE,
  day: A_DAY,
  time: A_DAY,
  flag: {
    code: 'notAChoice',
    fits: (value) => value === 'true' || value === 'false',
    detail: { choices: 'true, false' },
  },
}

function checkValue({ name, type }: Field, value: string): void {
  const need = NEEDS[type]
  if (need !== undefined && !need.fits(value))
    throw new AppError(need.code, { field: name, value, ...need.detail })
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

/** The day of an instant on the workspace's clocks, as pages show it. */
const dayOfTime = ({ workspaceId }: CallContext, column: Condition): Condition =>
  sql`(${column} at time zone (select w.time_zone from workspace w where w.workspace_id = ${workspaceId}))::date`

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
  const left = field.type === 'time' ? dayOfTime(context, column) : column
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
  for (const word of wordsOf(query.search)) parts.push(sql`t.search_text like ${containing(word)}`)
  for (const filter of query.filters) parts.push(await conditionOf(tx, context, kind, filter))
  return sql.join(parts, sql` and `)
}
