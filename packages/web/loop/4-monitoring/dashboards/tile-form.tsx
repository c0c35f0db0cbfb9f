import { BOARD_PERIODS, type BreakdownName, TILE_FORMS, type Tile } from '@salesloom/contract'
import { Button, Drawer, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { matchScore, searchTexts } from '../../../app/palette/match.ts'
import type { Metric } from '../../../foundation/metrics/figure-value.tsx'
import { SliceChoice } from '../../../foundation/metrics/slice-choice.tsx'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { nameIn } from '../../../ui/format/locale.ts'
import { BOARD_PARTS } from './board-search.ts'

const COMPARISONS = ['target', 'lastYear', 'previousPeriod', 'none'] as const
const TIMES: readonly string[] = ['year', 'quarter', 'month', 'week', 'day']
/** How many breakdowns a form needs, and a good size for it. */
const SHAPES: Readonly<
  Record<Tile['form'], { readonly by: number; readonly width: number; readonly height: number }>
> = {
  number: { by: 0, width: 3, height: 1 },
  bullet: { by: 0, width: 6, height: 1 },
  trend: { by: 0, width: 6, height: 2 },
  bars: { by: 1, width: 4, height: 2 },
  heat: { by: 2, width: 6, height: 2 },
  map: { by: 1, width: 6, height: 2 },
  funnel: { by: 0, width: 4, height: 2 },
  table: { by: 1, width: 6, height: 2 },
}

/** Breakdowns that fit a form and a metric: those chosen that it is kept by, filled up with the next ones. */
function breakdownsFor(
  form: Tile['form'],
  chosen: readonly BreakdownName[],
  metric: Metric,
): BreakdownName[] {
  if (form === 'map') return metric.dimensions.includes('region') ? ['region'] : []
  const known = metric.dimensions.filter((name) => !TIMES.includes(name))
  const kept = chosen.filter((name) => known.includes(name))
  return [...kept, ...known.filter((name) => !kept.includes(name))].slice(0, SHAPES[form].by)
}

/** The tile with another form or metric, everything else made to fit. */
export function fitTile(tile: Tile, metric: Metric, form: Tile['form']): Tile {
  const { width, height } = form === tile.form ? tile : SHAPES[form]
  const parts = Object.entries(tile.filter).filter(([part]) => metric.sliceParts.includes(part))
  return {
    ...tile,
    form,
    metric: metric.code,
    by: breakdownsFor(form, tile.by, metric),
    filter: Object.fromEntries(parts),
    width,
    height,
  }
}

function useMetricChoice(metrics: readonly Metric[]) {
  const { t, language } = useText()
  const groups = Map.groupBy(
    metrics.filter(({ readable }) => readable),
    ({ group }) => group,
  )
  return [...groups].map(([group, members]) => ({
    label: t(`metrics.group.${group}`),
    title: group,
    options: members.map((metric) => {
      const label = nameIn(metric.name, language)
      return { value: metric.code, label, texts: [...searchTexts(label), metric.code.toLowerCase()] }
    }),
  }))
}

type FormProps = {
  readonly tile: Tile
  readonly metrics: readonly Metric[]
  readonly onDone: (tile: Tile) => void
  readonly onClose: () => void
}

function MetricChoice(props: {
  readonly tile: Tile
  readonly metrics: readonly Metric[]
  readonly onChoose: (code: string) => void
}) {
  const { t } = useText()
  const options = useMetricChoice(props.metrics)
  return (
    <Field label={t('metrics.explore.metric')}>
      {(id) => (
        <Select
          id={id}
          showSearch={{
            filterOption: (query, option) =>
              option !== undefined && 'texts' in option && matchScore(query, option.texts as string[]) > 0,
          }}
          value={props.tile.metric}
          options={options}
          onChange={props.onChoose}
        />
      )}
    </Field>
  )
}

function ByChoice({
  tile,
  metric,
  onBy,
}: {
  readonly tile: Tile
  readonly metric: Metric
  readonly onBy: (by: BreakdownName[]) => void
}) {
  const { t } = useText()
  const known = metric.dimensions.filter((name) => !TIMES.includes(name))
  if (tile.form === 'map') return null
  return (
    <>
      {tile.by.map((chosen, i) => (
        <Field
          key={i === 0 ? 'first' : 'second'}
          label={t(i === 0 ? 'metrics.explore.by' : 'metrics.explore.and')}
        >
          {(id) => (
            <Select
              id={id}
              value={chosen}
              options={known
                .filter((name) => name === chosen || !tile.by.includes(name))
                .map((name) => ({ value: name, label: t(`metrics.dimension.${name}`) }))}
              onChange={(name) => onBy(tile.by.map((each, at) => (at === i ? name : each)))}
            />
          )}
        </Field>
      ))}
    </>
  )
}

/** What a tile shows: metric, form, breakdowns, period, comparison, part of the business, its title. */
export function TileForm({ tile: given, metrics, onDone, onClose }: FormProps) {
  const { t, language } = useText()
  const [tile, setTile] = useState(given)
  const metric = metrics.find(({ code }) => code === tile.metric) ?? metrics[0]
  if (metric === undefined) return null
  const set = (part: Partial<Tile>) => setTile({ ...tile, ...part })
  const parts = BOARD_PARTS.filter((part) => metric.sliceParts.includes(part))
  return (
    <Drawer
      open
      onClose={onClose}
      size={460}
      title={t('dashboards.tile')}
      footer={
        <div className="row">
          <Button type="primary" onClick={() => onDone(tile)}>
            {t('dashboards.apply')}
          </Button>
          <Button onClick={onClose}>{t('ui.action.cancel')}</Button>
        </div>
      }
    >
      <div className="tile-form">
        <Field label={t('dashboards.formLabel')}>
          {(id) => (
            <Select
              id={id}
              value={tile.form}
              options={TILE_FORMS.map((form) => ({ value: form, label: t(`dashboards.form.${form}`) }))}
              onChange={(form) => setTile(fitTile(tile, metric, form))}
            />
          )}
        </Field>
        {tile.form !== 'funnel' && (
          <>
            <MetricChoice
              tile={tile}
              metrics={metrics}
              onChoose={(code) => {
                const chosen = metrics.find((each) => each.code === code)
                if (chosen !== undefined) setTile(fitTile(tile, chosen, tile.form))
              }}
            />
            <p className="faint">{nameIn(metric.description, language)}</p>
            <ByChoice tile={tile} metric={metric} onBy={(by) => set({ by })} />
            <Field label={t('metrics.explore.compare')}>
              {(id) => (
                <Select
                  id={id}
                  value={tile.compare}
                  options={COMPARISONS.map((name) => ({
                    value: name,
                    label:
                      name === 'none' ? t('metrics.explore.none') : t(`metrics.explore.comparison.${name}`),
                  }))}
                  onChange={(compare) => set({ compare })}
                />
              )}
            </Field>
          </>
        )}
        <Field label={t('metrics.explore.period')}>
          {(id) => (
            <Select
              id={id}
              value={tile.period ?? ''}
              options={[
                { value: '', label: t('dashboards.boardPeriod') },
                ...BOARD_PERIODS.map((name) => ({
                  value: name as string,
                  label: t(`metrics.explore.periodName.${name}`),
                })),
              ]}
              onChange={(name) => set({ period: BOARD_PERIODS.find((each) => each === name) ?? null })}
            />
          )}
        </Field>
        <Field label={t('dashboards.title')}>
          {(id) => (
            <Input
              id={id}
              maxLength={60}
              placeholder={nameIn(metric.name, language)}
              value={tile.title ?? ''}
              onChange={({ target }) => set({ title: target.value.trim() === '' ? null : target.value })}
            />
          )}
        </Field>
        {tile.form !== 'funnel' && (
          <SliceChoice
            parts={parts}
            chosen={tile.filter}
            onChange={(part, value) => {
              const { [part]: _, ...rest } = tile.filter
              set({ filter: value === undefined ? rest : { ...rest, [part]: value } })
            }}
          />
        )}
        <Segmented
          aria-label={t('dashboards.height')}
          value={tile.height}
          options={[1, 2, 3].map((rows) => ({ value: rows, label: t('dashboards.rowsHigh', { rows }) }))}
          onChange={(height) => set({ height })}
        />
      </div>
    </Drawer>
  )
}
