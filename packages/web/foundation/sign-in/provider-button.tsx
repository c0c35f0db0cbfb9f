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
  const [away, setAway] = useState<string | null>(null)
  if (provider === null) return null
  const go = async () => {
    setBusy(true)
    const { error: refused } = await signIn.signIn
      .social({ provider: provider.providerId, callbackURL: to, errorCallbackURL: '/sign-in' })
      .finally(() => setBusy(false))
    setAway(refused === null ? null : (refused.message ?? t('signIn.failed.provider')))
  }
  const failed = away ?? (error === null ? null : t(FAILURES[error] ?? 'signIn.failed.provider'))
  return (
    <div className="stack">
      <p className="door-or">{t('signIn.or')}</p>
      {failed !== null && (
        <p className="bad" role="alert">
          {failed}
        </p>
      )}
      <Button size="large" block loading={busy} onClick={() => void go()}>
        {t('signIn.provider', { name: provider.name })}
      </Button>
    </div>
  )
}
