import { DownloadOutlined } from '@ant-design/icons'
import { type Board, DOWNLOAD_PATHS } from '@salesloom/contract'
import { Button, Dropdown } from 'antd'
import { fileAddress } from '../../../api/file-address.ts'
import { useText } from '../../../i18n/index.ts'
import { printBoard } from './print-board.ts'
import type { BoardView } from './use-board.ts'

/** The address of a workbook with a board’s figures, as it is narrowed now. */
function bookAddress({ dashboardId }: Board, { period, filter }: BoardView): string {
  const said = Object.entries(filter).flatMap(([part, value]) =>
    value === undefined ? [] : [[part, String(value)] as const],
  )
  return fileAddress(DOWNLOAD_PATHS.dashboard, {
    format: 'xlsx',
    period,
    ...Object.fromEntries(said),
    ...(dashboardId === null ? {} : { dashboardId: String(dashboardId) }),
  })
}

/** What a board is taken away as: a workbook of its figures, a printed page or PDF. */
export function BoardFiles({ board, view }: { readonly board: Board; readonly view: BoardView }) {
  const { t } = useText()
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        onClick: ({ key }) => {
          if (key === 'pdf') printBoard()
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
          { key: 'pdf', label: t('dashboards.file.pdf') },
        ],
      }}
    >
      <Button icon={<DownloadOutlined aria-hidden="true" />}>{t('dashboards.file.title')}</Button>
    </Dropdown>
  )
}
