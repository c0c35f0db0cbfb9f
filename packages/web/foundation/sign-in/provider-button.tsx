import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { signIn } from '../../api/sign-in.ts'
import { type TextKey, useText } from '../../i18n/index.ts'

const FAILURES: Readonly<Record<string, TextKey>> = {
  not_invited: 'signIn.failed.notInvited',
  email_not_verified: 'signIn.failed.notVerified',
}

/** The way in by the company's identity provider, where one is set up, and why the last try did not succeed. */
export function ProviderButton({ to, error }: { readonly to: string; readonly error: string | null }) {
  const { t } = useText()
  const provider = useQuery(api.session.getSignInMethods.queryOptions()).data?.provider ?? null
  const [busy, setBusy] = useState(false)
  if (provider === null) return null
  const go = async () => {
    setBusy(true)
    await signIn.signIn
      .social({ provider: provider.providerId, callbackURL: to, errorCallbackURL: '/sign-in' })
      .finally(() => setBusy(false))
  }
  return (
    <div className="stack">
      <p className="door-or">{t('signIn.or')}</p>
      {error !== null && (
        <p className="bad" role="alert">
          {t(FAILURES[error] ?? 'signIn.failed.provider')}
        </p>
      )}
      <Button size="large" block loading={busy} onClick={() => void go()}>
        {t('signIn.provider', { name: provider.name })}
      </Button>
    </div>
  )
}
