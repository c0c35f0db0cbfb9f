import type { ReactNode } from 'react'
import { Drawing, type PointPicked } from './drawing.tsx'
import { PictureCard } from './picture-card.tsx'
import type { ChartOption, ChartTable } from './types.ts'

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
export function ChartCard({ title, note, table, option, height, summary, onPick }: ChartCardProps) {
  return (
    <PictureCard title={title} note={note} table={table}>
      <Drawing
        option={option}
        height={height ?? 280}
        summary={summary}
        {...(onPick === undefined ? {} : { onPick })}
      />
    </PictureCard>
  )
}
