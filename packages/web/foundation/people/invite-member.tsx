import { useMutation } from '@tanstack/react-query'
import { Button, Input, Modal, Select } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { api } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { LANGUAGES } from '../../ui/format/locale.ts'
import { Problem } from '../../ui/page/problem.tsx'
import type { MadeLink } from './link-once.tsx'
import { type RoleAndPerson, RoleAndPersonFields } from './role-and-person.tsx'

/** Asks whom to invite in which role; the answer is a link. */
export function InviteMember({
  onClose,
  onMade,
}: {
  readonly onClose: () => void
  readonly onMade: (link: MadeLink) => void
}) {
  const { t, language } = useText()
  const form = useId()
  const [email, setEmail] = useState('')
  const [member, setMember] = useState<RoleAndPerson>({ role: 'representative', personId: null })
  const [locale, setLocale] = useState(language)
  const invite = useMutation(
    api.people.inviteMember.mutationOptions({
      onSuccess: ({ path, expiresAt, mailed }) =>
        onMade({ kind: 'invitation', email: email.trim(), path, expiresAt, mailed }),
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    invite.mutate({ email: email.trim(), ...member, locale })
  }
  return (
    <Modal
      open
      title={t('people.invite.title')}
      onCancel={onClose}
      footer={
        <span className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('ui.action.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={form} loading={invite.isPending}>
            {t('people.invite.submit')}
          </Button>
        </span>
      }
    >
      <form id={form} className="fields" onSubmit={submit}>
        <div className="whole">
          <Field label={t('people.invite.email')}>
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
        </div>
        <RoleAndPersonFields value={member} onChange={setMember} />
        <Field label={t('people.invite.language')} hint={t('people.invite.languageHint')}>
          {(id) => (
            <Select
              id={id}
              value={locale}
              onChange={setLocale}
              options={LANGUAGES.map((code) => ({ value: code, label: t(`shell.language.${code}`) }))}
            />
          )}
        </Field>
      </form>
      {invite.isError && <Problem error={invite.error} />}
    </Modal>
  )
}
