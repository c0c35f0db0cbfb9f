import { Button, Checkbox, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { signIn } from '../../api/sign-in.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { Card } from '../../ui/page/card.tsx'

type Refused = {
  readonly status: number
  readonly code?: string | undefined
  readonly message?: string | undefined
}

const EMPTY = { currentPassword: '', newPassword: '', revokeOtherSessions: true }

/** A new password for the old one. */
export function PasswordForm() {
  const { t } = useText()
  const [typed, setTyped] = useState(EMPTY)
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ readonly text: string; readonly tone: 'good' | 'bad' } | null>(null)
  /** The server says in the page's language why it refuses a password; the rest is said here. */
  const sentence = (error: Refused | null): string => {
    if (error === null) return t('settings.password.done')
    if (error.status === 0) return t('signIn.failed.offline')
    return error.code?.startsWith('password') === true && error.message !== undefined
      ? error.message
      : t('settings.password.wrong')
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const { error }: { error: Refused | null } = await signIn
      .changePassword(typed)
      .catch(() => ({ error: { status: 0 } }))
    setBusy(false)
    if (error === null) setTyped(EMPTY)
    setSaid({ text: sentence(error), tone: error === null ? 'good' : 'bad' })
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
        <Field label={t('settings.password.next')} hint={t('settings.password.hintAny')}>
          {(id) => (
            <Input.Password
              id={id}
              required
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
            {said.text}
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
