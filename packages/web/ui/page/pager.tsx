import { Button } from 'antd'
import { useText } from '../../i18n/index.ts'
import { formatNumber } from '../format/number.ts'

type PagerProps = {
  readonly page: number
  readonly pageSize: number
  readonly total: number
  readonly onPage: (page: number) => void
  /** Says which table it turns, where a page has several. */
  readonly label?: string
}

/** Which rows are shown, and the way to the others. */
export function Pager({ page, pageSize, total, onPage, label }: PagerProps) {
  const { t, language } = useText()
  const number = (value: number) => formatNumber(value, language)
  const from = total === 0 ? 0 : (page - 1) * pageSize + 1
  const to = Math.min(total, page * pageSize)
  return (
    <nav className="pager" aria-label={label}>
      <span aria-live="polite">
        {t('ui.table.of', { from: number(from), to: number(to), total: number(total) })}
      </span>
      <span className="spacer" />
      <Button size="small" disabled={page <= 1} onClick={() => onPage(page - 1)}>
        {t('ui.table.previous')}
      </Button>
      <Button size="small" disabled={to >= total} onClick={() => onPage(page + 1)}>
        {t('ui.table.next')}
      </Button>
    </nav>
  )
}
