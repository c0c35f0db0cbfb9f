import type { Field, LinkTarget } from '@salesloom/contract'
import { sql } from 'kysely'
import type { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import { type ReadEntry, resolveLinks, TARGETS } from '../entries/index.ts'
import type { ConvertedRow } from './convert-row.ts'
import { problemAt } from './convert-row.ts'
import { looseLikeness } from './likeness.ts'
import type { ImportPlan } from './plan-import.ts'
import { loose } from './values/parse-choice.ts'

/** What is known about a name: the record, or that there is none or are several. */
export type LinkState = { readonly id: number } | 'linkUnknown' | 'linkAmbiguous'

/** Why a record could not be created from a name of the file, by field and name. */
export type RefusedNames = ReadonlyMap<string, ReadonlyMap<string, AppError>>

const MOST_REMEMBERED = 100_000

/** Finds the records that names point to, each name once for the whole file. */
export class LinkFinder {
  private readonly known = new Map<string, Map<string, LinkState>>()
  private readonly plan: ImportPlan

  private readonly refused: RefusedNames

  constructor(plan: ImportPlan, refused: RefusedNames = new Map()) {
    this.plan = plan
    this.refused = refused
  }

  /** Puts ids into the rows of a batch; a name without a record becomes a problem of its row. */
  async resolve(tx: WorkspaceTransaction, workspaceId: number, rows: readonly ConvertedRow[]): Promise<void> {
    for (const field of linkFields(this.plan)) {
      const asking = rows.filter((row) => typeof row.values[field.name] === 'string')
      if (asking.length === 0) continue
      const states = await this.statesOf(
        tx,
        workspaceId,
        field,
        new Set(asking.map((row) => String(row.values[field.name]))),
      )
      const header = this.plan.columns.find((column) => column.field === field)?.header ?? null
      for (const row of asking) {
        const text = String(row.values[field.name])
        put(row, field, states.get(text), header, this.refused.get(field.name)?.get(text))
      }
    }
  }

  private async statesOf(
    tx: WorkspaceTransaction,
    workspaceId: number,
    field: Field,
    texts: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, LinkState>> {
    let known = this.known.get(field.name)
    if (known === undefined || known.size > MOST_REMEMBERED) known = new Map()
    this.known.set(field.name, known)
    const open = [...texts].filter((text) => known.get(text) === undefined)
    for (const [text, state] of await findLinks(tx, workspaceId, this.plan.source, field, open))
      known.set(text, state)
    return known
  }
}

export function linkFields(plan: ImportPlan): Field[] {
  return [...plan.columns.map(({ field }) => field), ...plan.constantFields].filter(
    (field) => field.type === 'link',
  )
}

function put(
  row: ConvertedRow,
  field: Field,
  state: LinkState | undefined,
  header: string | null,
  refusal?: AppError,
): void {
  if (typeof state === 'object') row.values[field.name] = state.id
  else if (refusal !== undefined)
    row.problems.push(
      problemAt(header, field.name, String(row.values[field.name]), refusal.code, refusal.detail),
    )
  else
    row.problems.push(
      problemAt(header, field.name, String(row.values[field.name]), state ?? 'linkUnknown', { count: 2 }),
    )
}

/** Asks for many names at once: by external id of the source, then by code, then by name in either language. */
export async function findLinks(
  tx: WorkspaceTransaction,
  workspaceId: number,
  source: string,
  field: Field,
  texts: readonly string[],
): Promise<Map<string, LinkState>> {
  const asked: ReadEntry[] = texts.map((text, index) => ({
    index,
    externalId: text,
    columns: new Map(),
    links: new Map([[field, text]]),
  }))
  const failures = await resolveLinks(tx, { workspaceId, visibility: { whole: true } }, source, asked)
  const failed = new Map(failures.map((failure) => [failure.index, failure.code]))
  return new Map(
    asked.map((entry) => {
      const id = entry.columns.get(field.column)
      const state: LinkState =
        typeof id === 'number'
          ? { id }
          : failed.get(entry.index) === 'linkAmbiguous'
            ? 'linkAmbiguous'
            : 'linkUnknown'
      return [entry.externalId, state]
    }),
  )
}

type Candidate = {
  readonly id: number
  readonly zh: string
  readonly en: string
  readonly code: string | null
}

/** Comparisons of one name with one record that are made for a field at most. */
const MOST_COMPARISONS = 1_000_000
const NEAR = 0.6
const MOST_SUGGESTIONS = 3

/** All records that a field may point to, by name; only so many that they can be compared. */
async function candidatesOf(
  tx: WorkspaceTransaction,
  workspaceId: number,
  to: LinkTarget,
  most: number,
): Promise<Candidate[]> {
  const target = TARGETS[to]
  const code = target.code === null ? sql`null::text` : sql.ref(`t.${target.code}`)
  const standing = target.removable ? sql`t.removed_at is null` : sql`true`
  const { rows } = await sql<Candidate>`
    select ${sql.ref(`t.${target.key}`)} as id, ${sql.ref(`t.${target.zh}`)} as zh, ${sql.ref(`t.${target.en}`)} as en, ${code} as code
    from ${sql.table(target.table)} t where t.workspace_id = ${workspaceId} and ${standing}
    limit ${most}`.execute(tx)
  return rows
}

export type Suggestion = { readonly id: number; readonly name: string; readonly likeness: number }

type Compared = { readonly id: number; readonly name: string; readonly spellings: readonly string[] }

function compared({ id, zh, en, code }: Candidate): Compared {
  const spellings = new Set([zh, en, code ?? ''].map((text) => loose(text).slice(0, 80)))
  spellings.delete('')
  return { id: Number(id), name: zh, spellings: [...spellings] }
}

function nearest(text: string, candidates: readonly Compared[]): Suggestion[] {
  const said = loose(text).slice(0, 80)
  return candidates
    .map(({ id, name, spellings }) => ({
      id,
      name,
      likeness: Math.max(0, ...spellings.map((spelling) => looseLikeness(said, spelling))),
    }))
    .filter((one) => one.likeness >= NEAR)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, MOST_SUGGESTIONS)
}

/** For each unknown name the records that look most like it, the likest first. */
export async function suggestRecords(
  tx: WorkspaceTransaction,
  workspaceId: number,
  to: LinkTarget,
  texts: readonly string[],
): Promise<Map<string, Suggestion[]>> {
  if (texts.length === 0) return new Map()
  const most = Math.ceil(MOST_COMPARISONS / texts.length)
  const candidates = (await candidatesOf(tx, workspaceId, to, most)).map(compared)
  return new Map(texts.map((text) => [text, nearest(text, candidates)]))
}
