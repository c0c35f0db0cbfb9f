import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { type TextKey, useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { type Credentials, tryPassword } from './sign-in-form.tsx'

/** One card a sample identity; a click signs in. Nothing where the server offers none. */
export function SampleSignIns({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const { t, language } = useText()
  const { data } = useQuery(api.session.findSampleSignIns.queryOptions())
  const [failed, setFailed] = useState<TextKey | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const enter = async (credentials: Credentials) => {
    setBusy(credentials.email)
    const result = await tryPassword(credentials)
    setBusy(null)
    if (result === 'done') onSignedIn()
    else if (result !== 'code') setFailed(result.failed)
  }
  if (data === undefined || data.length === 0) return null
  return (
    <section className="samples">
      <h2>{t('signIn.samples.title')}</h2>
      <p className="faint">{t('signIn.samples.text')}</p>
      <ul>
        {data.map(({ email, password, role, name }) => (
          <li key={email}>
            <button
              type="button"
              disabled={busy !== null}
              aria-busy={busy === email}
              onClick={() => void enter({ email, password })}
            >
              <span className="face" aria-hidden="true">
                {[...nameIn(name, language)][0]}
              </span>
              <span>
                <b>{t(`shell.role.${role}`)}</b>
                <small>{nameIn(name, language)}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {failed !== null && (
        <p className="bad" role="alert">
          {t(failed)}
        </p>
      )}
    </section>
  )
}
