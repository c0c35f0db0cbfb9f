import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown, Segmented } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useText } from '../../i18n/index.ts'
import { Card } from '../page/card.tsx'
import { useTokens } from '../theme/tokens.ts'
import { ChartAsTable } from './chart-as-table.tsx'
import { downloadCsv, downloadPng } from './export.ts'
import type { ChartTable } from './types.ts'
import './chart.css'

type PictureCardProps = {
  readonly title: string
  readonly note?: ReactNode
  readonly table: ChartTable
  /** the picture: one SVG, styled by itself, with what belongs to it */
  readonly children: ReactNode
}

/** A picture with everything that belongs to one: its figures as a table, PNG and CSV. */
export function PictureCard(props: PictureCardProps) {
  const { t } = useText()
  const tokens = useTokens()
  const body = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<'chart' | 'table'>('chart')
  const saveAs = (key: string) => {
    const svg = body.current?.querySelector('svg')
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
        {props.table.rows.length > 0 && view === 'chart' && props.children}
      </div>
    </Card>
  )
}
