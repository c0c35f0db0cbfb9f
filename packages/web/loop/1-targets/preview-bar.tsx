import { Button } from 'antd'
import { useText } from '../../i18n/index.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { exactFigure, shortFigure, type Writing } from './measure-text.ts'
import type { useWriteCells } from './use-write-cell.ts'

/** What an edit would come to, before it is saved. */
export function PreviewBar({
  writing,
  figures,
}: {
  readonly writing: ReturnType<typeof useWriteCells>
  readonly figures: Writing
}) {
  const { t, language } = useText()
  const { preview } = writing
  if (preview === null) return null
  const { before, after, changedCells } = preview.effect
  return (
    <section className="preview-bar" role="status">
      <b>{t('targets.preview.title')}</b>
      <span title={`${exactFigure(before, figures)} → ${exactFigure(after, figures)}`}>
        {shortFigure(before, figures)} → <b>{shortFigure(after, figures)}</b>
      </span>
      <span className="faint">
        {t('targets.preview.cells', { count: formatNumber(changedCells, language) })}
      </span>
      <span className="spacer" />
      <Button size="small" onClick={writing.dropShown}>
        {t('targets.preview.drop')}
      </Button>
      <Button size="small" type="primary" loading={writing.isSaving} onClick={writing.saveShown}>
        {t('targets.preview.save')}
      </Button>
    </section>
  )
}
