import { App } from 'antd'
import { useText } from '../../i18n/index.ts'
import { formatNumber } from '../../ui/format/number.ts'
import type { LeftOut } from '../../ui/grid/grid-range.ts'

/** Long enough to count the cells that are named. */
const SECONDS = 10

/** Says which part of a pasted block the grid did not take, and why. */
export function useLeftOut(): (leftOut: LeftOut) => void {
  const { t, language } = useText()
  const { message } = App.useApp()
  return ({ beyond, fixed }) => {
    const parts = [
      ...(beyond > 0 ? [t('targets.plan.leftOut.beyond', { count: formatNumber(beyond, language) })] : []),
      ...(fixed > 0 ? [t('targets.plan.leftOut.fixed', { count: formatNumber(fixed, language) })] : []),
    ]
    void message.warning(parts.join(' '), SECONDS)
  }
}
