import 'rapidoc'
import { Button } from 'antd'
import { createElement } from 'react'
import { PageHead } from '../../app/page-head.tsx'
import { useText } from '../../i18n/index.ts'
import { useAppearance } from '../../ui/theme/appearance.ts'
import { useTokens } from '../../ui/theme/tokens.ts'
import './api-reference.css'

const DESCRIPTION = '/api/openapi.json'

/** The API as the contract describes it, to read and to try. */
export function ApiReferencePage() {
  const { t } = useText()
  const { dark } = useAppearance()
  const tokens = useTokens()
  return (
    <>
      <PageHead
        title={t('apiReference.title')}
        actions={
          <Button href={DESCRIPTION} download>
            {t('apiReference.open')}
          </Button>
        }
      />
      <p className="muted" style={{ marginBottom: 16 }}>
        {t('apiReference.purpose')} {t('apiReference.proof')}
      </p>
      <section className="card flush api-reference">
        {createElement('rapi-doc', {
          key: String(dark),
          'spec-url': DESCRIPTION,
          'render-style': 'view',
          'load-fonts': 'false',
          'show-header': 'false',
          'allow-authentication': 'false',
          'allow-server-selection': 'false',
          'schema-style': 'table',
          theme: dark ? 'dark' : 'light',
          'bg-color': tokens.surface,
          'text-color': tokens.ink,
          'primary-color': tokens.indigo,
          'regular-font': tokens.font,
        })}
      </section>
    </>
  )
}
