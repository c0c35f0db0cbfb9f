import {
  ArrowLeftOutlined,
  ArrowRightOutlined,
  ColumnHeightOutlined,
  DeleteOutlined,
  EditOutlined,
  MinusOutlined,
  PlusOutlined,
  VerticalAlignMiddleOutlined,
} from '@ant-design/icons'
import type { Tile } from '@salesloom/contract'
import { Button, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '../../../i18n/index.ts'

const WIDTHS = [3, 4, 5, 6, 7, 8, 9, 12]
const TALLEST = 3

type ToolsProps = {
  readonly tile: Tile
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onMove: (by: number) => void
  readonly onChange: (tile: Tile) => void
  readonly onRemove: () => void
  readonly onOpen: () => void
}

/** Moves, sizes, edits and removes a tile: every step a button, so that the keyboard does it too. */
export function TileTools({ tile, isFirst, isLast, onMove, onChange, onRemove, onOpen }: ToolsProps) {
  const { t } = useText()
  const { width, height } = tile
  const narrower = WIDTHS.findLast((each) => each < width)
  const wider = WIDTHS.find((each) => each > width)
  const tool = (
    name: 'earlier' | 'later' | 'narrower' | 'wider' | 'shorter' | 'taller' | 'edit' | 'remove',
    icon: ReactNode,
    disabled: boolean,
    onClick: () => void,
  ) => (
    <Tooltip title={t(`dashboards.tool.${name}`)}>
      <Button
        size="small"
        type="text"
        icon={icon}
        disabled={disabled}
        aria-label={t(`dashboards.tool.${name}`)}
        onClick={onClick}
      />
    </Tooltip>
  )
  return (
    <span className="tile-tools">
      {tool('earlier', <ArrowLeftOutlined />, isFirst, () => onMove(-1))}
      {tool('later', <ArrowRightOutlined />, isLast, () => onMove(1))}
      {tool('narrower', <MinusOutlined />, narrower === undefined, () =>
        onChange({ ...tile, width: narrower ?? width }),
      )}
      {tool('wider', <PlusOutlined />, wider === undefined, () =>
        onChange({ ...tile, width: wider ?? width }),
      )}
      {tool('shorter', <VerticalAlignMiddleOutlined />, height === 1, () =>
        onChange({ ...tile, height: height - 1 }),
      )}
      {tool('taller', <ColumnHeightOutlined />, height === TALLEST, () =>
        onChange({ ...tile, height: height + 1 }),
      )}
      {tool('edit', <EditOutlined />, false, onOpen)}
      {tool('remove', <DeleteOutlined />, false, onRemove)}
    </span>
  )
}
