import type { BreakdownName, Slice } from '@salesloom/contract'
import { sql } from 'kysely'
import { computeMetric } from '../../../foundation/metrics/index.ts'
import { findTree, type TreeName, type TreeNodeRow } from '../../../foundation/trees/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { comparedOf } from './compared-figure.ts'
import type { TileQuestion } from './tile-question.ts'

type Computed = Awaited<ReturnType<typeof computeMetric>>
type Row = Computed['rows'][number]
type Member = Row['members'][number]
export type Part = Omit<Row, 'compared'> & {
  readonly compared: ReturnType<typeof comparedOf>
  readonly place: { readonly latitude: number; readonly longitude: number } | null
}

const TREES = {
  region: { tree: 'region', part: 'regionId', below: 'customer' },
  orgUnit: { tree: 'org_unit', part: 'orgUnitId', below: 'person' },
  product: { tree: 'product', part: 'productId', below: 'customer' },
} as const satisfies Partial<
  Record<BreakdownName, { tree: TreeName; part: keyof Slice; below: BreakdownName }>
>
type TreeBreakdown = keyof typeof TREES
const isTree = (name: BreakdownName | undefined): name is TreeBreakdown => name !== undefined && name in TREES

/** Rows of a breakdown that are answered, the largest; and queries of members that run beside each other. */
const MOST_ROWS = 60
const AT_ONCE = 4

/** What lies directly below a member; from the top, below a single root. */
function childrenOf(nodes: readonly TreeNodeRow[], id: number | undefined): TreeNodeRow[] {
  if (id !== undefined) return nodes.filter(({ parentId }) => parentId === id)
  const roots = nodes.filter(({ parentId }) => parentId === null)
  const [root] = roots
  return roots.length === 1 && root !== undefined ? childrenOf(nodes, root.id) : roots
}

/** A figure by some breakdowns with what it is compared with: other days by as many as are over here. */
async function computeParts(
  context: CallContext,
  { metric, tile: { compare } }: TileQuestion,
  slice: Slice,
  by: BreakdownName[],
): Promise<Pick<Computed, 'total' | 'rows'>> {
  const names = compare === 'none' ? [] : [compare]
  return computeMetric(context, { metric: metric.code, slice, by, compare: names, comparedOver: 'elapsed' })
}

const toPart = ({ tile }: TileQuestion, row: Row): Part => ({
  ...row,
  compared: comparedOf(row.compared, tile.compare),
  place: null,
})

const isSomething = ({ numerator, denominator, compared }: Part): boolean =>
  numerator !== 0 || (denominator ?? 0) !== 0 || (compared !== null && compared.numerator !== 0)

/** One member of a tree with all below it: its own question, so that ratios and distinct counts are right too. */
async function partsOfNode(
  context: CallContext,
  question: TileQuestion,
  by: readonly [TreeBreakdown, ...BreakdownName[]],
  node: TreeNodeRow,
): Promise<Part[]> {
  const [first, ...rest] = by
  const member: Member = {
    breakdown: first,
    id: node.id,
    code: node.code,
    name: { zh: node.nameZh, en: node.nameEn },
  }
  const slice = { ...question.slice, [TREES[first].part]: node.id }
  const { total, rows } = await computeParts(context, question, slice, rest)
  const own = rest.length === 0 ? [{ ...total, members: [] }] : rows
  return own.map((row) => toPart(question, { ...row, members: [member, ...row.members] }))
}

/** Rows that belong to no member below: kept at the member itself, or at none. */
async function directParts(
  context: CallContext,
  question: TileQuestion,
  by: readonly [TreeBreakdown, ...BreakdownName[]],
  inTree: ReadonlySet<number>,
): Promise<Part[]> {
  const { rows } = await computeParts(context, question, question.slice, [...by])
  return rows
    .filter(({ members: [member] }) => member?.id == null || !inTree.has(member.id))
    .map((row) => toPart(question, row))
}

/** A node with all below it, in a list where parents stand before children. */
function withAllBelow(nodes: readonly TreeNodeRow[], ids: readonly number[]): Set<number> {
  const below = new Set(ids)
  for (const { id, parentId } of nodes) if (parentId !== null && below.has(parentId)) below.add(id)
  return below
}

async function partsOfTree(
  context: CallContext,
  question: TileQuestion,
  by: readonly [TreeBreakdown, ...BreakdownName[]],
  nodes: readonly TreeNodeRow[],
  children: readonly TreeNodeRow[],
): Promise<Part[]> {
  const parts: Part[] = []
  for (let i = 0; i < children.length; i += AT_ONCE) {
    const some = children.slice(i, i + AT_ONCE)
    const found = await Promise.all(some.map((node) => partsOfNode(context, question, by, node)))
    parts.push(...found.flat())
  }
  const below = withAllBelow(
    nodes,
    children.map(({ id }) => id),
  )
  return [...parts, ...(await directParts(context, question, by, below))]
}

/** What a breakdown leads to once the filter names one of its members: always something narrower. */
function nextBreakdown(name: BreakdownName, slice: Slice): BreakdownName {
  if (name === 'category' && slice.productId !== undefined) return 'product'
  const isNarrowed =
    (name === 'customerType' && slice.customerTypeId !== undefined) ||
    ((name === 'person' || name === 'orgUnit') && slice.personId !== undefined)
  return isNarrowed ? 'customer' : name
}

/** The breakdown that a tile comes to: below the last unit its people, below the last region its customers. */
async function resolve(context: CallContext, { metric, slice, asOf }: TileQuestion, wanted: BreakdownName[]) {
  const [first, ...rest] = wanted
  if (!isTree(first)) return { by: wanted, nodes: [], children: [] }
  const { tree, part, below } = TREES[first]
  const { database, workspaceId } = context
  const nodes = await readWorkspace(database, workspaceId, (tx) => findTree(tx, workspaceId, tree, asOf))
  const children = childrenOf(nodes, slice[part])
  if (children.length > 0) return { by: wanted, nodes, children }
  const next = metric.dimensions.includes(below) && !rest.includes(below) ? [below, ...rest] : rest
  return { by: next, nodes: [], children: [] }
}

type Place = NonNullable<Part['place']>
type Known = Place & { readonly id: number }

/** The middle of some places. */
function middleOf(places: readonly Place[]): Place | null {
  const sum = (pick: (place: Place) => number) => places.reduce((total, place) => total + pick(place), 0)
  if (places.length === 0) return null
  return {
    latitude: sum(({ latitude }) => latitude) / places.length,
    longitude: sum(({ longitude }) => longitude) / places.length,
  }
}

/** Where regions lie: at their own coordinates, or in the middle of those of the regions below them. */
async function findPlaces(context: CallContext, asOf: string): Promise<(id: number) => Place | null> {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<Known>`select region_id as id, latitude, longitude from region
      where workspace_id = ${workspaceId} and latitude is not null and longitude is not null`.execute(tx)
    const nodes = await findTree(tx, workspaceId, 'region', asOf)
    return (id) => {
      const own = rows.filter((row) => row.id === id)
      const below = withAllBelow(nodes, [id])
      return middleOf(own.length > 0 ? own : rows.filter((row) => below.has(row.id)))
    }
  })
}

const sizeOf = ({ numerator, value }: Part): number => Math.abs(value ?? numerator)

/** A figure by its breakdowns, largest first: trees by what lies below the filter. */
export async function partsOfTile(context: CallContext, question: TileQuestion) {
  const { dimensions } = question.metric
  const known = question.tile.by.filter((name) => dimensions.includes(name))
  const narrower = known.map((name) => nextBreakdown(name, question.slice))
  const wanted = [...new Set(narrower)].filter((name) => dimensions.includes(name))
  const { by, nodes, children } = await resolve(context, question, wanted)
  if (by.length === 0) return { by, rows: [], cut: 0 }
  const [first] = by
  const found =
    isTree(first) && children.length > 0
      ? await partsOfTree(context, question, by as [TreeBreakdown, ...BreakdownName[]], nodes, children)
      : (await computeParts(context, question, question.slice, by)).rows.map((row) => toPart(question, row))
  const parts = found.filter(isSomething).toSorted((a, b) => sizeOf(b) - sizeOf(a))
  const room = by.length > 1 ? MOST_ROWS * 4 : MOST_ROWS
  const most = question.everyPart ? parts.length : room
  const kept = parts.slice(0, most)
  if (first !== 'region') return { by, rows: kept, cut: parts.length - kept.length }
  const placeOf = await findPlaces(context, question.asOf)
  const rows = kept.map((row) => ({ ...row, place: placeOf(row.members[0]?.id ?? 0) }))
  return { by, rows, cut: parts.length - kept.length }
}
