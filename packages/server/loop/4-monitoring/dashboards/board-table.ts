import type { BoardContent, BoardFilter, Locale, Tile, TileAnswer } from '@salesloom/contract'
import type { NamedDays } from '@salesloom/engine/calendar'
import type { Cell, Table } from '../../../connectors/files/write-table.ts'
import { moneyPower } from '../../../foundation/metrics/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { BOARD_WORDS } from './board-words.ts'
import { tileIn } from './compute-tile.ts'
import { getRow } from './dashboard.store.ts'
import { standardFor } from './find-dashboards.ts'
import { standardOf } from './standard-boards.ts'
import { type BoardSetting, type MetricEntry, readBoardSetting, type TileInput } from './tile-question.ts'

type Query = BoardFilter & {
  readonly dashboardId?: number | undefined
  readonly period?: NamedDays | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const FIRST_NUMBER = 6

/** Decimals of what was estimated: of amounts those of the currency, shares to a hundredth of a percent. */
const DECIMALS: Partial<Record<MetricEntry['unit'], number>> = { count: 1, percent: 4, score: 2, times: 2 }
const SHARE = 4

const rounded = (value: number, decimals: number) => Math.round(value * 10 ** decimals) / 10 ** decimals

/** A figure in the units that people count in: money in major units. */
function inUnits(value: number | null, { unit }: MetricEntry, digits: number): Cell {
  if (value === null) return null
  return unit === 'money' ? value / 10 ** digits : value
}

/** An estimate, without decimals that nobody can mean. */
function estimated(value: number | null, metric: MetricEntry, digits: number): Cell {
  if (value === null) return null
  return metric.unit === 'money'
    ? inUnits(Math.round(value), metric, digits)
    : rounded(value, DECIMALS[metric.unit] ?? 1)
}

/** The two sides of a ratio, money in major units. */
function sidesOf(
  { numerator, denominator }: { readonly numerator: number; readonly denominator: number | null },
  { definition }: MetricEntry,
  digits: number,
): Cell[] {
  if (denominator === null || definition.denominator === null) return [null, null]
  const side = (value: number, of: MetricEntry['definition']['numerator']) =>
    value / 10 ** (digits * moneyPower(of))
  return [side(numerator, definition.numerator), side(denominator, definition.denominator)]
}

const textIn = (locale: Locale, name: { zh: string; en: string; zhTw?: string }): string =>
  locale === 'en' ? name.en : locale === 'zh-TW' ? (name.zhTw ?? name.zh) : name.zh

type Writing = {
  readonly locale: Locale
  readonly digits: number
  readonly setting: BoardSetting
  readonly period: NamedDays
  readonly days: TileInput['days']
  readonly filter: BoardFilter
}

/** The stages of a funnel: how many entered, what share went on, and how long they stood. */
function linesOfFunnel(title: string | null, answer: TileAnswer, { locale }: Writing): Cell[][] {
  const { funnel, units } = BOARD_WORDS[locale]
  const line = (what: string, unit: string, part: string, value: number | null): Cell[] => [
    ...[title ?? funnel.name, what, unit, answer.from, answer.to, part],
    value === null ? null : rounded(value, SHARE),
  ]
  return answer.stages.flatMap(({ name, entered, conversion, medianDays }) => [
    line(funnel.entered, units.count, textIn(locale, name), entered),
    line(funnel.conversion, units.percent, textIn(locale, name), conversion),
    line(funnel.days, units.days, textIn(locale, name), medianDays),
  ])
}

async function linesOf(context: CallContext, tile: Tile, writing: Writing): Promise<Cell[][]> {
  const { locale, digits, setting } = writing
  const metric = setting.metrics.find(({ code }) => code === tile.metric)
  if (metric === undefined) return []
  const name = textIn(locale, metric.name)
  const title = tile.title ?? name
  const unit = metric.unit === 'money' ? setting.currency : BOARD_WORDS[locale].units[metric.unit]
  if (!metric.readable) return [[title, name, unit, null, null, BOARD_WORDS[locale].refused]]
  const answer = await tileIn(context, setting, { tile, ...writing, everyPart: true })
  if (tile.form === 'funnel') return linesOfFunnel(tile.title, answer, writing)
  const channel = setting.channels.find(({ code }) => code === answer.slice.channel)
  // Figures of one channel stand beside those of all: the file says which, as the tile does.
  const what = channel === undefined ? name : `${name} (${textIn(locale, channel.name)})`
  const head = [title, what, unit, answer.from, answer.to]
  const write = (value: number | null) => inUnits(value, metric, digits)
  const estimate = (value: number | null) => estimated(value, metric, digits)
  const { projection } = answer
  const figure = (of: TileAnswer['rows'][number] | TileAnswer) => ('total' in of ? of.total : of)
  const line = (part: string, of: TileAnswer['rows'][number] | TileAnswer): Cell[] => [
    ...head,
    part,
    write(figure(of).value),
    ...sidesOf(figure(of), metric, digits),
    'otherChannels' in of && of.otherChannels ? null : write(of.compared?.value ?? null),
  ]
  const whole = [
    ...line('', answer),
    estimate(projection?.value ?? null),
    estimate(projection?.low ?? null),
    estimate(projection?.high ?? null),
    projection?.chance == null ? null : rounded(projection.chance.chance, SHARE),
  ]
  const parts = answer.rows.map((row) =>
    line(row.members.map((member) => textIn(locale, member.name) || member.code).join(' · '), row),
  )
  return [whole, ...parts]
}

async function boardOf(context: CallContext, dashboardId: number | undefined) {
  if (dashboardId === undefined) return { name: null, content: await standardFor(context) }
  return readWorkspace(context.database, context.workspaceId, (tx) => getRow(tx, context, dashboardId))
}

async function* rowsOf(context: CallContext, content: BoardContent, writing: Writing) {
  for (const tile of content.tiles) yield* await linesOf(context, tile, writing)
}

/** A board’s figures as a table, of what the caller may see. @throws AppError `notFound` for boards of others */
export async function boardTable(
  context: CallContext,
  { dashboardId, period, from, to, ...filter }: Query,
  locale: Locale,
): Promise<Table> {
  const { name, content } = await boardOf(context, dashboardId)
  const setting = await readBoardSetting(context)
  const { currency_digits: digits } = await readWorkspace(context.database, context.workspaceId, (tx) =>
    tx
      .selectFrom('workspace')
      .select('currency_digits')
      .where('workspace_id', '=', context.workspaceId)
      .executeTakeFirstOrThrow(),
  )
  if (content.tiles.length === 0)
    throw new AppError('invalidInput', { field: 'dashboardId', reason: 'noTiles' })
  const words = BOARD_WORDS[locale]
  return {
    name: name ?? words.standard[standardOf(context.actor.role)],
    columns: words.columns.map((title, i) => ({ title, kind: i < FIRST_NUMBER ? 'text' : 'number' })),
    rows: rowsOf(context, content, {
      locale,
      digits,
      setting,
      period: period ?? content.period,
      days: from === undefined || to === undefined ? undefined : { from, to },
      filter: { ...content.filter, ...filter },
    }),
  }
}
