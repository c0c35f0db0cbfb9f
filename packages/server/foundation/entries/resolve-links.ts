import type { Field, LinkTarget } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { TARGETS, type Target } from './link-targets.ts'
import { type EntryFailure, failure, type ReadEntry, type SaidValue, shown } from './read-values.ts'
import { visibleTargets } from './visible-entries.ts'

type Reference = Exclude<SaidValue, null>
type Match = { readonly said: string; readonly id: number }

/** How a reference asks: by id, by external id of the same source, by code, by name, or by any of them. */
type Way = 'id' | 'externalId' | 'code' | 'name' | 'any'

function wayOf(reference: Reference): readonly [Way, string] {
  if (typeof reference === 'number') return ['id', String(reference)]
  if (typeof reference === 'string') return ['any', reference.trim()]
  if (typeof reference === 'object') {
    const [way, text] = Object.entries(reference)[0] as [Way, string]
    return [way, text.trim()]
  }
  return ['any', String(reference)]
}

const NOWHERE = sql<boolean>`false`

function byExternalId({ external }: Target, source: string) {
  return external ? sql<boolean>`f.source = ${source} and f.external_id = s.said` : NOWHERE
}

function byCode({ code }: Target) {
  return code === null ? NOWHERE : sql<boolean>`${sql.ref(`f.${code}`)} = s.said`
}

function byName({ zh, en }: Target) {
  const [first, second] = [sql.ref(`f.${zh}`), sql.ref(`f.${en}`)]
  return sql<boolean>`(lower(${first}) = lower(s.said) or lower(${second}) = lower(s.said))`
}

/** A code says more than a name, and an external id more than a code: the first way that finds something counts. */
const ORDER: Readonly<Record<Exclude<Way, 'id'>, readonly Exclude<Way, 'id' | 'any'>[]>> = {
  any: ['externalId', 'code', 'name'],
  externalId: ['externalId'],
  code: ['code'],
  name: ['name'],
}

/** The row that stands for one that was found (`f`): itself, or what it was merged into. */
function standsFor({ key, mergedInto }: Target) {
  const found = sql.ref(`f.${key}`)
  return mergedInto === null ? found : sql`coalesce(${sql.ref(`f.${mergedInto}`)}, ${found})`
}

/** Who asks: what they may not see is as unknown to them as what is not there. */
type Asker = Pick<CallContext, 'workspaceId' | 'visibility'>

async function match(
  tx: WorkspaceTransaction,
  asker: Asker,
  to: LinkTarget,
  way: Exclude<Way, 'any'>,
  said: readonly string[],
  source: string,
): Promise<Match[]> {
  const target = TARGETS[to]
  const condition = {
    id: () => sql<boolean>`${sql.ref(`f.${target.key}`)} = s.said::bigint`,
    externalId: () => byExternalId(target, source),
    code: () => byCode(target),
    name: () => byName(target),
  }[way]()
  const standing = target.removable ? sql`t.removed_at is null` : sql`true`
  const { rows } = await sql<Match>`
    select distinct s.said, ${sql.ref(`t.${target.key}`)} as id
    from unnest(${[...said]}::text[]) as s(said)
    join ${sql.table(target.table)} f on f.workspace_id = ${asker.workspaceId} and ${condition}
    join ${sql.table(target.table)} t on t.workspace_id = f.workspace_id and ${sql.ref(`t.${target.key}`)} = ${standsFor(target)}
      and ${standing} and ${visibleTargets(asker, to)}`.execute(tx)
  return rows
}

const ID = /^[1-9]\d{0,15}$/

async function findAll(
  tx: WorkspaceTransaction,
  asker: Asker,
  to: LinkTarget,
  way: Way,
  said: ReadonlySet<string>,
  source: string,
): Promise<Map<string, Set<number>>> {
  const found = new Map<string, Set<number>>()
  let open = way === 'id' ? [...said].filter((text) => ID.test(text)) : [...said]
  for (const next of way === 'id' ? (['id'] as const) : ORDER[way]) {
    if (open.length === 0) break
    for (const { said: text, id } of await match(tx, asker, to, next, open, source))
      found.set(text, (found.get(text) ?? new Set()).add(Number(id)))
    open = open.filter((text) => !found.has(text))
  }
  return found
}

function put(entry: ReadEntry, field: Field, ids: ReadonlySet<number> | undefined): EntryFailure | null {
  const said = entry.links.get(field) as Reference
  const value = shown(said)
  if (ids === undefined) return failure(entry.index, field.name, value, 'linkUnknown')
  if (ids.size > 1) return failure(entry.index, field.name, value, 'linkAmbiguous', { count: ids.size })
  entry.columns.set(field.column, [...ids][0] as number)
  return null
}

/** Finds what the links of many entries point to, a few queries for each field, and puts the ids into their columns. */
export async function resolveLinks(
  tx: WorkspaceTransaction,
  asker: Asker,
  source: string,
  entries: readonly ReadEntry[],
): Promise<EntryFailure[]> {
  const fields = new Set(entries.flatMap((entry) => [...entry.links.keys()]))
  const failures: EntryFailure[] = []
  for (const field of fields) {
    const to = field.to as LinkTarget
    const asking = entries.filter((entry) => entry.links.has(field))
    const byWay = Map.groupBy(asking, (entry) => wayOf(entry.links.get(field) as Reference)[0])
    for (const [way, group] of byWay) {
      const textOf = (entry: ReadEntry) => wayOf(entry.links.get(field) as Reference)[1]
      const found = await findAll(tx, asker, to, way, new Set(group.map(textOf)), source)
      for (const entry of group) {
        const wrong = put(entry, field, found.get(textOf(entry)))
        if (wrong !== null) failures.push(wrong)
      }
    }
  }
  return failures
}
