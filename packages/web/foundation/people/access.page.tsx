import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, InputNumber } from 'antd'
import { type FormEvent, useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { Card } from '../../ui/page/card.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import { SettingsFrame } from '../settings/settings-frame.tsx'
import { FieldLimits } from './field-limits.tsx'
import { refreshPeople } from './refresh-people.ts'
import '../settings/settings.css'
import './people.css'

type Rules = Outputs['people']['getSignInRules']

function PasswordRule({ rules }: { readonly rules: Rules }) {
  const { t } = useText()
  const { message } = App.useApp()
  const mayChange = useMay('members.write')
  const [length, setLength] = useState<number | null>(rules.minimumLength)
  const save = useMutation(
    api.people.setPasswordLength.mutationOptions({
      onSuccess: () => {
        void message.success(t('people.rules.saved'))
        return refreshPeople()
      },
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (length !== null) save.mutate({ minimumLength: length })
  }
  const { shortest, longest } = rules
  return (
    <Card title={t('people.rules.title')}>
      <form className="stack" onSubmit={submit}>
        <Field label={t('people.rules.length')} hint={t('people.rules.lengthHint', { shortest, longest })}>
          {(id) => (
            <InputNumber
              id={id}
              min={shortest}
              max={longest}
              precision={0}
              disabled={!mayChange}
              value={length}
              onChange={setLength}
            />
          )}
        </Field>
        {mayChange && (
          <span>
            <Button htmlType="submit" loading={save.isPending} disabled={length === rules.minimumLength}>
              {t('people.rules.save')}
            </Button>
          </span>
        )}
        {save.isError && <Problem error={save.error} />}
      </form>
    </Card>
  )
}

function ProviderCard({ provider }: Pick<Rules, 'provider'>) {
  const { t } = useText()
  if (provider === null)
    return (
      <Card title={t('people.provider.title')}>
        <p className="muted" style={{ overflowWrap: 'anywhere' }}>
          {t('people.provider.none')}
        </p>
      </Card>
    )
  return (
    <Card title={t('people.provider.title')}>
      <div className="stack">
        <p className="muted">{t('people.provider.text')}</p>
        <dl className="terms">
          {(['name', 'issuer', 'clientId', 'callback'] as const).map((key) => (
            <div key={key} style={{ display: 'contents' }}>
              <dt>{t(`people.provider.${key}`)}</dt>
              <dd style={{ overflowWrap: 'anywhere' }}>{provider[key]}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Card>
  )
}

/** Who reads limited fields, and how people sign in. */
export function AccessPage() {
  const query = useQuery(api.people.getSignInRules.queryOptions())
  return (
    <SettingsFrame page="access">
      <div className="people">
        <FieldLimits />
        <Loaded query={query} lines={4}>
          {(rules) => (
            <div className="people-pair">
              <PasswordRule rules={rules} />
              <ProviderCard provider={rules.provider} />
            </div>
          )}
        </Loaded>
      </div>
    </SettingsFrame>
  )
}
