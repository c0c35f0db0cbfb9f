import type { Tile } from '@salesloom/contract'
import { type ReactNode, useState } from 'react'
import { useSession } from '../../../api/session.ts'
import type { Metric } from '../../../foundation/metrics/figure-value.tsx'
import { RowsDrawer } from '../../../foundation/metrics/rows-drawer.tsx'
import { useText } from '../../../i18n/index.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { TileBars } from './tile-bars.tsx'
import { TileBullet } from './tile-bullet.tsx'
import { TileFunnel } from './tile-funnel.tsx'
import { TileHeat } from './tile-heat.tsx'
import { TileMap } from './tile-map.tsx'
import { TileNumber } from './tile-number.tsx'
import { TileTable } from './tile-table.tsx'
import { TileTrend } from './tile-trend.tsx'
import { type BoardView, partOfMember, useBoardChange } from './use-board.ts'
import { type Answer, type AnswerRow, useTile } from './use-tile.ts'

/** Rows of the grid in pixels, and what of a tile is its title and foot. */
const ROW = 172
const GAP = 16
const AROUND_TREND = 94

const IN_PARTS = ['bars', 'heat', 'map', 'table']

type BodyProps = {
  readonly tile: Tile
  readonly metric: Metric
  readonly answer: Answer
  readonly onPick: (row: AnswerRow) => void
}

function Body(props: BodyProps) {
  const { t } = useText()
  const { form, height } = props.tile
  const { answer } = props
  const isEmpty = IN_PARTS.includes(form) && answer.rows.length === 0
  if (isEmpty || (form === 'funnel' && answer.stages.every(({ entered }) => entered === 0)))
    return <p className="tile-empty muted">{t('dashboards.empty')}</p>
  switch (form) {
    case 'number':
      return <TileNumber {...props} />
    case 'bullet':
      return <TileBullet {...props} />
    case 'trend':
      return <TileTrend {...props} height={height * ROW + (height - 1) * GAP - AROUND_TREND} />
    case 'bars':
      return <TileBars {...props} />
    case 'table':
      return <TileTable {...props} />
    case 'heat':
      return answer.by.length < 2 ? <TileBars {...props} /> : <TileHeat {...props} />
    case 'map':
      return <TileMap {...props} />
    case 'funnel':
      return <TileFunnel answer={answer} />
  }
}

/** What a tile is of, in words: its own period, its breakdowns, and what it is not narrowed to. */
function useNote(tile: Tile, answer: Answer | undefined) {
  const { t, language } = useText()
  const by = tile.form === 'funnel' ? [] : (answer?.by ?? tile.by)
  const shown = IN_PARTS.includes(tile.form)
    ? by.map((name) => t(`metrics.dimension.${name}`)).join(' × ')
    : ''
  const period = tile.period === null ? '' : t(`metrics.explore.periodName.${tile.period}`)
  const ignored = (answer?.ignored ?? []).map((part) => t(`metrics.part.${part as 'regionId'}`)).join(', ')
  const { channels } = useSession().workspace
  const channel = channels.find(({ code }) => code === (answer?.slice.channel ?? tile.filter.channel))
  return [
    channel === undefined ? '' : nameIn(channel.name, language),
    answer?.otherChannels === true ? t('dashboards.otherChannels') : '',
    period,
    shown,
    ignored === '' ? '' : t('dashboards.ignored', { parts: ignored }),
    answer === undefined || answer.cut === 0 ? '' : t('dashboards.cut', { count: answer.cut }),
  ].filter((part) => part !== '')
}

type TileProps = {
  readonly tile: Tile
  readonly metric: Metric | undefined
  readonly view: BoardView
  /** What composing puts at the end of the title. */
  readonly tools?: ReactNode
}

function Frame(props: {
  readonly title: string
  readonly note: readonly string[]
  readonly onRows?: (() => void) | undefined
  readonly tools: ReactNode
  readonly children: ReactNode
}) {
  const { t } = useText()
  return (
    <>
      <header className="tile-head">
        <h2>{props.title}</h2>
        <small>{props.note.join(' · ')}</small>
        <span className="spacer" />
        {props.tools ??
          (props.onRows !== undefined && (
            <button
              type="button"
              className="tile-rows"
              aria-label={t('dashboards.rowsOf', { title: props.title })}
              onClick={props.onRows}
            >
              {t('dashboards.rows')}
            </button>
          ))}
      </header>
      {props.children}
    </>
  )
}

function ReadableTile({ tile, metric, view, tools }: TileProps & { readonly metric: Metric }) {
  const { language } = useText()
  const change = useBoardChange()
  const query = useTile(tile, view, metric)
  const note = useNote(tile, query.data)
  const [rows, setRows] = useState<{ readonly row: AnswerRow | null } | null>(null)
  const pick = (row: AnswerRow) => {
    // The last of two breakdowns is the narrower step only when the first one says no more.
    const parts = row.members.map(partOfMember)
    const leads = tile.form !== 'trend' && parts.every((part) => part !== null)
    if (leads && row.members.length > 0) change(Object.assign({}, ...parts))
    else setRows({ row })
  }
  const { t } = useText()
  const title =
    tile.title ?? (tile.form === 'funnel' ? t('dashboards.form.funnel') : nameIn(metric.name, language))
  const { data } = query
  return (
    <Frame
      title={title}
      note={note}
      tools={tools}
      onRows={tile.form === 'funnel' ? undefined : () => setRows({ row: null })}
    >
      <div className={`tile-body ${query.isFetching && !query.isPending ? 'tile-asking' : ''}`}>
        <Loaded query={query} lines={tile.height * 3}>
          {(answer) => <Body tile={tile} metric={metric} answer={answer} onPick={pick} />}
        </Loaded>
      </div>
      {rows !== null && data !== undefined && (
        <RowsDrawer
          question={{
            metric,
            slice: data.slice,
            by: data.by,
            compare: [],
            orgView: 'asWas',
            view: 'table',
            period: tile.period ?? (view.days === undefined ? view.period : 'days'),
          }}
          row={rows.row === null ? null : { ...rows.row, compared: {} }}
          onClose={() => setRows(null)}
        />
      )}
    </Frame>
  )
}

/** One tile with its states; what the reader may not see says so instead of a figure. */
export function BoardTile({ tile, metric, view, tools }: TileProps) {
  const { t } = useText()
  if (metric?.readable === true) return <ReadableTile tile={tile} metric={metric} view={view} tools={tools} />
  return (
    <Frame title={tile.title ?? tile.metric} note={[]} tools={tools}>
      <p className="tile-empty muted">
        {t(metric === undefined ? 'dashboards.unknownMetric' : 'metrics.notReadable')}
      </p>
    </Frame>
  )
}
