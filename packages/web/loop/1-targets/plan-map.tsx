import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { PictureCard } from '../../ui/chart/picture-card.tsx'
import type { Outline, Outlines } from '../../ui/map/outlines.ts'
import { type ProvinceFigure, ProvinceMap } from '../../ui/map/province-map.tsx'
import { useChina } from '../../ui/map/use-china.ts'
import { Empty } from '../../ui/page/empty.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { useTokens } from '../../ui/theme/tokens.ts'
import {
  fillOf,
  type MapFigures,
  type MapLook,
  markOf,
  tableOf,
  useMapText,
  useTerritories,
} from './map-figures.ts'
import { MapKey, MapList, MapWords } from './map-key.tsx'
import type { Plan } from './plan-layout.ts'
import { rowsByProvince } from './province-rows.ts'

type MapProps = {
  readonly plan: Plan
  readonly look: MapLook
  readonly figures: readonly MapFigures[]
  readonly outlines: Outlines
}

/** The map itself, with what one looks at, what its colours mean, and what lies beside it. */
function PlanOnMap({ plan, look, figures, outlines }: MapProps) {
  const { t, language } = useText()
  const tokens = useTokens()
  const navigate = useNavigate()
  const [seen, setSeen] = useState<string | null>(null)
  const { scenario } = plan
  const write = useMapText(scenario)
  const places = useTerritories()
  const { provinces, away } = rowsByProvince(figures, places, outlines)
  const sums = write.sumsOf(provinces)
  const largest = Math.max(1, ...[...sums.values()].map(({ total }) => total))
  const shown = outlines.provinces.filter(({ id }) => sums.has(id))
  const onMap = new Map(
    [...sums].map(([id, sum]): [string, ProvinceFigure] => [
      id,
      {
        fill: fillOf(sum, look, largest, tokens),
        words: `${nameOf(outlines, id)?.names[language]} ${write.words(sum, look)}`,
        mark: markOf(sum, look),
      },
    ]),
  )
  const open = (id: string) => {
    const [row] = provinces.get(id) ?? []
    void navigate({
      to: '/targets/$scenarioId',
      params: { scenarioId: String(scenario.scenarioId) },
      search: { view: 'grid', rows: 'region', ...row?.at },
    })
  }
  const looked = seen === null ? undefined : nameOf(outlines, seen)
  return (
    <PictureCard
      title={t('targets.map.title')}
      note={t('targets.map.note')}
      table={tableOf(shown, sums, away, { t, language, write, look, scenario })}
    >
      <div className="plan-map">
        <div className="plan-map-picture">
          <ProvinceMap
            outlines={outlines}
            summary={t('targets.map.summary', { year: scenario.fiscalYear, count: shown.length })}
            nameOf={(id) => nameOf(outlines, id)?.names[language] ?? id}
            figures={onMap}
            tokens={tokens}
            onLook={setSeen}
            onOpen={open}
          />
          <MapWords
            province={looked}
            sum={seen === null ? undefined : sums.get(seen)}
            write={write}
            look={look}
          />
          <MapKey look={look} largest={write.short(largest)} away={away} write={write} />
        </div>
        <MapList provinces={shown} sums={sums} seen={seen} write={write} look={look} onOpen={open} />
      </div>
    </PictureCard>
  )
}

const nameOf = ({ provinces }: Outlines, id: string): Outline | undefined =>
  provinces.find((province) => province.id === id)

/** Targets, or targets with what was reached of them, on the map. */
function MapOf({ plan, look }: { readonly plan: Plan; readonly look: MapLook }) {
  const { scenarioId } = plan.scenario
  const outlines = useChina()
  const grid = useQuery(
    api.targets.getTargetGrid.queryOptions({ input: { scenarioId, rows: ['region'], columns: 'none' } }),
  )
  const attained = useQuery({
    ...api.review.getAttainment.queryOptions({ input: { scenarioId, rows: ['region'] } }),
    enabled: look === 'attainment',
  })
  if (look === 'attainment')
    return (
      <Loaded query={attained} lines={8}>
        {({ rows }) => (
          <Loaded query={outlines} lines={8}>
            {(china) => (
              <PlanOnMap
                plan={plan}
                look={look}
                outlines={china}
                figures={rows.map((row) => ({ ...row, total: row.target, base: 0 }))}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    )
  return (
    <Loaded query={grid} lines={8}>
      {({ rows }) => (
        <Loaded query={outlines} lines={8}>
          {(china) => (
            <PlanOnMap
              plan={plan}
              look={look}
              outlines={china}
              figures={rows.map((row) => ({ ...row, due: 0, actual: 0 }))}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  )
}

/** A plan by province: how much is asked of each, how it stands against the base year, or what was reached. */
export default function PlanMap({ plan }: { readonly plan: Plan }) {
  const { t } = useText()
  const [look, setLook] = useState<MapLook>('target')
  const mayReview = useMay('review.read')
  if (plan.dimensions.every(({ axis }) => axis !== 'region'))
    return <Empty title={t('targets.map.noRegionTitle')} text={t('targets.map.noRegionText')} />
  const ofSales = plan.scenario.measures[0]?.code === 'sales'
  const looks: MapLook[] = ['target', 'growth', ...(mayReview && ofSales ? (['attainment'] as const) : [])]
  return (
    <div className="stack">
      <Segmented<MapLook>
        size="small"
        aria-label={t('targets.map.look')}
        value={look}
        onChange={setLook}
        options={looks.map((value) => ({ value, label: t(`targets.map.looks.${value}`) }))}
        style={{ justifySelf: 'start' }}
      />
      <MapOf plan={plan} look={look} />
    </div>
  )
}
