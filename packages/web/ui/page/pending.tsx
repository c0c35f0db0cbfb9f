import { useText } from '../../i18n/index.ts'

/** Lines that will become text. */
export function Pending({ lines = 3 }: { readonly lines?: number }) {
  const { t } = useText()
  return (
    <div className="pending" role="status" aria-label={t('shell.loading')}>
      {Array.from({ length: lines }, (_, index) => `line ${index}`).map((key) => (
        <i key={key} />
      ))}
    </div>
  )
}
