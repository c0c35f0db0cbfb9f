import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { signIn } from '../../api/sign-in.ts'
import { type TextKey, useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { CodeForm } from './code-form.tsx'
import { failureKey } from './sign-in-failure.ts'
import './sign-in.css'

export type Credentials = { readonly email: string; readonly password: string }

/** Tries a password. Answers `code` when a one-time code is asked for, `done` when signed in, else why not. */
export async function tryPassword(
  credentials: Credentials,
): Promise<'done' | 'code' | { readonly failed: TextKey }> {
  const { data, error } = await signIn.signIn
    .email(credentials)
    .catch(() => ({ data: null, error: { status: 0 } }))
  if (error !== null) return { failed: failureKey(error.status, 'credentials') }
  return data !== null && 'twoFactorRedirect' in data && data.twoFactorRedirect === true ? 'code' : 'done'
}

/** Password first, then the one-time code where the person has one. What was typed stays when it fails. */
export function SignInForm({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const { t } = useText()
  const [typed, setTyped] = useState<Credentials>({ email: '', password: '' })
  const [step, setStep] = useState<'password' | 'code'>('password')
  const [failed, setFailed] = useState<TextKey | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const result = await tryPassword(typed)
    setBusy(false)
    if (result === 'done') onSignedIn()
    else if (result === 'code') setStep('code')
    else setFailed(result.failed)
  }
  if (step === 'code') return <CodeForm onSignedIn={onSignedIn} />
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <Field label={t('signIn.email')}>
        {(id) => (
          <Input
            id={id}
            size="large"
            type="email"
            autoComplete="username"
            required
            value={typed.email}
            onChange={(event) => setTyped({ ...typed, email: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('signIn.password')}>
        {(id) => (
          <Input.Password
            id={id}
            size="large"
            autoComplete="current-password"
            required
            value={typed.password}
            onChange={(event) => setTyped({ ...typed, password: event.target.value })}
          />
        )}
      </Field>
      {failed !== null && (
        <p className="bad" role="alert">
          {t(failed)}
        </p>
      )}
      <Button type="primary" size="large" htmlType="submit" block loading={busy}>
        {t('signIn.submit')}
      </Button>
    </form>
  )
}
