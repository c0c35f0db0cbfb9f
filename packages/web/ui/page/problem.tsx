import { Button } from 'antd'
import { failureOf } from '../../api/failure.ts'
import { useText } from '../../i18n/index.ts'

/** Says what happened, where and what to do; offers to try again where that can help. */
export function Problem({
  error,
  where,
  onRetry,
}: {
  readonly error: unknown
  readonly where?: string
  readonly onRetry?: () => void
}) {
  const { t } = useText()
  const { code, message } = failureOf(error)
  const own = code === 'offline' || code === 'unknown'
  const title = own ? t(`ui.error.${code}.title`) : t('ui.error.refused.title')
  return (
    <div className="notice bad" role="alert">
      <i aria-hidden="true">!</i>
      <div>
        <b>{where === undefined ? title : `${where}: ${title}`}</b>
        <p>{own ? t(`ui.error.${code}.text`) : message}</p>
        {code === 'unknown' && message !== null && <code className="faint">{message}</code>}
      </div>
      {onRetry !== undefined && <Button onClick={onRetry}>{t('ui.error.retry')}</Button>}
    </div>
  )
}
