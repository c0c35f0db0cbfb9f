import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../i18n/index.ts'
import { HeatCard } from '../../ui/chart/heat-card.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import { formatPercent } from '../../ui/format/number.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import { sliceOfCell } from '../cell-slice.ts'
import { heatMembers, heatProducts } from '../heat-rows.ts'
import { type Attained, type AttainedRow, type ReviewMonths, useAttainment } from './use-attainment.ts'

/** Pace at which a patch is deepest: forty percent away from what is due. */
const FULL_DEPTH = 0.4

function HeatOf({ attained }: { readonly attained: Attained }) {
  const { t, language } = useText()
  const [focus, setFocus] = useState<string | null>(null)
  const { scenario, from, to, rows } = attained
  const products = heatProducts(rows)
  const patchOf = (row: AttainedRow | undefined) => {
    if (row === undefined || row.pace === null) return null
    const text = formatPercent(row.pace, language, 0)
    const sign = row.pace >= 1 ? '▲' : row.pace < 0.95 ? '▼' : ''
    return {
      depth: (row.pace - 1) / FULL_DEPTH,
      text,
      raw: row.pace,
      content: (
        <Link to="/orders" search={sliceOfCell(row.at, { from, to }, scenario.channel)}>
          {text}
          <small aria-hidden="true">{sign}</small>
        </Link>
      ),
    }
  }
  return (
    <HeatCard
      title={t('review.heat.title')}
      note={
        focus === null ? (
          t('review.heat.note')
        ) : (
          <Button size="small" onClick={() => setFocus(null)}>
            {t('review.heat.up')}
          </Button>
        )
      }
      corner={t('review.heat.corner')}
      columns={products.map((product) => nameIn(product.name, language))}
      rows={heatMembers(rows, focus).map((member) => ({
        key: member.key,
        name: nameIn(member.name, language),
        ...(member.hasChildren ? { onOpen: () => setFocus(member.key) } : {}),
        patches: products.map((product) => patchOf(member.byProduct.get(product.key))),
      }))}
      diverging
      low={t('review.heat.low')}
      high={t('review.heat.high')}
    />
  )
}

/** Which territory is behind in which category. */
export function AttainmentHeat(props: { readonly scenarioId: number; readonly months: ReviewMonths }) {
  const query = useAttainment(props.scenarioId, ['product', 'region'], props.months)
  return (
    <Loaded query={query} lines={6}>
      {(attained) => <HeatOf attained={attained} />}
    </Loaded>
  )
}
