import { type ErrorComponentProps, Link, useLocation } from '@tanstack/react-router'
import { useText } from '../i18n/index.ts'
import { Empty } from '../ui/page/empty.tsx'
import { Problem } from '../ui/page/problem.tsx'

/** A page that could not be shown. */
export function FailedPage({ error, reset }: ErrorComponentProps) {
  return (
    <div style={{ padding: 24 }}>
      <Problem error={error} onRetry={reset} />
    </div>
  )
}

/** An address without a page. */
export function MissingPage() {
  const { t } = useText()
  const { pathname } = useLocation()
  return (
    <main>
      <Empty
        heading="h1"
        title={t('shell.notFound.title')}
        text={t('shell.notFound.text', { path: pathname })}
      >
        <Link to="/">{t('shell.notFound.action')}</Link>
      </Empty>
    </main>
  )
}
