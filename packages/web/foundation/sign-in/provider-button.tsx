import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { signIn } from '../../api/sign-in.ts'
import { type TextKey, useText } from '../../i18n/index.ts'
import { failureKey } from './sign-in-failure.ts'

const FAILURES: Readonly<Record<string, TextKey>> = {
  not_invited: 'signIn.failed.notInvited',
  email_not_verified: 'signIn.failed.notVerified',
  // Somebody of this address is known, and the provider does not vouch for it.
  account_not_linked: 'signIn.failed.notVerified',
}

type Refused = {
  readonly status: number
  readonly code?: string | undefined
  readonly message?: string | undefined
}

/** What this server says of its own in the reader's language; the sentences of its library are English. */
const ownSentence = ({ code, message }: Refused): string | undefined =>
  code === 'providerNotReached' ? message : undefined

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
      .social({
        provider: provider.providerId,
        callbackURL: to,
        errorCallbackURL: to === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(to)}`,
      })
      .catch(() => ({ error: { status: 0 } }))
      .finally(() => setBusy(false))
    if (refused === null) setAway(null)
    else setAway(ownSentence(refused) ?? t(failureKey(refused.status, 'provider')))
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
