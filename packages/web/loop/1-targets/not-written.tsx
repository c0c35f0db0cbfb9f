import { Button } from 'antd'
import { useText } from '../../i18n/index.ts'
import { Problem } from '../../ui/page/problem.tsx'
import { typedFigure } from './cell-code.ts'
import type { Writing } from './measure-text.ts'
import type { Refused } from './use-write-cell.ts'

/** Edits that were refused: what was typed stays, with why, and can be written again. */
export function NotWritten({
  refused,
  figures,
  onAgain,
  onClose,
}: {
  readonly refused: Refused
  readonly figures: Writing
  readonly onAgain: () => void
  readonly onClose: () => void
}) {
  const { t } = useText()
  const [first] = refused.edits
  const code = `${typedFigure(first?.code ?? '', figures)}${refused.edits.length > 1 ? ` (+${refused.edits.length - 1})` : ''}`
  return (
    <div>
      <Problem error={refused.error} where={t('targets.plan.notWritten', { code })} />
      <p className="row" style={{ marginTop: 8 }}>
        <Button size="small" onClick={onAgain}>
          {t('targets.plan.again')}
        </Button>
        <Button size="small" type="text" onClick={onClose}>
          {t('ui.action.close')}
        </Button>
      </p>
    </div>
  )
}
