import { useEffect, useRef } from 'react'
import { useAppearance } from '../theme/appearance.ts'
import { chartTheme } from '../theme/chart-theme.ts'
import { useTokens } from '../theme/tokens.ts'
import type { ChartOption } from './types.ts'

export type PointPicked = { readonly seriesIndex: number; readonly dataIndex: number }

type DrawingProps = {
  readonly option: ChartOption
  readonly height: number
  /** What the picture says, for those who do not see it. */
  readonly summary: string
  readonly onPick?: (point: PointPicked) => void
}

type Drawn = { readonly setOption: (option: ChartOption) => void; readonly dispose: () => void }

/** The picture itself, redrawn when its figures, its size or the appearance change. */
export function Drawing({ option, height, summary, onPick }: DrawingProps) {
  const frame = useRef<HTMLDivElement>(null)
  const drawn = useRef<Drawn | null>(null)
  const latest = useRef({ option, onPick })
  latest.current = { option, onPick }
  const tokens = useTokens()
  const { dark } = useAppearance()

  useEffect(() => {
    const element = frame.current
    if (element === null) return
    let gone = false
    let stop = () => {}
    void import('./echarts.ts').then(({ init }) => {
      if (gone) return
      const chart = init(element, chartTheme(tokens), { renderer: 'svg' })
      chart.setOption(latest.current.option)
      chart.on('click', (event) => {
        latest.current.onPick?.({ seriesIndex: event.seriesIndex ?? 0, dataIndex: event.dataIndex })
      })
      const observer = new ResizeObserver(() => chart.resize())
      observer.observe(element)
      drawn.current = {
        setOption: (next) => chart.setOption(next, { notMerge: true }),
        dispose: () => chart.dispose(),
      }
      stop = () => observer.disconnect()
    })
    return () => {
      gone = true
      stop()
      drawn.current?.dispose()
      drawn.current = null
    }
  }, [tokens])

  const content = JSON.stringify(option)
  useEffect(() => {
    if (content !== '') drawn.current?.setOption(latest.current.option)
  }, [content])

  return (
    <div
      ref={frame}
      className="drawing"
      data-dark={dark}
      style={{ height }}
      role="img"
      aria-label={summary}
    />
  )
}
