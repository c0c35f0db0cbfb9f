import type { BoardFilter, Slice, Tile } from '@salesloom/contract'
import { type FiscalCalendar, type NamedDays, namedDays } from '@salesloom/engine/calendar'
import { loadCalendar } from '../../../foundation/fiscal-calendar/index.ts'
import { figuresUntil, findMetrics } from '../../../foundation/metrics/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'

export type MetricEntry = Awaited<ReturnType<typeof findMetrics>>[number]

type Days = Pick<Slice, 'from' | 'to'>

export type TileInput = {
  readonly tile: Pick<Tile, 'form' | 'metric' | 'by' | 'filter' | 'period' | 'compare'>
  readonly period: NamedDays
  /** chosen instead of the board’s period; a tile’s own goes before them */
  readonly days?: Days | undefined
  readonly filter: BoardFilter
  /** all parts, also those that a tile has no room for: files are whole */
  readonly everyPart?: boolean
}

/** A tile as a question that its metric can answer. */
export type TileQuestion = {
  readonly tile: TileInput['tile']
  readonly metric: MetricEntry
  readonly slice: Slice
  /** parts of the board’s filter that the metric is not kept by, or that the tile says otherwise */
  readonly ignored: readonly string[]
  /** the day that figures are of: today, or the last day with data */
  readonly asOf: string
  readonly currency: string
  readonly calendar: FiscalCalendar
  readonly everyPart: boolean
}

/** Parts of a funnel: it is of deals, which have no region. */
const FUNNEL_PARTS = ['orgUnitId', 'personId', 'productId', 'customerTypeId']

/** What tiles depend on besides their own words. */
export type BoardSetting = {
  readonly metrics: readonly MetricEntry[]
  readonly channels: readonly { readonly code: string; readonly name: { zh: string; en: string } }[]
  readonly asOf: string
  readonly currency: string
  readonly calendar: FiscalCalendar
}

export async function readBoardSetting(context: CallContext): Promise<BoardSetting> {
  const { database, workspaceId } = context
  const metrics = await findMetrics(context)
  return readWorkspace(database, workspaceId, async (tx) => {
    const { currency, time_zone } = await tx
      .selectFrom('workspace')
      .select(['currency', 'time_zone'])
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirstOrThrow()
    const asOf = await figuresUntil(tx, context, time_zone)
    const channels = await tx
      .selectFrom('channel')
      .select(['code', 'name_zh as zh', 'name_en as en'])
      .where('workspace_id', '=', workspaceId)
      .execute()
    return {
      ...{ metrics, asOf, currency, calendar: await loadCalendar(tx, workspaceId) },
      channels: channels.map(({ code, ...name }) => ({ code, name })),
    }
  })
}

type Filter = Partial<Record<string, unknown>>

/** The tile’s filter before the board’s; what a figure is not kept by is named and left out. */
function narrow(own: Filter, board: Filter, kept: readonly string[]) {
  const said = (filter: Filter) => Object.keys(filter).filter((part) => filter[part] !== undefined)
  const wrong = said(own).find((part) => !kept.includes(part))
  if (wrong !== undefined)
    throw new AppError('invalidInput', { field: `tile.filter.${wrong}`, reason: 'notKeptByIt' })
  const taken = said(board).filter((part) => kept.includes(part) && own[part] === undefined)
  const ignored = said(board).filter((part) => !taken.includes(part) && own[part] !== board[part])
  return { filter: { ...Object.fromEntries(taken.map((part) => [part, board[part]])), ...own }, ignored }
}

/** Days that somebody chose, in their order. */
function checked({ from, to }: Days): Days {
  if (from > to) throw new AppError('invalidInput', { field: 'days.to', reason: 'beforeFirst' })
  return { from, to }
}

/** Puts a tile and its board together. @throws AppError where the metric does not exist */
export function questionOf(setting: BoardSetting, input: TileInput): TileQuestion {
  const { tile, period, days: chosen, filter, everyPart = false } = input
  const metric = setting.metrics.find(({ code }) => code === tile.metric)
  if (metric === undefined) throw new AppError('notFound', { what: 'metric', id: tile.metric })
  const kept = tile.form === 'funnel' ? FUNNEL_PARTS : metric.sliceParts
  const { filter: narrowed, ignored } = narrow(tile.filter, filter, kept)
  const { asOf, currency, calendar } = setting
  const named = namedDays(tile.period ?? period, asOf, calendar)
  const days = tile.period === null && chosen !== undefined ? checked(chosen) : named
  return { tile, metric, slice: { ...narrowed, ...days }, ignored, asOf, currency, calendar, everyPart }
}
