import { type FunnelFilter, MOVEMENT_NAMES } from '@salesloom/contract'
import { bridgePipeline as bridgeOf, type Movement, type PipelineDeal } from '@salesloom/engine/funnel'
import { AppError } from '../../../platform/app-error.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { listDeals } from './deal-list.ts'
import { findPipelines, pipelineOf } from './pipeline.store.ts'
import { type RevisedDeal, readRevisedDeals } from './revision.store.ts'

export type BridgeInput = Omit<FunnelFilter, 'from' | 'to'> & {
  readonly start: string
  readonly end: string
  readonly dueFrom: string
  readonly dueTo: string
}

const DAY_MS = 86_400_000

function checkDays({ start, end, dueFrom, dueTo }: BridgeInput): void {
  const refuse = (field: string) => {
    throw new AppError('invalidInput', { field, reason: 'beforeFirst' })
  }
  if (end < start) refuse('end')
  if (dueTo < dueFrom) refuse('dueTo')
}

/** A deal as it stood at a moment; null where it had not begun or was removed already. */
function standing(deal: RevisedDeal, moment: number, { dueFrom, dueTo }: BridgeInput): PipelineDeal | null {
  if (deal.began > moment || (deal.removedAt !== null && deal.removedAt <= moment)) return null
  const believed = deal.revisions.findLast(({ at }) => at <= moment) ?? deal.revisions[0]
  const isClosed = deal.closedAt !== null && deal.closedAt <= moment
  const dueOn = believed?.dueOn ?? null
  return {
    id: String(deal.id),
    amount: Math.round(believed?.amount ?? 0),
    isDue: dueOn !== null && dueOn >= dueFrom && dueOn <= dueTo,
    state: isClosed && deal.outcome !== null ? deal.outcome : 'open',
  }
}

type Moved = { readonly id: number; readonly movement: Movement; readonly amount: number }
type Bridge = { readonly start: number; readonly end: number; readonly moved: readonly Moved[] }

/** The bridge of one deal has one movement at most: the deals of a movement add up to it. */
function moveOf(id: number, before: PipelineDeal | null, after: PipelineDeal | null): Moved[] {
  const { movements } = bridgeOf(before === null ? [] : [before], after === null ? [] : [after])
  return MOVEMENT_NAMES.filter((movement) => movements[movement] !== 0).map((movement) => ({
    id,
    movement,
    amount: movements[movement],
  }))
}

async function bridge(tx: WorkspaceTransaction, context: CallContext, input: BridgeInput): Promise<Bridge> {
  checkDays(input)
  const { pipelineId, start, end, dueFrom: _from, dueTo: _to, ...part } = input
  const pipeline = pipelineOf(await findPipelines(tx, context.workspaceId), pipelineId)
  if (pipeline === null) return { start: 0, end: 0, moved: [] }
  const deals = await readRevisedDeals(tx, context, pipeline, part, start)
  const now = context.clock.now().getTime()
  const momentOf = (day: string) => Math.min(now, Date.parse(`${day}T00:00:00Z`) + DAY_MS)
  const pairs = deals.map((deal) => ({
    id: deal.id,
    before: standing(deal, momentOf(start), input),
    after: standing(deal, momentOf(end), input),
  }))
  const whole = bridgeOf(
    pairs.flatMap(({ before }) => before ?? []),
    pairs.flatMap(({ after }) => after ?? []),
  )
  return {
    start: whole.start,
    end: whole.end,
    moved: pairs.flatMap(({ id, before, after }) => moveOf(id, before, after)),
  }
}

/** Open pipeline due in some days, from one day to another: start + movements = end, to the cent. */
export async function bridgePipeline(context: CallContext, input: BridgeInput) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const { start, end, moved } = await bridge(tx, context, input)
    const movements = MOVEMENT_NAMES.map((movement) => {
      const own = moved.filter((one) => one.movement === movement)
      return { movement, deals: own.length, amount: own.reduce((sum, { amount }) => sum + amount, 0) }
    })
    return { start, end, movements }
  })
}

type MovedInput = BridgeInput & {
  readonly movement: Movement
  readonly page: number
  readonly pageSize: number
}

/** The deals of one movement, by how much each of them moved. */
export async function findMovedDeals(
  context: CallContext,
  { movement, page, pageSize, ...input }: MovedInput,
) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const { moved } = await bridge(tx, context, input)
    const own = moved.filter((one) => one.movement === movement)
    return listDeals(tx, context, own, { page, pageSize })
  })
}
