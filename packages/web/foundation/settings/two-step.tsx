import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import { useSession } from '../../api/session.ts'
import { signIn } from '../../api/sign-in.ts'
import { type TextKey, useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Card } from '../../ui/page/card.tsx'
import { type Enrolment, EnrolmentSteps } from './enrolment-steps.tsx'

/** Turning the one-time code on, with QR and recovery codes, and off again. */
export function TwoStep() {
  const { t } = useText()
  const { user } = useSession()
  const [password, setPassword] = useState<string | null>(null)
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null)
  const [said, setSaid] = useState<{ readonly key: TextKey; readonly tone: 'good' | 'bad' } | null>(null)
  const finish = (key: TextKey) => {
    setPassword(null)
    setEnrolment(null)
    setSaid({ key, tone: 'good' })
    void queries.invalidateQueries({ queryKey: api.session.key() })
  }
  const proceed = async (event: FormEvent) => {
    event.preventDefault()
    const given = { password: password ?? '' }
    if (user.twoFactorEnabled) {
      const { error } = await signIn.twoFactor.disable(given)
      if (error === null) finish('settings.totp.disabled')
      else setSaid({ key: 'settings.totp.failed', tone: 'bad' })
      return
    }
    const { data, error } = await signIn.twoFactor.enable(given)
    if (error !== null || data === null || !('totpURI' in data))
      setSaid({ key: 'settings.totp.failed', tone: 'bad' })
    else setEnrolment({ uri: data.totpURI, recoveryCodes: data.backupCodes })
  }
  const state = (
    <Tag tone={user.twoFactorEnabled ? 'good' : 'plain'}>
      {t(user.twoFactorEnabled ? 'settings.totp.on' : 'settings.totp.off')}
    </Tag>
  )
  return (
    <Card title={t('settings.totp.title')} aside={state}>
      <div className="stack">
        <p className="muted">{t('settings.totp.why')}</p>
        {enrolment !== null && (
          <EnrolmentSteps enrolment={enrolment} onEnrolled={() => finish('settings.totp.enabled')} />
        )}
        {enrolment === null && password === null && (
          <span>
            <Button onClick={() => setPassword('')}>
              {t(user.twoFactorEnabled ? 'settings.totp.stop' : 'settings.totp.start')}
            </Button>
          </span>
        )}
        {enrolment === null && password !== null && (
          <form className="stack" onSubmit={(event) => void proceed(event)}>
            <Field label={t('settings.totp.passwordFirst')}>
              {(id) => (
                <Input.Password
                  id={id}
                  required
                  autoComplete="current-password"
                  value={password}
                  onChange={(event) => setPassword(event.target.value)}
                />
              )}
            </Field>
            <span className="row">
              <Button type="primary" htmlType="submit">
                {t('settings.totp.next')}
              </Button>
              <Button onClick={() => setPassword(null)}>{t('ui.action.cancel')}</Button>
            </span>
          </form>
        )}
        {said !== null && (
          <p className={said.tone} role="status">
            {t(said.key)}
          </p>
        )}
      </div>
    </Card>
  )
}
