import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { ChartCard } from '../../ui/chart/chart-card.tsx'
import { type TreePatch, treemapOption } from '../../ui/chart/treemap-option.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { shortMoney, toMajor } from '../../ui/format/money.ts'
import { formatChange } from '../../ui/format/number.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import { useTokens } from '../../ui/theme/tokens.ts'
import type { GridLine, PlanGridData } from './plan-cells.ts'

const AXES = ['organisation', 'region', 'product'] as const

const growthOf = ({ base, total }: GridLine): number | null => (base === 0 ? null : total / base - 1)

/** Rows as patches, each with those below it. */
function patchesBelow(
  rows: ReadonlyMap<string | null, readonly GridLine[]>,
  parent: string | null,
  nameOf: (row: GridLine) => string,
  sizeOf: (row: GridLine) => number,
): TreePatch[] {
  return (rows.get(parent) ?? []).map((row) => ({
    name: nameOf(row),
    value: sizeOf(row),
    change: growthOf(row),
    children: patchesBelow(rows, row.key, nameOf, sizeOf),
  }))
}

function TreemapOf({ grid }: { readonly grid: PlanGridData }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const tokens = useTokens()
  const { fiscalYear, baseYear } = grid.scenario
  const byParent = Map.groupBy(grid.rows, (row) => row.parentKey)
  const [root] = grid.rows
  const major = (row: GridLine) => toMajor(row.total, currency.digits)
  const patches = patchesBelow(byParent, root?.key ?? null, (row) => nameIn(row.name, language), major)
  return (
    <ChartCard
      title={t('targets.treemap.title')}
      note={t('targets.treemap.note', { base: baseYear })}
      summary={t('targets.treemap.summary', { year: fiscalYear })}
      option={treemapOption({
        name: root === undefined ? '' : nameIn(root.name, language),
        patches,
        language,
        tokens,
      })}
      height={560}
      table={{
        head: [
          t('targets.plan.member'),
          t('targets.plan.base', { year: baseYear }),
          t('targets.plan.total', { year: fiscalYear }),
          t('targets.plan.growth'),
        ],
        rows: grid.rows.map((row) => ({
          key: row.key,
          cells: [
            {
              text: `${'　'.repeat(row.level)}${nameIn(row.name, language)}`,
              raw: nameIn(row.name, language),
            },
            { text: shortMoney(row.base, currency, language), raw: toMajor(row.base, currency.digits) },
            { text: shortMoney(row.total, currency, language), raw: major(row) },
            { text: formatChange(growthOf(row), language), raw: growthOf(row) ?? '' },
          ],
        })),
      }}
    />
  )
}

/** The plan as patches within patches: who carries how much, and against last year. */
export default function PlanTreemap({ scenarioId }: { readonly scenarioId: number }) {
  const { t } = useText()
  const [axis, setAxis] = useState<(typeof AXES)[number]>('organisation')
  const query = useQuery(
    api.targets.getTargetGrid.queryOptions({ input: { scenarioId, rows: [axis], columns: 'none' } }),
  )
  return (
    <div className="stack">
      <Segmented
        size="small"
        aria-label={t('targets.plan.rows')}
        value={axis}
        onChange={setAxis}
        options={AXES.map((value) => ({ value, label: t(`targets.plan.axis.${value}`) }))}
        style={{ justifySelf: 'start' }}
      />
      <Loaded query={query} lines={8}>
        {(grid) => <TreemapOf grid={grid} />}
      </Loaded>
    </div>
  )
}
