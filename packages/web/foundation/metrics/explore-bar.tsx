import type { BreakdownName } from '@salesloom/contract'
import { getRouteApi } from '@tanstack/react-router'
import { Checkbox, Input, Select } from 'antd'
import { EXPLORE_PERIODS } from '../../app/search.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import type { Metric } from './figure-value.tsx'
import { isTime, type Question, useChange } from './use-exploration.ts'

const route = getRouteApi('/in/metrics/explore')
const COMPARISONS = ['lastYear', 'previousPeriod', 'target'] as const

function useMetricOptions(metrics: readonly Metric[]) {
  const { t, language } = useText()
  const groups = Map.groupBy(
    metrics.filter((metric) => metric.readable),
    (metric) => metric.group,
  )
  return [...groups].map(([group, members]) => ({
    label: t(`metrics.group.${group}`),
    title: group,
    options: members.map((metric) => ({ value: metric.code, label: nameIn(metric.name, language) })),
  }))
}

function Breakdowns({ question }: { readonly question: Question }) {
  const { t } = useText()
  const change = useChange()
  const [first, second] = question.by
  const label = (name: BreakdownName) => t(`metrics.dimension.${name}`)
  const none = { value: '', label: t('metrics.explore.none') }
  const options = question.metric.dimensions.map((name) => ({ value: name as string, label: label(name) }))
  const others = options.filter(
    ({ value }) => value !== first && !(isTime(first) && isTime(value as BreakdownName)),
  )
  const set = (names: readonly (string | undefined)[]) =>
    change({ by: names.filter((name) => name !== undefined && name !== '').join(','), view: undefined })
  return (
    <>
      <Field label={t('metrics.explore.by')}>
        {(id) => (
          <Select
            id={id}
            value={first ?? ''}
            options={[none, ...options]}
            onChange={(name) => set([name, second])}
          />
        )}
      </Field>
      {first !== undefined && (
        <Field label={t('metrics.explore.and')}>
          {(id) => (
            <Select
              id={id}
              value={second ?? ''}
              options={[none, ...others]}
              onChange={(name) => set([first, name])}
            />
          )}
        </Field>
      )}
    </>
  )
}

function Days({ question }: { readonly question: Question }) {
  const { t } = useText()
  const change = useChange()
  const search = route.useSearch()
  if (question.period !== 'days') return null
  return (
    <>
      {(['from', 'to'] as const).map((part) => (
        <Field key={part} label={t(`orders.${part}`)}>
          {(id) => (
            <Input
              id={id}
              type="date"
              value={search[part] ?? question.slice[part]}
              onChange={(event) =>
                change({ [part]: event.target.value === '' ? undefined : event.target.value })
              }
            />
          )}
        </Field>
      ))}
    </>
  )
}

/** What is asked: metric, period, breakdowns, comparisons, and which organisation. */
export function ExploreBar({
  question,
  metrics,
}: {
  readonly question: Question
  readonly metrics: readonly Metric[]
}) {
  const { t } = useText()
  const change = useChange()
  const options = useMetricOptions(metrics)
  return (
    <section className="explore-bar" aria-label={t('metrics.explore.question')}>
      <Field label={t('metrics.explore.metric')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={question.metric.code}
            options={options}
            onChange={(metric) => change({ metric })}
            style={{ minWidth: 190 }}
          />
        )}
      </Field>
      <Field label={t('metrics.explore.period')}>
        {(id) => (
          <Select
            id={id}
            value={question.period}
            onChange={(period) => change({ period, from: undefined, to: undefined })}
            options={EXPLORE_PERIODS.map((period) => ({
              value: period,
              label: t(`metrics.explore.periodName.${period}`),
            }))}
          />
        )}
      </Field>
      <Days question={question} />
      <Breakdowns question={question} />
      <Field label={t('metrics.explore.compare')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={[...question.compare]}
            onChange={(names) => change({ compare: names.join(',') })}
            options={COMPARISONS.map((name) => ({
              value: name,
              label: t(`metrics.explore.comparison.${name}`),
            }))}
            style={{ minWidth: 170 }}
          />
        )}
      </Field>
      {question.metric.sliceParts.includes('orgUnitId') && (
        <Checkbox
          checked={question.orgView === 'asIs'}
          onChange={(event) => change({ orgView: event.target.checked ? 'asIs' : undefined })}
        >
          {t('metrics.explore.asIs')}
        </Checkbox>
      )}
    </section>
  )
}
