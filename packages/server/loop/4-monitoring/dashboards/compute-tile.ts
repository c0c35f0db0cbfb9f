import type { TileAnswer } from '@salesloom/contract'
import { namedDays } from '@salesloom/engine/calendar'
import { computeMetric, findTargetChannels } from '../../../foundation/metrics/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { comparedOf, type Figure } from './compared-figure.ts'
import { funnelOfTile } from './funnel-of-tile.ts'
import { partsOfTile } from './parts-of-tile.ts'
import { dueOfTile, projectTile } from './project-tile.ts'
import {
  type BoardSetting,
  questionOf,
  readBoardSetting,
  type TileInput,
  type TileQuestion,
} from './tile-question.ts'
import { trendOfTile } from './trend-of-tile.ts'

/** Forms that tint parts by how they stand beside the target: by what of it is due. */
const TINTED = ['heat', 'map']
const PROJECTED = ['number', 'bullet', 'trend']

/**
 * Whether published targets reach over the whole period. A plan is of a fiscal year: only a period across two of them can be
 * planned in part, and its ends tell. A figure of twelve months against the target of eleven would be no attainment.
 */
async function isPlannedThroughout(context: CallContext, question: TileQuestion): Promise<boolean> {
  const { metric, slice, calendar } = question
  const [first, last] = [slice.from, slice.to].map((day) => namedDays('month', day, calendar))
  if (first === undefined || last === undefined) return false
  if (namedDays('year', slice.from, calendar).to >= slice.to) return true
  for (const { from, to } of [first, last]) {
    const { total } = await computeMetric(context, {
      metric: metric.code,
      slice: { ...slice, from, to },
      compare: ['target'],
    })
    if ((total.compared['target']?.value ?? 0) === 0) return false
  }
  return true
}

/** The figure of the whole period with its target; a year earlier, of the days that are over here. */
async function figureOfTile(context: CallContext, question: TileQuestion) {
  const { metric, slice, tile } = question
  const compare = tile.compare === 'none' ? [] : [tile.compare]
  const asked = { metric: metric.code, slice, compare, comparedOver: 'elapsed' } as const
  const { total, unrated } = await computeMetric(context, asked)
  const { compared, ...figure } = total
  if (tile.compare === 'target' && !(await isPlannedThroughout(context, question)))
    return { total: figure, compared: null, unrated }
  return { total: figure, compared: comparedOf(compared, tile.compare), unrated }
}

const targetIn = ({ tile }: TileQuestion, compared: Figure | null): number | null =>
  tile.compare === 'target' ? (compared?.value ?? null) : null

/** Parts of an answer that say what was asked. */
type Asked = 'from' | 'to' | 'asOf' | 'slice' | 'ignored' | 'narrowed' | 'otherChannels'
type Answered = Omit<TileAnswer, Asked>

const NOTHING: Omit<Answered, 'total' | 'unrated'> = {
  by: [],
  compared: null,
  due: null,
  projection: null,
  unprojected: null,
  rows: [],
  band: [],
  stages: [],
  lostValue: null,
  cut: 0,
}

/** Everything that a form needs, on top of nothing; no chance of a target that is not of the same as the figure. */
async function answerOf(
  context: CallContext,
  question: TileQuestion,
  otherChannels: boolean,
): Promise<Answered> {
  const { form } = question.tile
  if (form === 'funnel') return { ...NOTHING, ...(await funnelOfTile(context, question)) }
  const figure = await figureOfTile(context, question)
  const projected = PROJECTED.includes(form)
    ? await projectTile(context, question, otherChannels ? null : targetIn(question, figure.compared))
    : TINTED.includes(form) && targetIn(question, figure.compared) !== null
      ? { due: await dueOfTile(context, question) }
      : {}
  const more =
    form === 'trend'
      ? await trendOfTile(context, question)
      : PROJECTED.includes(form)
        ? {}
        : await partsOfTile(context, question)
  return { ...NOTHING, ...figure, ...projected, ...more }
}

/**
 * A question that compares with the target of one channel alone is asked of that channel: sales of all channels beside it
 * would be an attainment of nothing. Where the target is of several but not of all, or where parts are the channels
 * themselves, each beside its own target, the answer says that its total is of more.
 */
async function likeWithLike(context: CallContext, question: TileQuestion) {
  const { tile, metric, slice } = question
  const asks = tile.compare === 'target' && tile.form !== 'funnel'
  const channels = asks ? await findTargetChannels(context, { metric: metric.code, slice }) : null
  const [channel, ...more] = channels ?? []
  if (channel === undefined) return { question, narrowed: false, otherChannels: false }
  const inParts = !PROJECTED.includes(tile.form) && tile.by.includes('channel')
  if (inParts || more.length > 0) return { question, narrowed: false, otherChannels: true }
  return { question: { ...question, slice: { ...slice, channel } }, narrowed: true, otherChannels: false }
}

/** A tile in a setting that was read already: boards with many tiles read it once. */
export async function tileIn(
  context: CallContext,
  setting: BoardSetting,
  input: TileInput,
): Promise<TileAnswer> {
  const { question, ...said } = await likeWithLike(context, questionOf(setting, input))
  const { slice, asOf, ignored } = question
  return {
    from: slice.from,
    to: slice.to,
    asOf,
    slice,
    ignored: [...ignored],
    ...said,
    ...(await answerOf(context, question, said.otherChannels)),
  }
}

/** What a tile shows to the caller. */
export async function computeTile(context: CallContext, input: TileInput): Promise<TileAnswer> {
  return tileIn(context, await readBoardSetting(context), input)
}
