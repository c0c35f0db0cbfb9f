import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { useSession } from '../api/session.ts'
import { useText } from '../i18n/index.ts'
import { formatCivilDate } from '../ui/format/date.ts'
import { nameIn } from '../ui/format/locale.ts'
import { ShellTools } from './shell-tools.tsx'

type PageHeadProps = {
  readonly title: string
  /** Chips behind the title. */
  readonly children?: ReactNode
  /** Last day with data of what the page shows, where it is not the whole workspace. */
  readonly dataUntil?: string | null | undefined
  /** Buttons of the page. */
  readonly actions?: ReactNode
}

/** Says until which day data run, whenever that day is past. */
export function DataUntil({ day }: { readonly day?: string | null | undefined }) {
  const { t, language } = useText()
  const { dataUntil: last, today } = useSession().workspace
  const dataUntil = day === undefined ? last : day
  if (dataUntil === null) return <span className="chip">{t('shell.noData')}</span>
  if (dataUntil >= today) return null
  return (
    <span className="chip" title={t('shell.dataUntilHint')}>
      {t('shell.dataUntil', { date: formatCivilDate(dataUntil, language) })}
    </span>
  )
}

/** The head of every page: its name, its chips, its buttons, and what the shell offers everywhere. */
export function PageHead({ title, children, actions, dataUntil }: PageHeadProps) {
  const { t, language } = useText()
  const { workspace } = useSession()
  useEffect(() => {
    document.title = `${title} · ${nameIn(workspace.name, language)} · ${t('shell.product')}`
  }, [title, workspace.name, language, t])
  return (
    <header className="page-head">
      <h1>{title}</h1>
      <div className="page-chips">
        {children}
        <DataUntil day={dataUntil} />
      </div>
      <span className="spacer" />
      {actions !== undefined && (
        <div className="page-actions" data-keeps-focus>
          {actions}
        </div>
      )}
      <ShellTools />
    </header>
  )
}
