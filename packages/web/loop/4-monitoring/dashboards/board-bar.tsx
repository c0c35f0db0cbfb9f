import {
  DeleteOutlined,
  EditOutlined,
  FullscreenExitOutlined,
  FullscreenOutlined,
  PlusOutlined,
} from '@ant-design/icons'
import type { Board } from '@salesloom/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Select, Tooltip } from 'antd'
import { useEffect } from 'react'
import { api } from '../../../api/client.ts'
import { queries } from '../../../api/queries.ts'
import { SliceChoice } from '../../../foundation/metrics/slice-choice.tsx'
import { useText } from '../../../i18n/index.ts'
import { BoardDays, NO_DAYS } from './board-days.tsx'
import { BoardFiles } from './board-files.tsx'
import { BOARD_PARTS } from './board-search.ts'
import { type BoardView, useBoardChange, useBoardName, useBoardSearch } from './use-board.ts'
import type { Composing } from './use-compose.ts'

/** The choice among the boards that the caller may open. */
function BoardChoice({ board, boards }: { readonly board: Board; readonly boards: readonly Board[] }) {
  const { t } = useText()
  const change = useBoardChange()
  const nameOf = useBoardName()
  const group = (label: string, members: readonly Board[]) =>
    members.length === 0
      ? []
      : [
          {
            label,
            title: label,
            options: members.map((each) => ({ value: each.dashboardId ?? 0, label: nameOf(each) })),
          },
        ]
  const shared = boards.filter(({ mine, dashboardId }) => !mine && dashboardId !== null)
  return (
    <Select
      className="board-choice"
      aria-label={t('dashboards.board')}
      value={board.dashboardId ?? 0}
      options={[
        ...group(
          t('dashboards.mine'),
          boards.filter(({ mine }) => mine),
        ),
        ...group(t('dashboards.shared'), shared),
        ...group(
          t('dashboards.standardGroup'),
          boards.filter(({ dashboardId }) => dashboardId === null),
        ),
      ]}
      onChange={(id) => change({ board: id === 0 ? 'standard' : id, period: undefined, ...NO_DAYS })}
      popupMatchSelectWidth={260}
    />
  )
}

function RemoveBoard({ board }: { readonly board: Board }) {
  const { t } = useText()
  const { message } = App.useApp()
  const change = useBoardChange()
  const refresh = () => queries.invalidateQueries({ queryKey: api.dashboards.findDashboards.key() })
  const remove = useMutation(api.dashboards.removeDashboard.mutationOptions({ onSuccess: refresh }))
  const dashboardId = board.dashboardId ?? 0
  const undo = () =>
    remove.mutate({ dashboardId, restore: true }, { onSuccess: () => change({ board: dashboardId }) })
  return (
    <Tooltip title={t('dashboards.remove')}>
      <Button
        icon={<DeleteOutlined />}
        aria-label={t('dashboards.remove')}
        onClick={() =>
          remove.mutate(
            { dashboardId, restore: false },
            {
              onSuccess: () => {
                change({ board: undefined })
                void message.info(
                  <span>
                    {t('dashboards.removed', { name: board.name })}{' '}
                    <Button size="small" type="link" onClick={undo}>
                      {t('dashboards.undo')}
                    </Button>
                  </span>,
                  8,
                )
              },
            },
          )
        }
      />
    </Tooltip>
  )
}

/** Fills the screen with the board and gives it back; leaving by the browser’s own key counts too. */
function FullScreen() {
  const { t } = useText()
  const change = useBoardChange()
  const { full = false } = useBoardSearch()
  useEffect(() => {
    if (!full) return
    const leave = () => {
      if (document.fullscreenElement === null) change({ full: undefined })
    }
    document.addEventListener('fullscreenchange', leave)
    return () => document.removeEventListener('fullscreenchange', leave)
  }, [full, change])
  const toggle = () => {
    change({ full: full ? undefined : true })
    if (full) void document.exitFullscreen?.().catch(() => {})
    else void document.documentElement.requestFullscreen?.().catch(() => {})
  }
  const label = t(full ? 'dashboards.leaveFull' : 'dashboards.full')
  return (
    <Tooltip title={label}>
      <Button
        icon={full ? <FullscreenExitOutlined /> : <FullscreenOutlined />}
        aria-label={label}
        onClick={toggle}
      />
    </Tooltip>
  )
}

type BarProps = {
  readonly board: Board
  readonly boards: readonly Board[]
  readonly view: BoardView
  readonly composing: Composing
}

/** Which board, of when, of which part of the business; and what can be done with it. */
export function BoardBar({ board, boards, view, composing }: BarProps) {
  const { t } = useText()
  const change = useBoardChange()
  return (
    <section className="board-bar" aria-label={t('dashboards.board')}>
      <BoardChoice board={board} boards={boards} />
      <BoardDays view={view} />
      <SliceChoice
        parts={BOARD_PARTS}
        chosen={view.filter}
        onChange={(part, value) => change({ [part]: value })}
      />
      <span className="spacer" />
      <span className="board-actions">
        <Button icon={<EditOutlined />} onClick={() => composing.begin(board)}>
          {t(board.mine ? 'dashboards.compose' : 'dashboards.copy')}
        </Button>
        <Tooltip title={t('dashboards.blank')}>
          <Button icon={<PlusOutlined />} aria-label={t('dashboards.blank')} onClick={composing.blank} />
        </Tooltip>
        <BoardFiles board={board} view={view} />
        {board.mine && board.dashboardId !== null && <RemoveBoard board={board} />}
        <FullScreen />
      </span>
    </section>
  )
}
