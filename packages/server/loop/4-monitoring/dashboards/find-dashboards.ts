import type { BoardContent } from '@salesloom/contract'
import { findMetrics } from '../../../foundation/metrics/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type DashboardRow, findRows, mayChange } from './dashboard.store.ts'
import { standardBoard, standardOf } from './standard-boards.ts'

/** The standard board without what the caller may not read. */
export async function standardFor(context: CallContext): Promise<BoardContent> {
  const readable = new Set(
    (await findMetrics(context)).filter((each) => each.readable).map(({ code }) => code),
  )
  const board = standardBoard(standardOf(context.actor.role))
  return { ...board, tiles: board.tiles.filter(({ metric }) => readable.has(metric)) }
}

const toBoard = (context: CallContext, row: DashboardRow) => {
  const { ownerUserId: _, ...board } = row
  return { ...board, standard: null, mine: mayChange(context, row) }
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
