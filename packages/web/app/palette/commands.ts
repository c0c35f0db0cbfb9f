import { useNavigate } from '@tanstack/react-router'
import { queries } from '../../api/queries.ts'
import { useSession } from '../../api/session.ts'
import { chooseLanguage, useText } from '../../i18n/index.ts'
import { partsFor } from '../../loop/parts.ts'
import { LANGUAGES } from '../../ui/format/locale.ts'
import { APPEARANCES, chooseAppearance } from '../../ui/theme/appearance.ts'
import { signOut } from '../account-menu.tsx'
import { useGround } from '../ground-navigation.tsx'
import { searchTexts } from './match.ts'

export type Command = {
  readonly key: string
  readonly group: 'pages' | 'actions' | 'found'
  readonly title: string
  readonly detail: string
  readonly texts: readonly string[]
  readonly run: () => void
}

function command(group: Command['group'], title: string, detail: string, run: () => void): Command {
  return { key: `${group} ${title} ${detail}`, group, title, detail, texts: searchTexts(title), run }
}

/** Pages that the person may open. */
function usePages(): Command[] {
  const { t } = useText()
  const navigate = useNavigate()
  const ground = useGround()
  const { actions } = useSession()
  const records = [
    { title: t('records.organisation.title'), to: '/records', action: 'records.read' },
    { title: t('records.regions.title'), to: '/records/regions', action: 'records.read' },
    { title: t('records.products.title'), to: '/records/products', action: 'records.read' },
    { title: t('records.customers.title'), to: '/records/customers', action: 'records.read' },
    { title: t('records.people'), to: '/records/people', action: 'records.read' },
    { title: t('calendar.title'), to: '/records/calendar', action: 'records.read' },
    { title: t('review.quotas.title'), to: '/review/quotas', action: 'review.read' },
    { title: t('metrics.explore.title'), to: '/metrics/explore', action: 'metrics.read' },
  ] as const
  return [
    ...partsFor(actions).map((part) =>
      command(
        'pages',
        t(`parts.${part.name}.name`),
        t(`parts.${part.name}.title`),
        () => void navigate({ to: part.path }),
      ),
    ),
    ...ground.map((entry) =>
      command('pages', t(`shell.nav.${entry.name}`), '', () => void navigate({ to: entry.path })),
    ),
    ...records
      .filter(({ action }) => actions.includes(action))
      .map((record) => command('pages', record.title, '', () => void navigate({ to: record.to }))),
  ]
}

/** Things to do from anywhere. */
function useActions(): Command[] {
  const { t } = useText()
  const navigate = useNavigate()
  const { actions } = useSession()
  const own = [
    ...(actions.includes('targets.write')
      ? [
          command(
            'actions',
            t('targets.set.title'),
            t('parts.targets.name'),
            () => void navigate({ to: '/targets', search: { set: true } }),
          ),
        ]
      : []),
    ...(actions.includes('goals.write')
      ? [
          command(
            'actions',
            t('goals.new'),
            t('goals.subtitle'),
            () => void navigate({ to: '/targets/goals/new' }),
          ),
        ]
      : []),
    ...(actions.includes('facts.write')
      ? [
          command(
            'actions',
            t('orders.record.title'),
            t('shell.nav.orders'),
            () => void navigate({ to: '/orders', search: { record: true } }),
          ),
        ]
      : []),
  ]
  const languages = LANGUAGES.map((code) =>
    command(
      'actions',
      t(`shell.language.${code}`),
      t('shell.language.label'),
      () => void chooseLanguage(code).then(() => queries.invalidateQueries()),
    ),
  )
  const appearances = APPEARANCES.map((code) =>
    command('actions', t(`shell.appearance.${code}`), t('shell.appearance.label'), () =>
      chooseAppearance(code),
    ),
  )
  return [
    ...own,
    ...languages,
    ...appearances,
    command('actions', t('shell.account.signOut'), '', () => void signOut()),
  ]
}

/** Every page and action. */
export function useCommands(): Command[] {
  return [...usePages(), ...useActions()]
}
