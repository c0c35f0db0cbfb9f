import { Link } from '@tanstack/react-router'
import { PageHead } from '../../app/page-head.tsx'
import { useText } from '../../i18n/index.ts'
import { Card } from '../../ui/page/card.tsx'
import { ApiKeys } from './api-keys.tsx'
import { Webhooks } from './webhooks.tsx'
import './integration.css'

const EXAMPLE = `curl -X POST ${window.location.origin}/api/ingest/v1/opportunity \\
  -H "Authorization: Bearer $SALESLOOM_KEY" \\
  -H "Idempotency-Key: 2026-11-24-batch-1" \\
  -H "Content-Type: application/json" \\
  -d '{"source":"crm","entries":[{"externalId":"006-1","values":{
        "name":"…","customer":{"code":"C-1001"},"stage":"quote","amount":"120000","day":"2026-11-24"}}]}'`

/** How other systems bring facts and hear what happens. */
export function IntegrationPage() {
  const { t } = useText()
  return (
    <>
      <PageHead title={t('integration.title')}>
        <Link className="chip" to="/api-reference">
          {t('shell.nav.apiReference')}
        </Link>
      </PageHead>
      <div className="stack">
        <ApiKeys />
        <Webhooks />
        <Card title={t('integration.example')} note={t('integration.exampleNote')}>
          <pre className="example">{EXAMPLE}</pre>
        </Card>
      </div>
    </>
  )
}
