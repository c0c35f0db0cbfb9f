import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { api } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { HeatCard } from '../../ui/chart/heat-card.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import { shortMoney, toMajor } from '../../ui/format/money.ts'
import { formatChange } from '../../ui/format/number.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import { heatMembers, heatProducts } from '../heat-rows.ts'
import type { GridLine, PlanGridData } from './plan-cells.ts'

const route = getRouteApi('/in/targets/$scenarioId')

function HeatOf({ grid }: { readonly grid: PlanGridData }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { region = null } = route.useSearch()
  const navigate = route.useNavigate()
  const products = heatProducts(grid.rows)
  const members = heatMembers(grid.rows, region)
  const largest = Math.max(
    1,
    ...members.flatMap((member) => [...member.byProduct.values()].map((row) => row.total)),
  )
  const patchOf = (row: GridLine | undefined) => {
    if (row === undefined) return null
    const text = shortMoney(row.total, currency, language)
    const growth = formatChange(row.base === 0 ? null : row.total / row.base - 1, language, 0)
    return {
      depth: row.total / largest,
      text,
      raw: toMajor(row.total, currency.digits),
      content: (
        <Link
          to="/targets/$scenarioId"
          params={(old) => ({ scenarioId: old.scenarioId ?? '' })}
          search={{ view: 'grid', rows: 'region', ...row.at }}
          title={growth}
        >
          {text}
          <small>{growth}</small>
        </Link>
      ),
    }
  }
  const focus = (key: string | undefined) =>
    void navigate({ search: ({ region: _, ...old }) => (key === undefined ? old : { ...old, region: key }) })
  return (
    <HeatCard
      title={t('targets.heat.title')}
      note={
        region === null ? (
          t('targets.heat.note')
        ) : (
          <Button size="small" onClick={() => focus(undefined)}>
            {t('targets.heat.up')}
          </Button>
        )
      }
      corner={t('targets.heat.corner')}
      columns={products.map((product) => nameIn(product.name, language))}
      rows={members.map((member) => ({
        key: member.key,
        name: nameIn(member.name, language),
        ...(member.hasChildren ? { onOpen: () => focus(member.key) } : {}),
        patches: products.map((product) => patchOf(member.byProduct.get(product.key))),
      }))}
      low={t('targets.heat.low')}
      high={t('targets.heat.high')}
    />
  )
}

/** The plan by territory and category, deeper where more is expected. */
export default function PlanHeat({ scenarioId }: { readonly scenarioId: number }) {
  const query = useQuery(
    api.targets.getTargetGrid.queryOptions({
      input: { scenarioId, rows: ['product', 'region'], columns: 'none' },
    }),
  )
  return (
    <Loaded query={query} lines={8}>
      {(grid) => <HeatOf grid={grid} />}
    </Loaded>
  )
}
