import { MoreOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Dropdown } from 'antd'
import { queries } from '../api/queries.ts'
import { useSession } from '../api/session.ts'
import { signIn } from '../api/sign-in.ts'
import { chooseStandIn, forgetStandIn } from '../api/stand-in.ts'
import { chooseWorkspace } from '../api/workspace.ts'
import { chooseLanguage, useText } from '../i18n/index.ts'
import { LANGUAGES, nameIn } from '../ui/format/locale.ts'
import { APPEARANCES, chooseAppearance, useAppearance } from '../ui/theme/appearance.ts'

/** Leaves the session and forgets everything that was loaded under it. */
export async function signOut(): Promise<void> {
  await signIn.signOut()
  chooseWorkspace(null)
  forgetStandIn()
  window.location.assign('/sign-in')
}

function switchWorkspace(code: string): void {
  chooseWorkspace(code)
  forgetStandIn()
  queries.clear()
  window.location.assign('/')
}

function useMenuItems() {
  const { t, language } = useText()
  const { workspaces, standIns, standingInFor } = useSession()
  const standInItems = standIns
    .filter((standIn) => standIn.standInId !== standingInFor?.standInId)
    .map(({ standInId, name }) => ({ key: `standIn:${standInId}`, label: nameIn(name, language) }))
  const workspaceItems = workspaces.map(({ code, name }) => ({
    key: `workspace:${code}`,
    label: nameIn(name, language),
  }))
  return [
    ...(standingInFor === null ? [] : [{ key: 'myself', label: t('people.standIns.leave') }]),
    ...(standInItems.length === 0
      ? []
      : [
          {
            type: 'group' as const,
            key: 'standIns',
            label: t('people.standIns.menu'),
            children: standInItems,
          },
        ]),
    ...(workspaces.length < 2
      ? []
      : [
          {
            type: 'group' as const,
            key: 'workspaces',
            label: t('shell.account.workspace'),
            children: workspaceItems,
          },
        ]),
    {
      type: 'group' as const,
      key: 'languages',
      label: t('shell.language.label'),
      children: LANGUAGES.map((code) => ({ key: `language:${code}`, label: t(`shell.language.${code}`) })),
    },
    {
      type: 'group' as const,
      key: 'appearances',
      label: t('shell.appearance.label'),
      children: APPEARANCES.map((code) => ({
        key: `appearance:${code}`,
        label: t(`shell.appearance.${code}`),
      })),
    },
    { type: 'divider' as const, key: 'line' },
    { key: 'settings', label: t('shell.nav.settings') },
    { key: 'signOut', label: t('shell.account.signOut') },
  ]
}

/** Who is signed in; opens workspace, language, appearance and sign-out. */
export function AccountMenu() {
  const { t, language } = useText()
  const { user, person, role, workspace } = useSession()
  const { appearance } = useAppearance()
  const navigate = useNavigate()
  const items = useMenuItems()
  const name = person === null ? user.name : nameIn(person.name, language)
  const choose = (key: string) => {
    const [kind, value = ''] = key.split(':')
    if (kind === 'workspace') switchWorkspace(value)
    if (kind === 'myself') chooseStandIn(null)
    if (kind === 'standIn') chooseStandIn(Number(value))
    if (kind === 'language')
      void chooseLanguage(LANGUAGES.find((code) => code === value) ?? 'en').then(() =>
        queries.invalidateQueries(),
      )
    if (kind === 'appearance') chooseAppearance(APPEARANCES.find((code) => code === value) ?? 'system')
    if (kind === 'settings') void navigate({ to: '/settings' })
    if (kind === 'signOut') void signOut()
  }
  const selectedKeys = [`language:${language}`, `appearance:${appearance}`, `workspace:${workspace.code}`]
  return (
    <Dropdown
      trigger={['click']}
      placement="topLeft"
      menu={{ items, selectedKeys, onClick: ({ key }) => choose(key) }}
    >
      <button type="button" aria-haspopup="menu">
        <span className="face" aria-hidden="true">
          {[...name][0]}
        </span>
        <span style={{ minWidth: 0 }}>
          <span className="visually-hidden">{t('shell.account.label')}: </span>
          <b>{name}</b>
          <small>{t(`shell.role.${role}`)}</small>
        </span>
        <MoreOutlined aria-hidden="true" />
      </button>
    </Dropdown>
  )
}
