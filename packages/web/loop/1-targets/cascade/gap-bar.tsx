import { useText } from '../../../i18n/index.ts'
import type { CascadeNode } from './cascade-state.tsx'
import type { Figures } from './use-figures.ts'

/** The longest gap that a bar shows in full: a quarter of the target. */
const FULL = 0.25

/** What people committed to against what was asked of them: to the left short, to the right beyond. */
export function GapBar({ node, figures }: { readonly node: CascadeNode; readonly figures: Figures }) {
  const { t } = useText()
  const { gap, targetOfAnswered } = node
  if (gap === null) return <span className="faint">{t('cascade.gap.none')}</span>
  const ratio = targetOfAnswered === 0 ? 0 : gap / Math.abs(targetOfAnswered)
  const width = `${Math.min(1, Math.abs(ratio) / FULL) * 50}%`
  const kind = gap < 0 ? 'short' : gap > 0 ? 'ahead' : 'even'
  const text = t(`cascade.gap.${kind}`, { amount: figures.short(Math.abs(gap)) })
  return (
    <span className={`gap-bar ${kind}`} title={figures.exact(gap)}>
      <i aria-hidden="true">
        <u style={{ width, [gap < 0 ? 'right' : 'left']: '50%' }} />
      </i>
      <span>{text}</span>
    </span>
  )
}
