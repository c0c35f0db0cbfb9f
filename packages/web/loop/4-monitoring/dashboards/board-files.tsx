import { DownloadOutlined } from '@ant-design/icons'
import { type Board, DOWNLOAD_PATHS } from '@salesloom/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Dropdown } from 'antd'
import { fileAddress } from '../../../api/file-address.ts'
import { useText } from '../../../i18n/index.ts'
import { useTokens } from '../../../ui/theme/tokens.ts'
import { downloadBoardPng } from './picture-board.ts'
import { printBoard } from './print-board.ts'
import { type BoardView, useBoardName } from './use-board.ts'

/** The address of a workbook with a board’s figures, as it is narrowed now. */
function bookAddress({ dashboardId }: Board, { period, days, filter }: BoardView): string {
  const said = Object.entries(filter).flatMap(([part, value]) =>
    value === undefined ? [] : [[part, String(value)] as const],
  )
  return fileAddress(DOWNLOAD_PATHS.dashboard, {
    format: 'xlsx',
    period,
    ...days,
    ...Object.fromEntries(said),
    ...(dashboardId === null ? {} : { dashboardId: String(dashboardId) }),
  })
}

/** Draws the board as a picture; it takes a second or two. */
function usePicture(board: Board) {
  const { t } = useText()
  const { message } = App.useApp()
  const { paper } = useTokens()
  const nameOf = useBoardName()
  return useMutation({
    mutationFn: () => downloadBoardPng(nameOf(board), paper),
    onError: () => void message.error(t('dashboards.file.pngFailed')),
  })
}

/** What a board is taken away as: a workbook of its figures, a picture, a printed page or PDF. */
export function BoardFiles({ board, view }: { readonly board: Board; readonly view: BoardView }) {
  const { t } = useText()
  const picture = usePicture(board)
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        onClick: ({ key }) => {
          if (key === 'png') picture.mutate()
          if (key === 'pdf') void printBoard()
        },
        items: [
          {
            key: 'xlsx',
            label: (
              <a href={bookAddress(board, view)} download>
                {t('dashboards.file.xlsx')}
              </a>
            ),
          },
          { key: 'png', label: t('dashboards.file.png') },
          { key: 'pdf', label: t('dashboards.file.pdf') },
        ],
      }}
    >
      <Button loading={picture.isPending} icon={<DownloadOutlined aria-hidden="true" />}>
        {t('dashboards.file.title')}
      </Button>
    </Dropdown>
  )
}
