import type { PlanAxis } from '@salesloom/contract'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { ChartCard } from '../../ui/chart/chart-card.tsx'
import { waterfallOption } from '../../ui/chart/waterfall-option.ts'
import { toMajor } from '../../ui/format/money.ts'
import { formatChange } from '../../ui/format/number.ts'
import { DataTable } from '../../ui/page/data-table.tsx'
import { Empty } from '../../ui/page/empty.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { useTokens } from '../../ui/theme/tokens.ts'
import { shortFigure, type Writing } from './measure-text.ts'
import { memberTitle } from './plan-cells.ts'
import type { Plan, PlanLayout } from './plan-layout.ts'
import type { Scenario } from './scenario-state.tsx'

type Comparison = Outputs['targets']['compareScenarios']
type Row = Comparison['rows'][number]

const differenceOf = ({ from, to }: { readonly from: number | null; readonly to: number | null }) =>
  (to ?? 0) - (from ?? 0)

function Waterfall({
  comparison,
  figures,
  names,
}: {
  readonly comparison: Comparison
  readonly figures: Writing
  readonly names: readonly [string, string]
}) {
  const { t, language } = useText()
  const tokens = useTokens()
  const { currency, measure } = figures
  const shown = (value: number) =>
    measure.unit === 'money' ? toMajor(Math.round(value), currency.digits) : value
  const rows = comparison.rows.filter((row) => differenceOf(row) !== 0)
  const option = waterfallOption({
    start: { name: names[0], value: shown(comparison.total.from ?? 0) },
    steps: rows.map((row) => ({ name: memberTitle(row, language), value: shown(differenceOf(row)) })),
    end: { name: names[1], value: shown(comparison.total.to ?? 0) },
    language,
    tokens,
  })
  return (
    <ChartCard
      title={t('targets.compare.waterfall')}
      note={measure.unit === 'money' ? currency.code : ''}
      summary={t('targets.compare.summary', {
        from: shortFigure(comparison.total.from, figures),
        to: shortFigure(comparison.total.to, figures),
      })}
      option={option}
      height={320}
      table={{
        head: [t('targets.plan.member'), t('targets.fit.difference')],
        rows: rows.map((row) => ({
          key: row.key,
          cells: [
            { text: memberTitle(row, language), raw: row.key },
            { text: shortFigure(differenceOf(row), figures), raw: shown(differenceOf(row)) },
          ],
        })),
      }}
    />
  )
}

function Table({
  comparison,
  figures,
  names,
}: {
  readonly comparison: Comparison
  readonly figures: Writing
  readonly names: readonly [string, string]
}) {
  const { t, language } = useText()
  const change = (row: Row) =>
    row.from === null || row.from === 0 ? '—' : formatChange((row.to ?? 0) / row.from - 1, language)
  return (
    <section className="card flush">
      <DataTable
        label={t('targets.compare.title')}
        rows={comparison.rows}
        rowKey={(row) => row.key}
        columns={[
          { key: 'name', title: t('targets.plan.member'), cell: (row) => memberTitle(row, language) },
          {
            key: 'from',
            title: names[0],
            numeric: true,
            wide: true,
            cell: (row) => shortFigure(row.from, figures),
          },
          { key: 'to', title: names[1], numeric: true, cell: (row) => shortFigure(row.to, figures) },
          {
            key: 'difference',
            title: t('targets.fit.difference'),
            numeric: true,
            cell: (row) => shortFigure(differenceOf(row), figures),
          },
          { key: 'change', title: '%', numeric: true, cell: change },
          ...comparison.columns.map((column, i) => ({
            key: column.key,
            title: memberTitle(column, language),
            numeric: true,
            wide: true,
            cell: (row: Row) => shortFigure(differenceOf(row.values[i] ?? { from: 0, to: 0 }), figures),
          })),
        ]}
      />
    </section>
  )
}

/** Two scenarios side by side: how one becomes the other, member by member and quarter by quarter. */
export default function ComparePlans({ plan, layout }: { readonly plan: Plan; readonly layout: PlanLayout }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const scenarios = useQuery(api.targets.findScenarios.queryOptions())
  const others = (scenarios.data ?? []).filter(({ scenarioId }) => scenarioId !== plan.scenario.scenarioId)
  const [picked, setPicked] = useState<number | null>(plan.scenario.originScenarioId)
  const [axis, setAxis] = useState<PlanAxis>('organisation')
  const other: Scenario | undefined = others.find(({ scenarioId }) => scenarioId === picked) ?? others[0]
  const figures: Writing = { measure: layout.measure, currency, language }
  const roots = plan.dimensions
    .find((dimension) => dimension.axis === axis)
    ?.members.filter(({ parentKey }) => parentKey === null)
  const at = roots?.length === 1 && roots[0] !== undefined ? { [axis]: roots[0].key } : {}
  const query = useQuery({
    ...api.targets.compareScenarios.queryOptions({
      input: {
        from: other?.scenarioId ?? plan.scenario.scenarioId,
        to: plan.scenario.scenarioId,
        measure: layout.measure.code,
        at,
        axis,
        columns: axis === 'quarter' ? 'none' : 'quarter',
      },
    }),
    enabled: other !== undefined,
  })
  if (scenarios.data !== undefined && other === undefined)
    return <Empty title={t('targets.compare.none')} text={t('targets.compare.noneHint')} />
  const names = [other?.name ?? '', plan.scenario.name] as const
  return (
    <div className="stack">
      <div className="plan-bar">
        <span className="labelled">
          {t('targets.compare.with')}
          <Select
            size="small"
            aria-label={t('targets.compare.with')}
            value={other?.scenarioId ?? null}
            popupMatchSelectWidth={false}
            onChange={setPicked}
            options={others.map(({ scenarioId, name }) => ({ value: scenarioId, label: name }))}
          />
        </span>
        <span className="labelled">
          {t('targets.compare.by')}
          <Select
            size="small"
            aria-label={t('targets.compare.by')}
            value={axis}
            popupMatchSelectWidth={false}
            onChange={setAxis}
            options={[...plan.dimensions.map((dimension) => dimension.axis), 'quarter' as const].map(
              (each) => ({
                value: each,
                label: t(`targets.plan.axis.${each}`),
              }),
            )}
          />
        </span>
      </div>
      <Loaded query={query} lines={8}>
        {(comparison) => (
          <>
            <Waterfall comparison={comparison} figures={figures} names={names} />
            <Table comparison={comparison} figures={figures} names={names} />
          </>
        )}
      </Loaded>
    </div>
  )
}
