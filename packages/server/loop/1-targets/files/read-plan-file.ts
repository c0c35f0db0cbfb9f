import type { CellAddress } from '@salesloom/contract'
import type { PlanShape } from '@salesloom/engine/allocation'
import { memorySource } from '../../../connectors/files/byte-source.ts'
import { type OpenTable, openTable } from '../../../connectors/files/open-table.ts'
import { TableFailure } from '../../../connectors/files/raw-row.ts'
import { AppError } from '../../../platform/app-error.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { valueAt } from '../decomposition/edit-plan.ts'
import { firstMeasure, type OpenPlan, openPlan } from '../decomposition/open-plan.ts'
import { amountReader, measureOf } from '../decomposition/plan-state.ts'
import { wordsOf } from '../find-holds.ts'
import { type Bilingual, loadMemberNames } from '../member-names.ts'
import { requireMeasure } from '../readable-measures.ts'
import { getScenarioRow, type PlanMeasure } from '../scenario.store.ts'
import { loadOwnerCodes } from './plan-lines.ts'
import { LINE_KEY } from './plan-table.ts'

type Input = {
  readonly scenarioId: number
  readonly measure?: string | undefined
  readonly name: string
  readonly content: string
}

type Reason = 'unknownLine' | 'unknownOwner' | 'unknownMonth' | 'unknownFamily' | 'notANumber' | 'tooFine'
type Problem = { row: number; column: string; value: string; reason: Reason }
/** A value of the file and the cell that it is for. */
type Said = { readonly row: number; readonly column: string; readonly text: string; readonly at: CellAddress }

const MOST_EDITS = 5_000
const MOST_SHOWN = 500

/** Axis of an address by the kind of a member's key. */
const AXIS: Readonly<Record<string, keyof CellAddress>> = {
  person: 'organisation',
  orgUnit: 'organisation',
  region: 'region',
  product: 'product',
  customerType: 'customerType',
}

function addressOf(key: string): CellAddress {
  return Object.fromEntries(
    key.split('|').map((member) => [AXIS[member.split(':')[0] ?? ''] ?? 'organisation', member.trim()]),
  )
}

/** Keys of the lines that a plan has. */
function lineKeys(shape: PlanShape): Set<string> {
  const width = shape.dimensions.length
  return new Set(
    Array.from({ length: shape.combinations.length / width }, (_, c) =>
      shape.dimensions.map((dimension, d) => dimension.keys[shape.combinations[c * width + d]!]!).join('|'),
    ),
  )
}

type Found = { readonly said: Said[]; readonly problems: Problem[] }

async function eachRow(
  table: OpenTable,
  take: (row: number, textOf: (column: string) => string) => void,
): Promise<void> {
  for await (const batch of table.rows())
    for (const { rowNumber, values } of batch)
      take(rowNumber, (column) => (values[table.headers.indexOf(column)] ?? '').trim())
}

/** A column that is called like a month; notes and sums that somebody put beside the table are not asked about. */
const LIKE_A_MONTH = /^\d{4}[-/.年]?\s?\d{1,2}(?:\D|$)/

/** Columns of months that the plan does not have: nothing of them would be written. */
function unknownMonths(plan: OpenPlan, { headers }: OpenTable): Problem[] {
  return headers.flatMap((column) =>
    LIKE_A_MONTH.test(column) && !plan.shape.months.includes(column)
      ? [{ row: 1, column, value: column, reason: 'unknownMonth' as const }]
      : [],
  )
}

/** The plan's own table: a line's members in one column, a column for each month. */
async function readOwnTable(plan: OpenPlan, table: OpenTable): Promise<Found> {
  const known = lineKeys(plan.shape)
  const months = plan.shape.months.filter((month) => table.headers.includes(month))
  const found: Found = { said: [], problems: unknownMonths(plan, table) }
  await eachRow(table, (row, textOf) => {
    const key = textOf(LINE_KEY)
    if (!known.has(key)) {
      found.problems.push({ row, column: LINE_KEY, value: key, reason: 'unknownLine' })
      return
    }
    for (const month of months)
      found.said.push({
        row,
        column: month,
        text: textOf(month),
        at: { ...addressOf(key), time: `month:${month}` },
      })
  })
  return found
}

type Directory = {
  readonly owners: ReadonlyMap<string, string>
  readonly families: ReadonlyMap<string, string>
}

/** Salesforce's ForecastingQuota: owner, first day, product family where there is one, amount. */
async function readQuotas(plan: OpenPlan, table: OpenTable, directory: Directory): Promise<Found> {
  const found: Found = { said: [], problems: [] }
  const hasFamily = table.headers.includes('ProductFamily')
  await eachRow(table, (row, textOf) => {
    const refuse = (column: string, reason: Reason) =>
      void found.problems.push({ row, column, value: textOf(column), reason })
    const owner = directory.owners.get(textOf('QuotaOwnerId'))
    const month = textOf('StartDate').slice(0, 7)
    const family = hasFamily ? textOf('ProductFamily') : ''
    const product = family === '' ? undefined : directory.families.get(family)
    if (owner === undefined) return refuse('QuotaOwnerId', 'unknownOwner')
    if (!plan.shape.months.includes(month)) return refuse('StartDate', 'unknownMonth')
    if (family !== '' && product === undefined) return refuse('ProductFamily', 'unknownFamily')
    const at = { organisation: owner, ...(product === undefined ? {} : { product }), time: `month:${month}` }
    found.said.push({ row, column: 'QuotaAmount', text: textOf('QuotaAmount'), at })
  })
  return found
}

function directoryOf(
  plan: OpenPlan,
  owners: ReadonlyMap<string, string>,
  nameOf: (key: string) => Bilingual,
): Directory {
  const known = new Set(plan.shape.dimensions[0]?.keys)
  const products = plan.shape.dimensions.find(({ name }) => name === 'product')?.keys ?? []
  return {
    owners: new Map([...owners].filter(([key]) => known.has(key)).map(([key, code]) => [code, key])),
    families: new Map(
      products.flatMap((key) => [
        [nameOf(key).en, key],
        [nameOf(key).zh, key],
      ]),
    ),
  }
}

const NUMBER = /^-?\d+(\.\d+)?$/

/** What the file says against what the plan has. */
function differences(plan: OpenPlan, measure: PlanMeasure, { said, problems }: Found) {
  const read = amountReader(measure, plan.state.digits)
  const changes: Array<Said & { before: number | null; after: number; code: string }> = []
  let unchanged = 0
  for (const one of said) {
    const text = one.text.replaceAll(/[,\s]/g, '')
    if (text === '') {
      unchanged++
      continue
    }
    const after = NUMBER.test(text) ? read(text) : null
    if (after === null) {
      const reason = NUMBER.test(text) ? 'tooFine' : 'notANumber'
      problems.push({ row: one.row, column: one.column, value: one.text, reason })
      continue
    }
    const before = valueAt(plan, measure.code, one.at)
    if (before === after) unchanged++
    else changes.push({ ...one, before, after, code: text })
  }
  return { changes, unchanged }
}

async function open(content: string): Promise<OpenTable> {
  try {
    return await openTable(memorySource(Buffer.from(content, 'base64')))
  } catch (error) {
    if (error instanceof TableFailure) throw new AppError(error.code, error.detail)
    throw error
  }
}

/** Says what a file of targets would change in a scenario, and what of it cannot be read, row by row. */
export async function readPlanFile(context: CallContext, input: Input) {
  const { database, workspaceId } = context
  const table = await open(input.content)
  const isQuota = table.headers.includes('QuotaOwnerId') && table.headers.includes('QuotaAmount')
  if (!isQuota && !table.headers.includes(LINE_KEY))
    throw new AppError('planFileForeign', { name: input.name })
  return readWorkspace(database, workspaceId, async (tx) => {
    const plan = await openPlan(context, tx, await getScenarioRow(tx, workspaceId, input.scenarioId))
    const measure = measureOf(plan.state, input.measure ?? firstMeasure(plan.scenario))
    await requireMeasure(context, tx, plan.scenario, measure.code)
    const nameOf = await loadMemberNames(tx, workspaceId)
    const found = isQuota
      ? await readQuotas(plan, table, directoryOf(plan, await loadOwnerCodes(tx, workspaceId), nameOf))
      : await readOwnTable(plan, table)
    const { changes, unchanged } = differences(plan, measure, found)
    return {
      kind: isQuota ? ('forecastingQuota' as const) : ('planTable' as const),
      edits: changes.slice(0, MOST_EDITS).map(({ at, code }) => ({ at, code })),
      tooMany: changes.length > MOST_EDITS,
      changes: changes.slice(0, MOST_SHOWN).map(({ row, at, before, after }) => ({
        row,
        place: wordsOf(at, nameOf),
        before,
        after,
      })),
      changed: changes.length,
      unchanged,
      problems: found.problems.toSorted((a, b) => a.row - b.row).slice(0, MOST_SHOWN),
      refused: found.problems.length,
    }
  })
}
