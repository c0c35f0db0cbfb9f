import { ratioOf } from '@salesloom/engine/attainment'
import { addDays, periodBounds, periodMonthOf, yearEarlier } from '@salesloom/engine/calendar'
import { currencyDigits } from '../../foundation/facts/index.ts'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { summarise, visibleCombinations } from '../1-targets/index.ts'
import { attainmentOfRow, attainmentRows, loadAttainmentCells } from '../6-review/index.ts'
import { BEHIND } from './get-home.ts'
import { currentPeriod } from './period.ts'
import { salesFigures } from './sales-figures.ts'

type Tone = 'plain' | 'good' | 'attention'
type Part = 'targets' | 'planning' | 'execution' | 'monitoring' | 'skills' | 'review'
type Code =
  | 'targetAgainstBase'
  | 'salesAgainstLastYear'
  | 'customersThisMonth'
  | 'behindPace'
  | 'discountThisQuarter'
  | 'attainmentToDate'

function entry(part: Part, code: Code, values: Record<string, number | null>, tone: Tone) {
  return { part, figure: { code, values, tone } }
}

function toneOf(value: number | null, good: number, bad: number): Tone {
  if (value === null) return 'plain'
  if (value >= good) return 'good'
  return value < bad ? 'attention' : 'plain'
}

const QUARTER_DAYS = 90

/** The six live figures of the loop; a part without anything to say has none. */
export async function getLoopFigures(context: CallContext) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const digits = await currencyDigits(tx, context.workspaceId)
    const period = await currentPeriod(tx, context)
    const { channel, asOf, calendar } = period
    const sales = (from: string, to: string) => salesFigures(tx, context, { channel, from, to }, digits)
    const since = addDays(asOf, 1 - QUARTER_DAYS)
    const recent = await sales(since, asOf)
    const earlier = await sales(yearEarlier(since, calendar), yearEarlier(asOf, calendar))
    const month = await sales(periodBounds(periodMonthOf(asOf, calendar), calendar).from, asOf)
    const quarter = await sales(period.quarterDays.from, asOf)
    const trend = ratioOf(recent.sales - earlier.sales, earlier.sales)
    const discount = ratioOf(quarter.listAmount - quarter.sales, quarter.listAmount)
    const figures = [
      entry('planning', 'salesAgainstLastYear', { change: trend }, toneOf(trend, 0.05, -0.05)),
      entry(
        'execution',
        'customersThisMonth',
        { customers: month.activeCustomers, orders: month.orders },
        'plain',
      ),
      entry('skills', 'discountThisQuarter', { rate: discount }, 'plain'),
    ]
    if (period.approved !== null) {
      // as the plan's card says it: what was set may have been edited since
      const { total, baseTotal } = await summarise(tx, context, period.approved, digits)
      const cells = await loadAttainmentCells(tx, context, period.approved)
      const combinations = visibleCombinations(cells.shape, context.visibility, {})
      const year = attainmentOfRow(cells, { combinations, months: period.months.map((_, m) => m) }, digits)
      const people = attainmentRows(
        cells,
        context,
        { rows: ['organisation'], at: {} },
        period.quarterMonths,
        digits,
      ).filter((row) => row.memberKey.startsWith('person:'))
      const behind = people.filter((row) => row.pace !== null && row.pace < BEHIND).length
      figures.push(
        entry(
          'targets',
          'targetAgainstBase',
          { year: period.fiscalYear, target: year.target, growth: ratioOf(total - baseTotal, baseTotal) },
          'plain',
        ),
        entry(
          'monitoring',
          'behindPace',
          { behind, people: people.length },
          behind === 0 ? 'good' : 'attention',
        ),
        entry(
          'review',
          'attainmentToDate',
          { attainment: year.attainment, pace: year.pace },
          toneOf(year.pace, 1, BEHIND),
        ),
      )
    }
    const parts: readonly Part[] = ['targets', 'planning', 'execution', 'monitoring', 'skills', 'review']
    return {
      asOf,
      figures: parts.map((part) => figures.find((figure) => figure.part === part) ?? { part, figure: null }),
    }
  })
}
