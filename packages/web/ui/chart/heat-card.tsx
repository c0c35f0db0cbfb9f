import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '../../i18n/index.ts'
import { Card } from '../page/card.tsx'
import { focusableWhenScrolling } from '../page/scroll-focus.ts'
import { useTokens } from '../theme/tokens.ts'
import { downloadCsv } from './export.ts'
import { drawHeat } from './heat-picture.ts'
import type { HeatRow, Patch } from './heat-row.ts'
import './chart.css'

type HeatCardProps = {
  readonly title: string
  readonly note?: ReactNode
  readonly corner: string
  readonly columns: readonly string[]
  readonly rows: readonly HeatRow[]
  readonly diverging?: boolean
  readonly low: string
  readonly high: string
}

const hueOf = (patch: Patch, diverging: boolean): string =>
  !diverging ? 'var(--indigo)' : patch.depth < 0 ? 'var(--vermilion)' : 'var(--jade)'

/** A map of patches. It is a real table: read by row and column, walked by Tab, each patch a link. */
export function HeatCard(props: HeatCardProps) {
  const { t } = useText()
  const tokens = useTokens()
  const diverging = props.diverging ?? false
  const table = {
    head: [props.corner, ...props.columns],
    rows: props.rows.map((row) => ({
      key: row.key,
      cells: [
        { text: row.name, raw: row.name },
        ...row.patches.map((patch) => ({ text: patch?.text ?? '—', raw: patch?.raw ?? '' })),
      ],
    })),
  }
  const saveAs = (key: string) =>
    key === 'csv'
      ? downloadCsv(props.title, table)
      : void drawHeat(props.title, props.columns, props.rows, tokens, diverging)
  const files = [
    { key: 'png', label: t('ui.chart.png') },
    { key: 'csv', label: t('ui.chart.csv') },
  ]
  const tools = (
    <Dropdown menu={{ items: files, onClick: ({ key }) => saveAs(key) }} trigger={['click']}>
      <Button
        size="small"
        type="text"
        icon={<DownloadOutlined />}
        aria-label={`${t('ui.chart.png')}, ${t('ui.chart.csv')}`}
      />
    </Dropdown>
  )
  return (
    <Card title={props.title} note={props.note} aside={tools}>
      <div className="table-wrap" ref={focusableWhenScrolling}>
        <table className="heat" aria-label={props.title}>
          <thead>
            <tr>
              <th scope="col">{props.corner}</th>
              {props.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {props.rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">
                  {row.onOpen === undefined ? (
                    row.name
                  ) : (
                    <button type="button" onClick={row.onOpen}>
                      {row.name} <span aria-hidden="true">›</span>
                    </button>
                  )}
                </th>
                {row.patches.map((patch, index) =>
                  patch === null ? (
                    <td key={props.columns[index]} className="void">
                      —
                    </td>
                  ) : (
                    <td
                      key={props.columns[index]}
                      style={{
                        '--heat': Math.min(1, Math.abs(patch.depth)),
                        '--heat-hue': hueOf(patch, diverging),
                      }}
                    >
                      {patch.content}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="heat-key" aria-hidden="true">
        {props.low}
        <i className={diverging ? 'diverging' : ''} />
        {props.high}
      </p>
    </Card>
  )
}
