import { useMutation } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { Card } from '../../ui/page/card.tsx'
import { Problem } from '../../ui/page/problem.tsx'

/** Sends a test mail, to oneself unless somebody else is named. */
export function TestMail() {
  const { t } = useText()
  const { message } = App.useApp()
  const { user } = useSession()
  const [email, setEmail] = useState(user.email)
  const send = useMutation(
    api.mail.sendTestMail.mutationOptions({
      onSuccess: () => {
        void message.success(t('mail.posted'))
        return queries.invalidateQueries({ queryKey: api.mail.key() })
      },
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({ email: email.trim() })
  }
  return (
    <Card title={t('mail.test')}>
      <form className="stack" onSubmit={submit}>
        <Field label={t('mail.testTo')}>
          {(id) => (
            <Input
              id={id}
              type="email"
              required
              maxLength={254}
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <span>
          <Button htmlType="submit" loading={send.isPending}>
            {t('mail.send')}
          </Button>
        </span>
        {send.isError && <Problem error={send.error} />}
      </form>
    </Card>
  )
}
