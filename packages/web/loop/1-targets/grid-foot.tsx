import { useMemo } from 'react'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { checkTies } from './grid-ties.ts'
import { exactFigure, type Scale } from './measure-text.ts'
import type { PlanLayout } from './plan-layout.ts'
import type { PlanRow } from './use-plan-rows.ts'

/** Under the grid: whether everything adds up, checked on what is shown; the unit; the keys. */
export function GridFoot({
  rows,
  layout,
  scale,
  editable,
  since,
}: {
  readonly rows: readonly PlanRow[]
  readonly layout: PlanLayout
  readonly scale: Scale
  readonly editable: boolean
  /** the approved plan that the tinted cells differ from; null where none are tinted */
  readonly since: string | null
}) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { measure, columns } = layout
  const ties = useMemo(
    () => (measure.kind === 'ratio' ? [] : checkTies(rows, columns)),
    [rows, columns, measure.kind],
  )
  const figures = { measure, currency, language }
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
              t('targets.plan.ties.off', { name, amount: exactFigure(off, figures) })
            )}
          </Tag>
        )
      })}
      {since !== null && (
        <Tag>
          <i className="since-mark" aria-hidden="true" />
          {t('targets.plan.since', { name: since })}
        </Tag>
      )}
      {measure.kind === 'ratio' && <Tag>{t('targets.plan.ties.ratio')}</Tag>}
      <span className="spacer" />
      <span className="faint wide">{t(editable ? 'targets.plan.keys' : 'targets.plan.keysRead')}</span>
      {editable && measure.unit === 'money' && (
        <span className="faint">{t('targets.plan.typeIn', { currency: currency.code })}</span>
      )}
      {measure.unit === 'money' && (
        <span className="faint">{t('ui.unit', { unit: scale.unit, currency: currency.code })}</span>
      )}
    </footer>
  )
}
