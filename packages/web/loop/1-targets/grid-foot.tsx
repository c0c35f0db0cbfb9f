import { useMemo } from 'react'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { exactMoney } from '../../ui/format/money.ts'
import { checkTies } from './grid-ties.ts'
import type { PlanGridData, Scale } from './plan-cells.ts'

/** Under the grid: whether everything adds up, checked on what is shown; the unit; the keys. */
export function GridFoot({
  grid,
  scale,
  editable,
}: {
  readonly grid: PlanGridData
  readonly scale: Scale
  readonly editable: boolean
}) {
  const { t, language } = useText()
  const currency = useCurrency()
  const ties = useMemo(() => checkTies(grid.rows), [grid.rows])
  return (
    <footer className="ties">
      {ties.map(({ axis, off }) => {
        const name = t(`targets.plan.ties.${axis}`)
        return (
          <Tag key={axis} tone={off === 0 ? 'good' : 'bad'}>
            {off === 0 ? (
              <>
                {name} <span aria-hidden="true">✓</span>
              </>
            ) : (
              t('targets.plan.ties.off', { name, amount: exactMoney(off, currency, language) })
            )}
          </Tag>
        )
      })}
      <span className="spacer" />
      <span className="faint wide">{t(editable ? 'targets.plan.keys' : 'targets.plan.keysRead')}</span>
      <span className="faint">{t('ui.unit', { unit: scale.unit, currency: currency.code })}</span>
    </footer>
  )
}
