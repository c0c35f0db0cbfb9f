import type {
  BarSeriesOption,
  HeatmapSeriesOption,
  LineSeriesOption,
  TreemapSeriesOption,
} from 'echarts/charts'
import type {
  AriaComponentOption,
  GridComponentOption,
  LegendComponentOption,
  TooltipComponentOption,
  VisualMapComponentOption,
} from 'echarts/components'
import type { ComposeOption } from 'echarts/core'

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | HeatmapSeriesOption
  | LineSeriesOption
  | TreemapSeriesOption
  | AriaComponentOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
  | VisualMapComponentOption
>

/** The same figures as a table: what the table view shows and the CSV holds. */
export type ChartTable = {
  readonly head: readonly string[]
  /** First cell names the row; `text` is shown, `raw` is exported. */
  readonly rows: readonly {
    readonly key: string
    readonly cells: readonly { readonly text: string; readonly raw: string | number }[]
  }[]
}
