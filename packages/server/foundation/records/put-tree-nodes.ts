import { type Kind, mayDo, type NodeAttributes, type TreeName } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { civilToday } from '../../platform/clock/index.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import {
  type EntryFailure,
  failure,
  type PutResult,
  type ReadEntry,
  readSaid,
  type SaidEntry,
} from '../entries/index.ts'
import { addNode, changeNode } from './edit-node.ts'
import { placeNode } from './move-node.ts'
import { DATED_COLUMNS, plain, putDated } from './product-history.ts'
import { lockTree, type NodeRow, TREE_TABLES } from './tree-tables.ts'

/** A row of a file that places a node: new or known, from a day on. */
type PlacedRow = {
  readonly index: number
  readonly code: string
  readonly from: string
  /** undefined where the file says nothing of parents, null for the top */
  readonly parentCode: string | null | undefined
  readonly columns: ReadEntry['columns']
}

function placedRow({ index, columns }: ReadEntry, today: string): PlacedRow {
  return {
    index,
    code: String(columns.get('code')),
    from: (columns.get('from_day') as string | null | undefined) ?? today,
    parentCode: columns.get('parent_code') as string | null | undefined,
    columns,
  }
}

/** Rows by first day, and within a day parents before children; rows whose parents form a circle are named apart. */
export function inOrder(rows: readonly PlacedRow[]): { sorted: PlacedRow[]; circular: PlacedRow[] } {
  const sorted: PlacedRow[] = []
  const circular = new Set<PlacedRow>()
  for (const day of [...new Set(rows.map(({ from }) => from))].toSorted()) {
    const own = rows.filter(({ from }) => from === day)
    const byCode = new Map(own.map((row) => [row.code, row]))
    const done = new Set<PlacedRow>()
    for (const start of own) {
      const path: PlacedRow[] = []
      for (let row: PlacedRow | undefined = start; row !== undefined && !done.has(row); ) {
        const again = path.indexOf(row)
        if (again >= 0) {
          for (const member of path.slice(again)) circular.add(member)
          break
        }
        path.push(row)
        row = byCode.get(row.parentCode ?? '')
      }
      for (const row of path.toReversed()) {
        done.add(row)
        if (!circular.has(row)) sorted.push(row)
      }
    }
  }
  return { sorted, circular: [...circular] }
}

function twice(rows: readonly PlacedRow[]): PlacedRow[] {
  const seen = new Set<string>()
  return rows.filter(({ code, from }) => {
    const key = `${from} ${code}`
    const known = seen.has(key)
    seen.add(key)
    return known
  })
}

/** A price or cost below zero is refused before anything of its row is written. */
function negativePrice({ index, columns }: PlacedRow): EntryFailure | null {
  for (const [field, column] of [
    ['listPrice', 'list_price'],
    ['standardCost', 'standard_cost'],
  ] as const) {
    const value = columns.get(column)
    if (typeof value === 'string' && value.startsWith('-'))
      return failure(index, field, value, 'outOfRange', { range: '≥ 0' })
  }
  return null
}

const isDated = (column: string): boolean => DATED_COLUMNS.some((dated) => dated === column)

/** The tree that a file is putting in order: its nodes by code, and what becomes of each row. */
class TreeFile {
  readonly counts = { created: 0, updated: 0, unchanged: 0 }
  private readonly nodes: Map<string, NodeRow>
  private readonly tx: WorkspaceTransaction
  private readonly context: CallContext
  private readonly tree: TreeName

  constructor(tx: WorkspaceTransaction, context: CallContext, tree: TreeName, nodes: readonly NodeRow[]) {
    this.tx = tx
    this.context = context
    this.tree = tree
    this.nodes = new Map(nodes.map((node) => [node.code, node]))
  }

  id(code: string): number | undefined {
    const node = this.nodes.get(code)
    return node === undefined ? undefined : Number(node.id)
  }

  /** @returns why the row cannot be stored, null where it is */
  async put(row: PlacedRow): Promise<EntryFailure | null> {
    const { index, code, parentCode } = row
    const parentId = parentCode === null || parentCode === undefined ? null : this.id(parentCode)
    if (parentId === undefined) return failure(index, 'parentCode', parentCode ?? '', 'treeParentUnknown')
    const negative = negativePrice(row)
    if (negative !== null) return negative
    try {
      await (this.nodes.has(code) ? this.change(row, parentId) : this.add(row, parentId))
      return null
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'notFound') throw error
      const field = error.code === 'duplicateCode' ? 'code' : 'parentCode'
      return failure(index, field, parentCode ?? code, error.code, error.detail)
    }
  }

  private attributesOf({ columns }: PlacedRow): NodeAttributes {
    const known = Object.entries(TREE_TABLES[this.tree].attributes)
    return Object.fromEntries(
      known.filter(([, column]) => columns.has(column)).map(([name, column]) => [name, columns.get(column)]),
    )
  }

  private async add(row: PlacedRow, parentId: number | null): Promise<void> {
    const { code, from, columns } = row
    const zh = String(columns.get('name_zh'))
    const name = { zh, en: String(columns.get('name_en') ?? zh) }
    const kind = String(columns.get('kind'))
    const attributes = this.attributesOf(row)
    const created = { tree: this.tree, parentId, from, code, kind, name, attributes }
    const { id } = await addNode(this.tx, this.context, created)
    const stored = Object.fromEntries(columns)
    this.nodes.set(code, { ...stored, id, code, kind, name_zh: name.zh, name_en: name.en })
    await this.putDated(row, Number(id))
    this.counts.created++
  }

  private async change(row: PlacedRow, parentId: number | null): Promise<void> {
    const node = this.nodes.get(row.code) as NodeRow
    const { tree } = this
    const id = Number(node.id)
    const moved =
      row.parentCode !== undefined &&
      (await placeNode(this.tx, this.context, { tree, id, parentId, from: row.from })).moved
    const said = [...row.columns].filter(
      ([column, value]) => column in node && !isDated(column) && !(column === 'name_en' && value === null),
    )
    const differs = said.some(([column, value]) => plain(node[column]) !== plain(value))
    if (differs) {
      const after: NodeRow = { ...node, ...Object.fromEntries(said) }
      const name = { zh: after.name_zh, en: after.name_en }
      const attributes = this.attributesOf(row)
      await changeNode(this.tx, this.context, { tree, id, kind: after.kind, name, attributes })
      this.nodes.set(row.code, after)
    }
    const dated = await this.putDated(row, id)
    if (moved || differs || dated) this.counts.updated++
    else this.counts.unchanged++
  }

  /** Price, cost and stage of a product, from the row's day on. */
  private async putDated({ from, columns }: PlacedRow, id: number): Promise<boolean> {
    return this.tree === 'product' && putDated(this.tx, this.context, id, from, columns)
  }
}

async function nodesOf(tx: WorkspaceTransaction, workspaceId: number, tree: TreeName): Promise<NodeRow[]> {
  const { table } = TREE_TABLES[tree]
  const { rows } = await sql<NodeRow>`select n.*, ${sql.ref(`n.${table}_id`)} as id from ${sql.table(table)} n
    where n.workspace_id = ${workspaceId}`.execute(tx)
  return rows
}

async function todayIn(tx: WorkspaceTransaction, { workspaceId, clock }: CallContext): Promise<string> {
  const row = await tx
    .selectFrom('workspace')
    .select('time_zone')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return civilToday(clock, row.time_zone)
}

/**
 * Puts nodes of a tree in place from a file: new ones are added, known ones changed and, from their day on, moved; the
 * same again changes nothing. Price, cost and stage of a product hold from the row's day on. Rows may come in any order. A circle, an unknown parent or a code that stands twice for a
 * day is reported with its row and does not hold up the others.
 */
export async function putTreeNodes(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  source: string,
  said: readonly SaidEntry[],
): Promise<PutResult> {
  if (!mayDo(context.actor.role, kind.write)) throw new AppError('forbidden', { action: kind.write })
  const { workspaceId } = context
  const tree = kind.name as TreeName
  await lockTree(tx, workspaceId, tree)
  const { good, failures } = await readSaid(tx, context, kind, source, said)
  const today = await todayIn(tx, context)
  const rows = good.map((entry) => placedRow(entry, today))
  const repeated = new Set(twice(rows))
  for (const { index, code } of repeated) failures.push(failure(index, 'code', code, 'codeTwice'))
  const { sorted, circular } = inOrder(rows.filter((row) => !repeated.has(row)))
  for (const { index, code, parentCode, from } of circular)
    failures.push(
      failure(index, 'parentCode', parentCode ?? '', 'treeCircle', {
        name: code,
        under: parentCode ?? '',
        day: from,
      }),
    )
  const file = new TreeFile(tx, context, tree, await nodesOf(tx, workspaceId, tree))
  for (const row of sorted) {
    const wrong = await file.put(row)
    if (wrong !== null) failures.push(wrong)
  }
  const ids = new Map(
    good.flatMap(({ externalId, columns }) => {
      const id = file.id(String(columns.get('code')))
      return id === undefined ? [] : [[externalId, id] as const]
    }),
  )
  return { ...file.counts, failures: failures.toSorted((a, b) => a.index - b.index), ids }
}
