import type { BoardContent, Tile } from '@salesloom/contract'
import { findMetrics } from '../../../foundation/metrics/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { findScenarioRows } from '../../1-targets/index.ts'
import { type DashboardRow, findRows, mayChange } from './dashboard.store.ts'
import { standardBoard, standardOf } from './standard-boards.ts'

/** The channel of the newest approved plan; null without one. */
async function plannedChannel({ database, workspaceId }: CallContext): Promise<string | null> {
  const rows = await readWorkspace(database, workspaceId, (tx) => findScenarioRows(tx, workspaceId))
  const approved = rows.filter(({ state }) => state === 'approved')
  return approved.toSorted((a, b) => b.fiscalYear - a.fiscalYear)[0]?.channel ?? null
}

/** Sales beside their target are those of the channel that the plan is for: others would be counted against nothing. */
function ofChannel(tile: Tile, channel: string | null): Tile {
  const isPlanned = tile.metric === 'sales' && tile.compare === 'target' && tile.form !== 'funnel'
  return isPlanned && channel !== null ? { ...tile, filter: { channel } } : tile
}

/** The standard board without what the caller may not read. */
export async function standardFor(context: CallContext): Promise<BoardContent> {
  const readable = new Set(
    (await findMetrics(context)).filter((each) => each.readable).map(({ code }) => code),
  )
  const board = standardBoard(standardOf(context.actor.role))
  const channel = await plannedChannel(context)
  const tiles = board.tiles.filter(({ metric }) => readable.has(metric))
  return { ...board, tiles: tiles.map((tile) => ofChannel(tile, channel)) }
}

const toBoard = (context: CallContext, row: DashboardRow) => {
  const { ownerUserId: _, ...board } = row
  const changedAt = new Date(row.changedAt).toISOString()
  return { ...board, changedAt, standard: null, mine: mayChange(context, row) }
}

/** Boards that the caller may open: own ones, those that are shared, and the one that the role begins with. */
export async function findDashboards(context: CallContext) {
  const { database, workspaceId, actor } = context
  const rows = await readWorkspace(database, workspaceId, (tx) => findRows(tx, context))
  const standard = {
    dashboardId: null,
    name: standardOf(actor.role),
    standard: standardOf(actor.role),
    mine: false,
    ownerName: '',
    audience: [],
    version: 0,
    changedBy: '',
    changedAt: null,
    content: await standardFor(context),
  }
  return [...rows.map((row) => toBoard(context, row)), standard]
}
