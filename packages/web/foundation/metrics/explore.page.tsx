import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { EXPLORE_VIEWS } from '../../app/search.ts'
import { useText } from '../../i18n/index.ts'
import { Empty } from '../../ui/page/empty.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { ExploreBar } from './explore-bar.tsx'
import { ExploreChart } from './explore-chart.tsx'
import { ExploreFigure } from './explore-figure.tsx'
import { ExploreSlice } from './explore-slice.tsx'
import { ExploreTable } from './explore-table.tsx'
import type { Computed, ComputedRow, Metric } from './figure-value.tsx'
import { MetricsFrame } from './metrics-frame.tsx'
import { RowsDrawer } from './rows-drawer.tsx'
import { SavedExplorations } from './saved-explorations.tsx'
import { isTime, type Question, useAnswer, useChange, useQuestion } from './use-exploration.ts'

const route = getRouteApi('/in/metrics/explore')

type Opened = { readonly row: ComputedRow | null }

/** Members by size, periods by time. */
function ordered(question: Question, answer: Computed): Computed {
  if (isTime(question.by[0])) return answer
  return { ...answer, rows: answer.rows.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0)) }
}

function Answer({ question, answer: found }: { readonly question: Question; readonly answer: Computed }) {
  const answer = ordered(question, found)
  const { t } = useText()
  const change = useChange()
  const [opened, setOpened] = useState<Opened | null>(null)
  const pick = (row: ComputedRow) => setOpened({ row })
  return (
    <>
      <ExploreFigure question={question} answer={answer} onRows={() => setOpened({ row: null })} />
      {question.by.length > 0 && answer.rows.length === 0 && (
        <Empty title={t('metrics.explore.nothing')} text={t('metrics.explore.nothingHint')} />
      )}
      {answer.rows.length > 0 && (
        <div className="explore-answer">
          {question.view !== 'table' && <ExploreChart question={question} answer={answer} onPick={pick} />}
          <ExploreTable
            question={question}
            answer={answer}
            onPick={pick}
            onNarrow={(part) => change(part as Parameters<typeof change>[0])}
          />
        </div>
      )}
      {opened !== null && <RowsDrawer question={question} row={opened.row} onClose={() => setOpened(null)} />}
    </>
  )
}

function Explorer({ metric, metrics }: { readonly metric: Metric; readonly metrics: readonly Metric[] }) {
  const { t } = useText()
  const change = useChange()
  const question = useQuestion(metric)
  const query = useAnswer(question)
  return (
    <>
      <ExploreBar question={question} metrics={metrics} />
      <div className="explore-tools">
        <ExploreSlice question={question} />
        <span className="spacer" />
        {question.by.length > 0 && (
          <Segmented
            aria-label={t('ui.chart.view')}
            value={question.view}
            onChange={(view) => change({ view })}
            options={EXPLORE_VIEWS.map((view) => ({ value: view, label: t(`metrics.explore.view.${view}`) }))}
          />
        )}
        <SavedExplorations question={question} />
      </div>
      {metric.readable ? (
        <Loaded query={query} lines={8}>
          {(answer) => <Answer question={question} answer={answer} />}
        </Loaded>
      ) : (
        <p className="notice">{t('metrics.notReadable')}</p>
      )}
    </>
  )
}

/** Any metric by any of its dimensions in any period, beside what it is compared with, down to its rows. */
export function ExplorePage() {
  const { t } = useText()
  const { metric: code = 'sales' } = route.useSearch()
  const query = useQuery(api.metrics.findMetrics.queryOptions())
  return (
    <MetricsFrame>
      <Loaded query={query} lines={8}>
        {(metrics) => {
          const metric = metrics.find((one) => one.code === code)
          if (metric === undefined)
            return (
              <Empty title={t('metrics.explore.unknown')} text={t('metrics.explore.unknownHint', { code })} />
            )
          return <Explorer metric={metric} metrics={metrics} />
        }}
      </Loaded>
    </MetricsFrame>
  )
}
