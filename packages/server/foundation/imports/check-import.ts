import type { ImportCheck, ImportProblem, LinkTarget, OpenLink } from '@salesloom/contract'
import { sql } from 'kysely'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import type { JobControl } from '../../platform/jobs/queue.ts'
import { type ConvertedRow, problemAt, RowConverter } from './convert-row.ts'
import { misspelt, unknownChoices, ValueCounts } from './find-odd-values.ts'
import { LinkFinder, linkFields, suggestRecords } from './find-unknown-links.ts'
import {
  addProblems,
  changeRun,
  MOST_STORED_PROBLEMS,
  type ProblemRow,
  removeProblems,
  type StoredRun,
} from './import.store.ts'
import { matchPeople, NAME_FIELD } from './match-people.ts'
import { openImport, timeZoneOf } from './open-import.ts'
import { type ImportPlan, planImport } from './plan-import.ts'
import { proveOrders } from './prove-orders.ts'
import { putRows } from './put-rows.ts'
import { BATCH_ROWS, batchSizeOf, readBatches } from './read-batches.ts'
import { SeenIds } from './seen-ids.ts'
import { orderEvidence } from './values/parse-day.ts'

const MOST_LINKS = 500

/** What rows say about themselves, as they are stored. */
export function problemRows(rows: readonly ConvertedRow[]): ProblemRow[] {
  return rows.flatMap(({ raw, problems, remarks }): ProblemRow[] => {
    const row = { rowNumber: raw.rowNumber, values: raw.values }
    if (problems.length > 0) return [{ ...row, severity: 'refused', problems }]
    return remarks.length > 0 ? [{ ...row, severity: 'remark', problems: remarks }] : []
  })
}

/** An id that stood in an earlier row makes a row refused: two rows cannot both be the same entry. */
export function refuseRepeated(rows: readonly ConvertedRow[], seen: SeenIds, plan: ImportPlan): void {
  const header = plan.headers[plan.idColumns[0] ?? -1] ?? null
  for (const row of rows)
    if (row.raw.broken === null && seen.add(JSON.stringify([row.source, row.externalId])))
      row.problems.push(problemAt(header, 'externalId', row.externalId, 'rowTwice'))
}

type Key = { severity: 'refused' | 'remark'; code: string; field: string | null }

/** Gathers what the rows of a whole file say, without keeping the rows. */
class Findings {
  rows = 0
  refusedRows = 0
  remarkedRows = 0
  known = 0
  stored = 0
  private readonly counts = new Map<string, Key & { rows: number }>()
  private readonly links = new Map<string, Map<string, { rows: number; ambiguous: boolean }>>()
  private readonly choices = new Map<string, Map<string, number>>()
  private readonly orders = new Map<string, { dmy: number; mdy: number; open: number }>()
  private readonly values = new ValueCounts()
  private moreLinks = false
  private readonly plan: ImportPlan

  constructor(plan: ImportPlan) {
    this.plan = plan
  }

  add(rows: readonly ConvertedRow[]): void {
    this.rows += rows.length
    for (const row of rows) {
      if (row.problems.length > 0) this.refusedRows++
      else if (row.remarks.length > 0) this.remarkedRows++
      for (const problem of row.problems) this.note('refused', problem)
      for (const remark of row.remarks) this.note('remark', remark)
    }
    this.look(rows)
  }

  private note(severity: Key['severity'], { code, field, value }: ImportProblem): void {
    const key = `${severity} ${code} ${field}`
    const known = this.counts.get(key) ?? { severity, code, field, rows: 0 }
    known.rows++
    this.counts.set(key, known)
    if (field === null) return
    if (code === 'linkUnknown' || code === 'linkAmbiguous')
      this.noteLink(field, value, code === 'linkAmbiguous')
    if (code === 'personSameName') this.noteLink(field, value, false)
    if (code === 'notAChoice') this.noteChoice(field, value)
  }

  private noteLink(field: string, text: string, ambiguous: boolean): void {
    const texts = this.links.get(field) ?? new Map()
    this.links.set(field, texts)
    const known = texts.get(text)
    if (known !== undefined) known.rows++
    else if (texts.size < MOST_LINKS) texts.set(text, { rows: 1, ambiguous })
    else this.moreLinks = true
  }

  private noteChoice(field: string, text: string): void {
    const texts = this.choices.get(field) ?? new Map()
    this.choices.set(field, texts)
    if (texts.has(text) || texts.size < MOST_LINKS) texts.set(text, (texts.get(text) ?? 0) + 1)
  }

  private look(rows: readonly ConvertedRow[]): void {
    for (const { at, header, field, spelling } of this.plan.columns) {
      if (field.type === 'text')
        for (const row of rows) this.values.add(field, String(row.values[field.name] ?? ''))
      if ((field.type === 'day' || field.type === 'time') && spelling.order === null)
        this.lookAtDays(rows, at, header)
    }
  }

  private lookAtDays(rows: readonly ConvertedRow[], at: number, header: string): void {
    const seen = orderEvidence(rows.map((row) => row.raw.values[at] ?? ''))
    const known = this.orders.get(header) ?? { dmy: 0, mdy: 0, open: 0 }
    this.orders.set(header, {
      dmy: known.dmy + seen.dmy,
      mdy: known.mdy + seen.mdy,
      open: known.open + seen.open,
    })
  }

  async result(tx: WorkspaceTransaction, workspaceId: number): Promise<ImportCheck> {
    const fields = this.plan.columns.map(({ field }) => field)
    const odd = fields.flatMap((field) => [
      ...(field.type === 'text' ? misspelt(field, this.values.of(field)) : []),
      ...unknownChoices(field, this.choices.get(field.name) ?? new Map()),
    ])
    return {
      rows: this.rows,
      refusedRows: this.refusedRows,
      remarkedRows: this.remarkedRows,
      known: this.known,
      counts: [...this.counts.values()].toSorted((a, b) => b.rows - a.rows).slice(0, 200),
      openOrders: [...this.orders].filter(([, { open }]) => open > 0).map(([header]) => header),
      links: await this.openLinks(tx, workspaceId),
      moreLinks: this.moreLinks,
      values: odd,
    }
  }

  private async openLinks(tx: WorkspaceTransaction, workspaceId: number): Promise<OpenLink[]> {
    const found: OpenLink[] = []
    const asked: { name: string; to: LinkTarget | null }[] = [
      ...linkFields(this.plan),
      { name: NAME_FIELD, to: this.plan.kind.name === 'person' ? 'person' : null },
    ]
    for (const { name, to } of asked) {
      const texts = this.links.get(name)
      if (texts === undefined || to === null) continue
      const near = await suggestRecords(tx, workspaceId, to, [...texts.keys()])
      found.push(...[...texts].map(([text, seen]) => openLink(name, to, text, seen, near.get(text) ?? [])))
    }
    return found
  }
}

function openLink(
  field: string,
  to: LinkTarget,
  text: string,
  { rows, ambiguous }: { rows: number; ambiguous: boolean },
  suggestions: OpenLink['suggestions'],
): OpenLink {
  return { field, to, text, rows, ambiguous, suggestions }
}

/**
 * Whether rows can be stored shows when they are: they are tried and taken back, so that the check refuses what the
 * import would refuse, for the same reason.
 * @returns how many rows are about what is there already
 */
async function tryRows(
  tx: WorkspaceTransaction,
  context: CallContext,
  plan: ImportPlan,
  rows: readonly ConvertedRow[],
): Promise<number> {
  await sql`savepoint tried`.execute(tx)
  const { updated, unchanged } = await putRows(tx, context, plan, rows)
  await sql`rollback to savepoint tried`.execute(tx)
  return updated + unchanged
}

type Parts = {
  readonly context: CallContext
  readonly stored: StoredRun
  readonly control: JobControl
}

/**
 * Reads a whole file as if it were brought in and writes nothing but what is wrong with it: problems row by row, names
 * that no record has with records that look like them, odd values, and columns whose dates could be read two ways.
 */
export async function checkImport({ context, stored, control }: Parts): Promise<ImportCheck> {
  const { database, workspaceId } = context
  const { run, mapping } = stored
  if (mapping === null) throw new RangeError(`import ${run.importRunId} has no mapping`)
  const open = () => openImport(database, workspaceId, run, mapping.reading)
  const zone = await timeZoneOf(database, workspaceId)
  const asked = planImport(mapping, (await open()).headers, { since1904: false }, zone)
  const proven = await proveOrders(asked, await open(), control)
  const table = await open()
  const plan = planImport(proven, table.headers, table.reading, zone)
  const converter = new RowConverter(plan)
  const finder = new LinkFinder(plan)
  const seen = new SeenIds()
  const findings = new Findings(plan)
  await inWorkspace(database, workspaceId, (tx) => removeProblems(tx, workspaceId, run.importRunId))
  for await (const batch of readBatches(table, control.signal, batchSizeOf(plan.kind))) {
    const rows = batch.map((raw) => converter.convert(raw))
    refuseRepeated(rows, seen, plan)
    await inWorkspace(database, workspaceId, async (tx) => {
      await finder.resolve(tx, workspaceId, rows)
      await matchPeople(tx, workspaceId, plan, rows)
      findings.known += await tryRows(tx, context, plan, rows)
      const kept = problemRows(rows).slice(0, MOST_STORED_PROBLEMS - findings.stored)
      findings.stored += kept.length
      await addProblems(tx, workspaceId, run.importRunId, kept)
    })
    findings.add(rows)
    if (findings.rows % (BATCH_ROWS * 5) === 0 || batch.length < BATCH_ROWS)
      await control.report({ step: 'checking', done: findings.rows, total: run.rowsTotal })
    control.signal.throwIfAborted()
  }
  return inWorkspace(database, workspaceId, async (tx) => {
    const check = await findings.result(tx, workspaceId)
    await changeRun(tx, workspaceId, run.importRunId, {
      state: 'checked',
      mapping: plan.mapping,
      check_result: check,
      rows_total: check.rows,
      rows_done: 0,
      refused_count: check.refusedRows,
      remarked_count: check.remarkedRows,
      stored_problems: findings.stored,
      error: null,
    })
    return check
  })
}
