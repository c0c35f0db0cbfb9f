import { useMutation, useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import { chooseWorkspace } from '../../api/workspace.ts'
import { signOut } from '../../app/account-menu.tsx'
import { Mark } from '../../app/mark.tsx'
import { useText } from '../../i18n/index.ts'
import { Graticule } from '../../ui/figure/graticule.tsx'
import { Field } from '../../ui/form/field.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import { LanguageChoice } from '../settings/language-choice.tsx'
import { SignInForm, tryPassword } from './sign-in-form.tsx'
import './sign-in.css'

type Link = NonNullable<Outputs['session']['getLink']>

/** Enters with what has just been set; a second factor or a slow server leads over the sign-in page. */
function useEnter() {
  const navigate = useNavigate()
  return async (workspace: string | null, email: string, password: string | null) => {
    const result = password === null ? 'done' : await tryPassword({ email, password })
    if (workspace !== null) chooseWorkspace(workspace)
    queries.clear()
    if (result === 'done') await navigate({ to: '/' })
    else await navigate({ to: '/sign-in', search: { done: true } })
  }
}

function NewPassword({ link, token }: { readonly link: Link; readonly token: string }) {
  const { t } = useText()
  const enter = useEnter()
  const [typed, setTyped] = useState({ name: link.name, password: '' })
  const invited = link.kind === 'invitation'
  const accept = useMutation(api.session.acceptInvitation.mutationOptions())
  const reset = useMutation(api.session.resetPassword.mutationOptions())
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { password } = typed
    if (!invited) await reset.mutateAsync({ token, password })
    const joined = invited ? await accept.mutateAsync({ token, ...typed }) : null
    await enter(joined?.workspace ?? null, link.email, password)
  }
  const error = accept.error ?? reset.error
  return (
    <form className="stack" onSubmit={(event) => void submit(event).catch(() => null)}>
      {invited && (
        <Field label={t('people.join.name')}>
          {(id) => (
            <Input
              id={id}
              size="large"
              required
              maxLength={80}
              autoComplete="name"
              value={typed.name}
              onChange={(event) => setTyped({ ...typed, name: event.target.value })}
            />
          )}
        </Field>
      )}
      <input type="hidden" name="username" autoComplete="username" value={link.email} readOnly />
      <Field
        label={t('people.join.password')}
        hint={t('people.join.passwordHint', { minimum: link.minimumLength })}
      >
        {(id) => (
          <Input.Password
            id={id}
            size="large"
            required
            autoComplete="new-password"
            value={typed.password}
            onChange={(event) => setTyped({ ...typed, password: event.target.value })}
          />
        )}
      </Field>
      {error !== null && <Problem error={error} />}
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        block
        loading={accept.isPending || reset.isPending}
      >
        {t(invited ? 'people.join.submit' : 'people.join.submitReset')}
      </Button>
    </form>
  )
}

/** Somebody who signs in already joins with their session. */
function JoinSignedIn({ link, token, onSignedIn }: { link: Link; token: string; onSignedIn: () => void }) {
  const { t } = useText()
  const enter = useEnter()
  const accept = useMutation(
    api.session.acceptInvitation.mutationOptions({
      onSuccess: ({ workspace, email }) => enter(workspace, email, null),
    }),
  )
  const { email, signedInAs } = link
  if (signedInAs === null)
    return (
      <>
        <p>{t('people.join.exists', { email })}</p>
        <SignInForm onSignedIn={onSignedIn} />
      </>
    )
  if (signedInAs.toLowerCase() !== email)
    return (
      <>
        <p>{t('people.join.other', { email, other: signedInAs })}</p>
        <Button onClick={() => void signOut()}>{t('people.join.signOut')}</Button>
      </>
    )
  return (
    <>
      {accept.isError && <Problem error={accept.error} />}
      <Button
        type="primary"
        size="large"
        block
        loading={accept.isPending}
        onClick={() => accept.mutate({ token })}
      >
        {t('people.join.submit')}
      </Button>
    </>
  )
}

function LinkShown({
  link,
  token,
  onSignedIn,
}: {
  link: Link | null
  token: string
  onSignedIn: () => void
}) {
  const { t, language } = useText()
  const navigate = useNavigate()
  if (link === null)
    return (
      <>
        <h2>{t('people.join.over')}</h2>
        <p className="muted">{t('people.join.overText')}</p>
        <Button onClick={() => void navigate({ to: '/sign-in' })}>{t('people.join.toSignIn')}</Button>
      </>
    )
  const { kind, email } = link
  const invited = kind === 'invitation'
  return (
    <>
      <div>
        <h2>
          {invited
            ? t('people.join.invitation', { workspace: nameIn(link.workspace, language) })
            : t('people.join.reset')}
        </h2>
        <p className="muted">
          {invited
            ? t('people.join.invitationText', { email, role: t(`shell.role.${link.role}`) })
            : t('people.join.resetText', { email })}
        </p>
      </div>
      {invited && (link.hasSignIn || link.signedInAs !== null) ? (
        <JoinSignedIn link={link} token={token} onSignedIn={onSignedIn} />
      ) : (
        <NewPassword link={link} token={token} />
      )}
    </>
  )
}

/** Where a one-time link leads: joining a workspace, or a new password. */
export function JoinPage() {
  const { t } = useText()
  const token = useLocation({ select: ({ hash }) => hash })
  const query = useQuery({
    ...api.session.getLink.queryOptions({ input: { token }, meta: { quiet: true } }),
    enabled: token !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })
  const shown = token === '' ? { ...query, data: null } : query
  return (
    <div className="door">
      <aside className="door-cloth" aria-label={t('shell.product')}>
        <Graticule />
        <div className="door-story">
          <p className="door-motto">{t('signIn.motto')}</p>
          <p>{t('signIn.story')}</p>
        </div>
      </aside>
      <main className="door-form">
        <div className="door-brand">
          <Mark size={42} />
          <h1>
            {t('shell.product')}
            <small>{t('shell.tagline')}</small>
          </h1>
          <span className="spacer" />
          <LanguageChoice />
        </div>
        <div className="stack">
          <Loaded query={shown as typeof query} lines={4}>
            {(link) => (
              <LinkShown key={token} link={link} token={token} onSignedIn={() => void query.refetch()} />
            )}
          </Loaded>
        </div>
      </main>
    </div>
  )
}
