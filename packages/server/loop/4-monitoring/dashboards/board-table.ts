import type { BoardContent, BoardFilter, Locale, Tile, TileAnswer } from '@salesloom/contract'
import type { NamedDays } from '@salesloom/engine/calendar'
import type { Cell, Table } from '../../../connectors/files/write-table.ts'
import { AppError } from '../../../platform/app-error.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { tileIn } from './compute-tile.ts'
import { getRow } from './dashboard.store.ts'
import { standardFor } from './find-dashboards.ts'
import { type BoardSetting, type MetricEntry, readBoardSetting } from './tile-question.ts'

type Query = BoardFilter & {
  readonly dashboardId?: number | undefined
  readonly period?: NamedDays | undefined
}

const TITLES = {
  'zh-CN': {
    name: '看板',
    columns: [
      '图块',
      '指标',
      '单位',
      '开始',
      '结束',
      '分项',
      '数值',
      '分子',
      '分母',
      '对比',
      '预测',
      '预测下限',
      '预测上限',
      '达成概率',
    ],
    refused: '无权查看',
  },
  'zh-TW': {
    name: '看板',
    columns: [
      '圖塊',
      '指標',
      '單位',
      '開始',
      '結束',
      '分項',
      '數值',
      '分子',
      '分母',
      '對比',
      '預測',
      '預測下限',
      '預測上限',
      '達成機率',
    ],
    refused: '無權檢視',
  },
  en: {
    name: 'Board',
    columns: [
      'Tile',
      'Metric',
      'Unit',
      'From',
      'To',
      'Part',
      'Value',
      'Numerator',
      'Denominator',
      'Compared',
      'Projection',
      'Projected at least',
      'Projected at most',
      'Chance',
    ],
    refused: 'not permitted',
  },
} as const
const FIRST_NUMBER = 6

/** A figure in the units that people count in: money in major units. */
function inUnits(value: number | null, { unit }: MetricEntry, digits: number): Cell {
  if (value === null) return null
  return unit === 'money' ? value / 10 ** digits : value
}

const textIn = (locale: Locale, name: { zh: string; en: string; zhTw?: string }): string =>
  locale === 'en' ? name.en : locale === 'zh-TW' ? (name.zhTw ?? name.zh) : name.zh

type Writing = {
  readonly locale: Locale
  readonly digits: number
  readonly setting: BoardSetting
  readonly period: NamedDays
  readonly filter: BoardFilter
}

async function linesOf(context: CallContext, tile: Tile, writing: Writing): Promise<Cell[][]> {
  const { locale, digits, setting } = writing
  const metric = setting.metrics.find(({ code }) => code === tile.metric)
  if (metric === undefined) return []
  const name = textIn(locale, metric.name)
  const title = tile.title ?? name
  if (!metric.readable) return [[title, name, metric.unit, null, null, TITLES[locale].refused]]
  const answer = await tileIn(context, setting, { tile, ...writing })
  const head = [title, name, metric.unit, answer.from, answer.to]
  const write = (value: number | null) => inUnits(value, metric, digits)
  const { projection, stages } = answer
  if (tile.form === 'funnel')
    return stages.map((stage) => [
      ...head,
      textIn(locale, stage.name),
      stage.entered,
      null,
      null,
      stage.conversion,
    ])
  const sides = ({ numerator, denominator }: { numerator: number; denominator: number | null }): Cell[] =>
    denominator === null ? [null, null] : [numerator, denominator]
  const figure = (of: TileAnswer['rows'][number] | TileAnswer) => ('total' in of ? of.total : of)
  const line = (part: string, of: TileAnswer['rows'][number] | TileAnswer): Cell[] => [
    ...head,
    part,
    write(figure(of).value),
    ...sides(figure(of)),
    write(of.compared?.value ?? null),
  ]
  const whole = [
    ...line('', answer),
    write(projection?.value ?? null),
    write(projection?.low ?? null),
    write(projection?.high ?? null),
    projection?.chance?.chance ?? null,
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
  { dashboardId, period, ...filter }: Query,
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
  const titles = TITLES[locale]
  return {
    name: name === null ? titles.name : `${titles.name} ${name}`,
    columns: titles.columns.map((title, i) => ({ title, kind: i < FIRST_NUMBER ? 'text' : 'number' })),
    rows: rowsOf(context, content, {
      locale,
      digits,
      setting,
      period: period ?? content.period,
      filter: { ...content.filter, ...filter },
    }),
  }
}
