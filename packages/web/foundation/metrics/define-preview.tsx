import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { ChartCard } from '../../ui/chart/chart-card.tsx'
import { monthsOption } from '../../ui/chart/months-option.ts'
import { formatMonth } from '../../ui/format/date.ts'
import { Problem } from '../../ui/page/problem.tsx'
import { useTokens } from '../../ui/theme/tokens.ts'
import { daysOfPeriod } from './explore-period.ts'
import { axisValue, FigureValue, useFigureText } from './figure-value.tsx'
import { contentOf, isComplete, type MetricDraft } from './metric-draft.ts'

const PAUSE_MS = 400

/** A value that follows another once it has been still for a moment. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

/** The figure of the draft this year, month by month, as one edits it. */
export function DefinePreview({ draft }: { readonly draft: MetricDraft }) {
  const { t, language } = useText()
  const tokens = useTokens()
  const currency = useCurrency()
  const { workspace } = useSession()
  const settled = useSettled(draft)
  const slice = daysOfPeriod(workspace, 'year')
  const named = { ...contentOf(settled), name: { zh: '-', zhTw: '-', en: '-' } }
  const query = useQuery({
    ...api.metrics.previewMetric.queryOptions({ input: { content: named, slice } }),
    enabled: isComplete(settled),
    placeholderData: keepPreviousData,
    retry: false,
    meta: { quiet: true },
  })
  const write = useFigureText(settled.unit)
  if (query.isError) return <Problem error={query.error} />
  const months = query.data?.months ?? []
  const values = months.map(({ value }) => axisValue(value, settled.unit, currency))
  const name = t('metrics.define.preview')
  return (
    <ChartCard
      title={name}
      note={<FigureValue value={query.data?.total.value ?? null} unit={settled.unit} />}
      summary={`${name}: ${write(query.data?.total.value ?? null).exact}`}
      option={monthsOption({
        months: months.map(({ code }) => formatMonth(code, language)),
        language,
        tokens,
        bars: [{ name, values }],
        lines: [],
      })}
      table={{
        head: [t('metrics.dimension.month'), name],
        rows: months.map(({ code, value }, i) => ({
          key: code,
          cells: [
            { text: formatMonth(code, language, true), raw: code },
            { text: write(value).short, raw: values[i] ?? '' },
          ],
        })),
      }}
    />
  )
}
