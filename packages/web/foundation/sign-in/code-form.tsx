import { Button, Checkbox, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { signIn } from '../../api/sign-in.ts'
import { type TextKey, useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { failureKey } from './sign-in-failure.ts'

async function verify(code: string, recovery: boolean, trustDevice: boolean): Promise<TextKey | null> {
  const call = recovery
    ? signIn.twoFactor.verifyBackupCode({ code, trustDevice })
    : signIn.twoFactor.verifyTotp({ code, trustDevice })
  const { error } = await call.catch(() => ({ error: { status: 0 } }))
  return error === null ? null : failureKey(error.status, 'code')
}

/** The second step: six digits of the authenticator, or one of the recovery codes. */
export function CodeForm({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const { t } = useText()
  const [recovery, setRecovery] = useState(false)
  const [code, setCode] = useState('')
  const [trust, setTrust] = useState(false)
  const [failed, setFailed] = useState<TextKey | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const failure = await verify(code.trim(), recovery, trust)
    setBusy(false)
    if (failure === null) onSignedIn()
    else setFailed(failure)
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <div>
        <h2>{t('signIn.code.title')}</h2>
        <p className="muted">{t('signIn.code.text')}</p>
      </div>
      <Field label={t(recovery ? 'signIn.code.recoveryLabel' : 'signIn.code.label')}>
        {(id) => (
          <Input
            id={id}
            size="large"
            className="code-input"
            autoComplete="one-time-code"
            inputMode={recovery ? 'text' : 'numeric'}
            required
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <Checkbox checked={trust} onChange={(event) => setTrust(event.target.checked)}>
        {t('signIn.code.trust')}
      </Checkbox>
      {failed !== null && (
        <p className="bad" role="alert">
          {t(failed)}
        </p>
      )}
      <Button type="primary" size="large" htmlType="submit" block loading={busy}>
        {t('signIn.code.submit')}
      </Button>
      <Button type="link" onClick={() => setRecovery(!recovery)}>
        {t(recovery ? 'signIn.code.back' : 'signIn.code.recovery')}
      </Button>
    </form>
  )
}
