import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown, Segmented } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useText } from '../../i18n/index.ts'
import { Card } from '../page/card.tsx'
import { useTokens } from '../theme/tokens.ts'
import { ChartAsTable } from './chart-as-table.tsx'
import { Drawing, type PointPicked } from './drawing.tsx'
import { downloadCsv, downloadPng } from './export.ts'
import type { ChartOption, ChartTable } from './types.ts'
import './chart.css'

type ChartCardProps = {
  readonly title: string
  readonly note?: ReactNode
  readonly summary: string
  readonly option: ChartOption
  readonly table: ChartTable
  readonly height?: number
  readonly onPick?: (point: PointPicked) => void
}

/** A chart with everything that belongs to one: text alternative, table view, PNG and CSV. */
export function ChartCard(props: ChartCardProps) {
  const { t } = useText()
  const tokens = useTokens()
  const body = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<'chart' | 'table'>('chart')
  const saveAs = (key: string) => {
    const svg = body.current?.querySelector<SVGSVGElement>('.drawing svg')
    if (key === 'csv') downloadCsv(props.title, props.table)
    else if (svg) void downloadPng(props.title, svg, tokens.surface)
  }
  const files = [
    { key: 'png', label: t('ui.chart.png'), disabled: view === 'table' },
    { key: 'csv', label: t('ui.chart.csv') },
  ]
  const tools = (
    <span className="row chart-tools">
      <Segmented
        size="small"
        aria-label={t('ui.chart.view')}
        value={view}
        onChange={setView}
        options={[
          { value: 'chart' as const, label: t('ui.chart.asChart') },
          { value: 'table' as const, label: t('ui.chart.asTable') },
        ]}
      />
      <Dropdown menu={{ items: files, onClick: ({ key }) => saveAs(key) }} trigger={['click']}>
        <Button
          size="small"
          type="text"
          icon={<DownloadOutlined />}
          aria-label={`${t('ui.chart.png')}, ${t('ui.chart.csv')}`}
        />
      </Dropdown>
    </span>
  )
  return (
    <Card title={props.title} note={props.note} aside={tools}>
      <div ref={body}>
        {props.table.rows.length === 0 && <p className="muted">{t('ui.chart.empty')}</p>}
        {props.table.rows.length > 0 && view === 'table' && (
          <ChartAsTable title={props.title} table={props.table} />
        )}
        {props.table.rows.length > 0 && view === 'chart' && (
          <Drawing
            option={props.option}
            height={props.height ?? 280}
            summary={props.summary}
            {...(props.onPick === undefined ? {} : { onPick: props.onPick })}
          />
        )}
      </div>
    </Card>
  )
}
