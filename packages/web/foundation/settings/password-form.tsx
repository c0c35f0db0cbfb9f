import { Button, Checkbox, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { signIn } from '../../api/sign-in.ts'
import { type TextKey, useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { Card } from '../../ui/page/card.tsx'

const EMPTY = { currentPassword: '', newPassword: '', revokeOtherSessions: true }

/** A new password for the old one. */
export function PasswordForm() {
  const { t } = useText()
  const [typed, setTyped] = useState(EMPTY)
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ readonly key: TextKey; readonly tone: 'good' | 'bad' } | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const { error } = await signIn.changePassword(typed).catch(() => ({ error: { status: 0 } }))
    setBusy(false)
    if (error === null) setTyped(EMPTY)
    if (error === null) setSaid({ key: 'settings.password.done', tone: 'good' })
    else
      setSaid({ key: error.status === 0 ? 'signIn.failed.offline' : 'settings.password.wrong', tone: 'bad' })
  }
  return (
    <Card title={t('settings.password.title')}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <Field label={t('settings.password.current')}>
          {(id) => (
            <Input.Password
              id={id}
              required
              autoComplete="current-password"
              value={typed.currentPassword}
              onChange={(event) => setTyped({ ...typed, currentPassword: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('settings.password.next')} hint={t('settings.password.hint')}>
          {(id) => (
            <Input.Password
              id={id}
              required
              minLength={10}
              autoComplete="new-password"
              value={typed.newPassword}
              onChange={(event) => setTyped({ ...typed, newPassword: event.target.value })}
            />
          )}
        </Field>
        <Checkbox
          checked={typed.revokeOtherSessions}
          onChange={(event) => setTyped({ ...typed, revokeOtherSessions: event.target.checked })}
        >
          {t('settings.password.others')}
        </Checkbox>
        {said !== null && (
          <p className={said.tone} role="status">
            {t(said.key)}
          </p>
        )}
        <span>
          <Button htmlType="submit" loading={busy}>
            {t('settings.password.submit')}
          </Button>
        </span>
      </form>
    </Card>
  )
}
