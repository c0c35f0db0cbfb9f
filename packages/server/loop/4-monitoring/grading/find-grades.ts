import type { Grade } from '@salesloom/engine/grading'
import { sql } from 'kysely'
import { mayReadField } from '../../../foundation/access/index.ts'
import { todayOf } from '../../../foundation/entries/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { searchTextOf } from '../../../platform/text/search-text.ts'
import { pair } from '../funnel/deal-list.ts'
import { FIRST_RULE, readRule } from './grading-rule.ts'
import { CHANGED, seenGrades } from './seen-grades.ts'

export type GradesInput = {
  readonly grade?: Grade | undefined
  readonly only?: 'changed' | 'overridden' | 'overdue' | undefined
  readonly search: string
  readonly page: number
  readonly pageSize: number
}

type Row = {
  customerId: number
  zh: string
  en: string
  personZh: string | null
  personEn: string | null
  grade: Grade
  computed: Grade
  previous: Grade | null
  value: number
  expected: number
  probability: number
  probabilityLow: number
  probabilityHigh: number
  alive: number | null
  purchases: number
  orderAmount: number
  orders: number
  lastOrderOn: string | null
  lastContactOn: string | null
  dueOn: string | null
  isAtBorder: boolean
  isOwn: boolean
  overrideGrade: Grade | null
  overrideReason: string | null
  overrideUntil: string | null
  overrideBy: string | null
  total: number
}

function overrideOf(row: Row, today: string) {
  const { overrideGrade: grade, overrideReason: reason, overrideUntil: until, overrideBy } = row
  if (grade === null || reason === null || until === null || until < today) return null
  return { grade, reason, until, byName: overrideBy ?? '' }
}

/**
 * What the grade is made of. Orders of a customer who is credited elsewhere are others' sales: of them only the grade and
 * the probability are said. Value is a figure of margin.
 */
function figuresOf(row: Row, readsMargin: boolean) {
  const { isOwn, value, expected, alive, purchases, orderAmount, orders, lastOrderOn } = row
  const money = isOwn && readsMargin ? { value, expected } : { value: null, expected: null }
  return isOwn
    ? { ...money, alive, purchases, orderAmount, orders, lastOrderOn }
    : { ...money, alive: null, purchases: null, orderAmount: null, orders: null, lastOrderOn: null }
}

/** Which customers a choice leaves. */
function only(choice: GradesInput['only'], today: string) {
  if (choice === 'changed') return CHANGED
  if (choice === 'overridden') return sql<boolean>`coalesce(s.override_until >= ${today}, false)`
  return choice === 'overdue' ? sql<boolean>`s.is_overdue` : sql<boolean>`true`
}

/** Customers of the caller's part with their grades and why; the most expected first. */
export async function findGrades(context: CallContext, input: GradesInput) {
  const { workspaceId } = context
  return readWorkspace(context.database, workspaceId, async (tx) => {
    const today = await todayOf(tx, context)
    const rule = (await readRule(tx, workspaceId))?.content ?? FIRST_RULE
    const words = searchTextOf([input.search.trim()])
    const { rows } = await sql<Row>`
      select s.customer_id as "customerId", s.name_zh as zh, s.name_en as en, p.name_zh as "personZh",
        p.name_en as "personEn", s.grade, s.computed, s.previous, s.value, s.expected, s.probability,
        s.probability_low as "probabilityLow", s.probability_high as "probabilityHigh", s.alive, s.purchases,
        s.order_amount as "orderAmount", s.orders, s.last_order_on as "lastOrderOn",
        s.last_contact_on as "lastContactOn", s.due_on as "dueOn", s.is_at_border as "isAtBorder", s.is_own as "isOwn",
        s.override_grade as "overrideGrade", s.override_reason as "overrideReason",
        s.override_until as "overrideUntil", s.override_by as "overrideBy", (count(*) over ())::int as total
      from ${seenGrades(context, today, rule)} s
      left join person p on p.workspace_id = s.workspace_id and p.person_id = s.person_id
      where ${input.grade === undefined ? sql`true` : sql`s.grade = ${input.grade}`}
        and ${only(input.only, today)}
        and ${words === '' ? sql`true` : sql`position(${words} in s.search_text) > 0`}
      order by s.expected desc, s.customer_id
      limit ${input.pageSize} offset ${(input.page - 1) * input.pageSize}`.execute(tx)
    const readsMargin = mayReadField(context, 'margin')
    return {
      total: rows[0]?.total ?? 0,
      rows: rows.map((row) => {
        const { customerId, grade, computed, previous, isAtBorder, isOwn, lastContactOn, dueOn } = row
        const { probability, probabilityLow, probabilityHigh } = row
        return {
          ...{ customerId, grade, computed, previous, isAtBorder, isOwn, lastContactOn, dueOn },
          ...{ probability, probabilityLow, probabilityHigh },
          ...figuresOf(row, readsMargin),
          name: { zh: row.zh, en: row.en },
          person: pair(row.personZh, row.personEn),
          override: overrideOf(row, today),
        }
      }),
    }
  })
}
