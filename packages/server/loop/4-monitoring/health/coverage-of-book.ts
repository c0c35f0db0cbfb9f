import { coverage } from '@salesloom/engine/funnel'
import { computeMetric } from '../../../foundation/metrics/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { channelPlannedOn } from '../deviation/ground.ts'
import type { OpenBook } from './open-book.ts'
import type { Quarter } from './slippage-of-book.ts'

/**
 * Sales of the quarter and their approved target, in the part of the business that the book is of: those of the channel that the
 * plan is for, others are counted against nothing.
 */
async function salesOf(context: CallContext, { filter, today }: OpenBook, quarter: Quarter) {
  const { pipelineId: _pipeline, medium: _medium, ...part } = filter
  const { database, workspaceId } = context
  const channel = await readWorkspace(database, workspaceId, (tx) =>
    channelPlannedOn(tx, workspaceId, quarter.from),
  )
  const planned = channel === null ? {} : { channel }
  const ask = (to: string) =>
    computeMetric(context, {
      metric: 'sales',
      slice: { ...part, ...planned, from: quarter.from, to },
      compare: ['target'],
    })
  const whole = await ask(quarter.to)
  const { total } = today < quarter.to ? await ask(today) : whole
  const target = whole.total.compared.target?.numerator ?? 0
  return { actual: total.numerator, target: target > 0 ? target : null }
}

/** Whether the open deals due in the quarter are enough for what is missing: plain, and weighted by probability. */
export async function coverageOf(context: CallContext, book: OpenBook, quarter: Quarter) {
  const { actual, target } = await salesOf(context, book, quarter)
  const due = book.open.filter(({ care }) => {
    const day = care.expectedCloseOn
    return day !== null && day >= quarter.from && day <= quarter.to
  })
  const open = Math.round(due.reduce((sum, { amount }) => sum + amount, 0))
  const weighted = Math.round(due.reduce((sum, { amount, care }) => sum + amount * care.probability, 0))
  const ratio = (pipeline: number) => (target === null ? null : coverage(pipeline, target, actual))
  return { target, actual, open, weighted, ratio: ratio(weighted), openRatio: ratio(open) }
}
