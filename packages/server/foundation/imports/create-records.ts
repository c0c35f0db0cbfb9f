import { type Field, fieldOf, type ImportMapping, kindOf, type LinkTarget, mayDo } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { searchTextOf } from '../../platform/text/search-text.ts'
import { recordAudit } from '../audit/index.ts'
import { putEntries, type SaidEntry } from '../entries/index.ts'
import { findLinks, type RefusedNames } from './find-unknown-links.ts'

/** Records that trees and positions know by a table of their own: new ones stand beside the roots until they are placed. */
const TREES: Partial<Record<LinkTarget, { readonly table: string; readonly kind: string }>> = {
  product: { table: 'product', kind: 'product' },
  orgUnit: { table: 'org_unit', kind: 'team' },
  region: { table: 'region', kind: 'territory' },
  customerType: { table: 'customer_type', kind: 'type' },
}

const SINCE = '1900-01-01'

async function createTreeMember(
  tx: WorkspaceTransaction,
  context: CallContext,
  { table, kind }: { readonly table: string; readonly kind: string },
  name: string,
): Promise<number> {
  const key = `${table}_id`
  const { rows } = await sql<{ id: number }>`
    insert into ${sql.table(table)} (workspace_id, code, kind, name_zh, name_en, search_text)
    values (${context.workspaceId}, ${name}, ${kind}, ${name}, ${name}, ${searchTextOf([name])})
    returning ${sql.ref(key)} as id`.execute(tx)
  const id = Number(rows[0]?.id)
  await sql`insert into ${sql.table(`${table}_placement`)} (workspace_id, ${sql.ref(key)}, valid_from, parent_id)
    values (${context.workspaceId}, ${id}, ${SINCE}, null)`.execute(tx)
  await recordAudit(tx, context, {
    action: 'imports.createRecord',
    subject: `${table}:${id}`,
    after: { name },
  })
  return id
}

async function createPerson(tx: WorkspaceTransaction, context: CallContext, name: string): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`insert into person (workspace_id, code, name_zh, name_en, search_text)
    values (${context.workspaceId}, ${name}, ${name}, ${name}, ${searchTextOf([name])}) returning person_id as id`.execute(
    tx,
  )
  const id = Number(rows[0]?.id)
  await recordAudit(tx, context, { action: 'imports.createRecord', subject: `person:${id}`, after: { name } })
  return id
}

/** How a stage of this name ends a deal, by the words that systems use. */
function outcomeOf(name: string): 'open' | 'won' | 'lost' {
  if (/closed?\s*-?\s*won|^won$|赢单|贏單|成交|签约成功|已签约/i.test(name)) return 'won'
  return /lost|输单|輸單|丢单|丟單|失败|失敗|关闭无效/i.test(name) ? 'lost' : 'open'
}

async function mainPipeline(tx: WorkspaceTransaction, context: CallContext, source: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`select pipeline_id as id from pipeline
    where workspace_id = ${context.workspaceId} and removed_at is null order by ordinal, pipeline_id limit 1`.execute(
    tx,
  )
  if (rows[0] !== undefined) return Number(rows[0].id)
  const values = { code: 'main', nameZh: '销售流程', nameEn: 'Sales pipeline', ordinal: 1 }
  const { ids } = await putEntries(tx, context, kindOf('pipeline'), source, [{ externalId: 'main', values }])
  return ids.get('main') as number
}

async function stageValues(
  tx: WorkspaceTransaction,
  context: CallContext,
  source: string,
  name: string,
): Promise<SaidEntry['values']> {
  const pipeline = await mainPipeline(tx, context, source)
  const { rows } = await sql<{ last: number }>`select coalesce(max(ordinal), 0) as last from pipeline_stage
    where workspace_id = ${context.workspaceId} and pipeline_id = ${pipeline}`.execute(tx)
  const outcome = outcomeOf(name)
  return {
    pipeline,
    code: name,
    nameZh: name,
    ordinal: Number(rows[0]?.last ?? 0) + 1,
    outcome,
    probability: outcome === 'won' ? '1' : '0',
  }
}

/** Kinds whose entries a name alone can begin. */
const NAMED: ReadonlySet<LinkTarget> = new Set([
  'customer',
  'partner',
  'outlet',
  'lossReason',
  'stage',
  'pipeline',
])

/** Whoever sees only their own part begins customers of their own: others would be outside of it. */
function owner({ visibility, actor }: CallContext, field: Field): { person?: number } {
  const own = field.to === 'customer' && !visibility.whole && actor.personId !== null
  return own ? { person: actor.personId as number } : {}
}

async function createEntry(
  tx: WorkspaceTransaction,
  context: CallContext,
  field: Field,
  source: string,
  name: string,
): Promise<number> {
  const kind = kindOf(field.to as 'customer')
  const values =
    field.to === 'stage'
      ? await stageValues(tx, context, source, name)
      : {
          code: name,
          nameZh: name,
          ...(field.to === 'pipeline' ? { ordinal: 1 } : {}),
          ...owner(context, field),
        }
  const { ids, failures } = await putEntries(tx, context, kind, source, [{ externalId: name, values }])
  const id = ids.get(name)
  const failure = failures[0]
  if (id === undefined)
    throw new AppError(failure?.code ?? 'cannotCreate', {
      ...failure?.detail,
      field: field.name,
      value: name,
    })
  return id
}

/** Whether an import may begin a record that this link points to. */
export function isCreatable(to: LinkTarget): boolean {
  return to === 'person' || NAMED.has(to) || to in TREES
}

async function createRecord(
  tx: WorkspaceTransaction,
  context: CallContext,
  field: Field,
  source: string,
  name: string,
): Promise<number> {
  const to = field.to as LinkTarget
  if (!isCreatable(to)) throw new AppError('cannotCreate', { field: field.name, value: name })
  const tree = TREES[to]
  if (tree === undefined && to !== 'person') return createEntry(tx, context, field, source, name)
  if (!mayDo(context.actor.role, 'records.write'))
    throw new AppError('forbidden', { action: 'records.write' })
  return tree === undefined ? createPerson(tx, context, name) : createTreeMember(tx, context, tree, name)
}

/** Makes one record, or leaves nothing of it behind. @returns why not; null where it is made */
async function tryCreating(
  tx: WorkspaceTransaction,
  context: CallContext,
  field: Field,
  source: string,
  name: string,
): Promise<AppError | null> {
  await sql`savepoint creating`.execute(tx)
  try {
    await createRecord(tx, context, field, source, name)
    await sql`release savepoint creating`.execute(tx)
    return null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await sql`rollback to savepoint creating`.execute(tx)
    return error
  }
}

/**
 * Makes the records that somebody decided to create from names of a file, which are found by
 * their name from then on. A record that meanwhile exists is used and not made twice. One that the caller may not or
 * cannot make is told, and refuses the rows that name it, not the others.
 */
export async function createDecided(
  tx: WorkspaceTransaction,
  context: CallContext,
  mapping: ImportMapping,
): Promise<{ mapping: ImportMapping; refused: RefusedNames }> {
  const kind = kindOf(mapping.kind)
  const links: ImportMapping['links'] = {}
  const refused = new Map<string, Map<string, AppError>>()
  for (const [name, decisions] of Object.entries(mapping.links)) {
    const field = fieldOf(kind, name)
    if (field === null) continue
    links[name] = { ...decisions }
    // Decisions about the names of people themselves are looked at row by row.
    if (field.type !== 'link') continue
    const wanted = Object.entries(decisions).filter(([, { action }]) => action === 'create')
    const there = await findLinks(
      tx,
      context.workspaceId,
      mapping.source,
      field,
      wanted.map(([text]) => text),
    )
    for (const [text] of wanted) {
      const known = typeof there.get(text) === 'object'
      const refusal = known ? null : await tryCreating(tx, context, field, mapping.source, text)
      // From now on the record of this name is found like any other.
      if (refusal === null) delete links[name][text]
      else refused.set(name, (refused.get(name) ?? new Map()).set(text, refusal))
    }
  }
  return { mapping: { ...mapping, links }, refused }
}
