import type { Locale } from '@salesloom/contract'
import { addDecimals, type Decimal, parseDecimal, ZERO } from '@salesloom/engine/money'
import type { Cell, Table } from '../../../connectors/files/write-table.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { loadOwnerCodes, type PlanLine, planLines } from './plan-lines.ts'

/** What the column of a line's members is called in every language: reading in goes by it. */
export const LINE_KEY = 'key'

type Titles = Readonly<Record<string, string>>
const TITLES: Readonly<Record<Locale, Titles>> = {
  'zh-CN': {
    name: '目标',
    organisation: '人员',
    region: '区域',
    product: '品类',
    customerType: '客户类型',
  },
  'zh-TW': {
    name: '目標',
    organisation: '人員',
    region: '區域',
    product: '品類',
    customerType: '客戶類型',
  },
  en: {
    name: 'Target',
    organisation: 'Person',
    region: 'Region',
    product: 'Category',
    customerType: 'Customer type',
  },
}

async function* linesIn(context: CallContext, query: Parameters<typeof planLines>[1], locale: Locale) {
  const { lines } = await planLines(context, query)
  for (const { keys, names, months } of lines)
    yield [keys.join('|'), ...names.map((name) => (locale === 'en' ? name.en : name.zh)), ...months]
}

/** The leaf cells of a plan as a table, months as columns: changed in a spreadsheet, it is read in again. */
export async function planTable(
  context: CallContext,
  query: Parameters<typeof planLines>[1],
  locale: Locale,
): Promise<Table> {
  const { dimensions, months, name } = await planLines(context, query)
  const titles = TITLES[locale]
  return {
    name: `${titles['name']} ${name}`,
    columns: [
      { title: LINE_KEY, kind: 'text' },
      ...dimensions.map((dimension) => ({ title: titles[dimension] ?? dimension, kind: 'text' as const })),
      ...months.map((month) => ({ title: month, kind: 'number' as const })),
    ],
    rows: linesIn(context, query, locale),
  }
}

/** Columns of Salesforce's ForecastingQuota object. */
const QUOTA_COLUMNS = ['QuotaOwnerId', 'StartDate', 'ProductFamily', 'QuotaAmount', 'IsQuantity'] as const

function decimalText({ units, places }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0')
  const sign = units < 0n ? '-' : ''
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

/** Amounts of each person, month and category. */
function quotaRows(lines: readonly PlanLine[], months: readonly string[]): Map<string, Decimal> {
  const sums = new Map<string, Decimal>()
  for (const { keys, names, months: amounts } of lines)
    months.forEach((month, m) => {
      const key = [keys[0], `${month}-01`, names[2]?.en ?? ''].join('\u001f')
      sums.set(key, addDecimals(sums.get(key) ?? ZERO, parseDecimal(amounts[m] ?? '0')))
    })
  return sums
}

/** The plan as rows of Salesforce's ForecastingQuota: owner by code, first day of the month, product family, amount. */
export async function quotaTable(
  context: CallContext,
  { scenarioId }: { readonly scenarioId: number },
): Promise<Table> {
  const { lines, months, name } = await planLines(context, { scenarioId, measure: 'sales' })
  const codes = await readWorkspace(context.database, context.workspaceId, (tx) =>
    loadOwnerCodes(tx, context.workspaceId),
  )
  const rows = [...quotaRows(lines, months)].map(([key, amount]): Cell[] => {
    const [owner = '', start = '', family = ''] = key.split('\u001f')
    return [codes.get(owner) ?? owner, start, family, decimalText(amount), 'false']
  })
  return {
    name: `ForecastingQuota ${name}`,
    columns: QUOTA_COLUMNS.map((title) => ({ title, kind: title === 'QuotaAmount' ? 'number' : 'text' })),
    rows,
  }
}
