import { type ImportRun, rowProblemText } from '@salesloom/contract'
import { useText } from '../../i18n/index.ts'

/** Why an import stopped, as a sentence. */
export function ImportFailure({ run }: { readonly run: ImportRun }) {
  const { t, language } = useText()
  if (run.state !== 'failed') return null
  const reason =
    run.error === null
      ? t('imports.failedWithout')
      : rowProblemText(run.error.code, language, run.error.detail)
  return (
    <div className="notice bad" role="alert">
      <i aria-hidden="true">!</i>
      <div>
        <b>{t('imports.failed')}</b>
        <p>{reason}</p>
      </div>
    </div>
  )
}
