import type { ReactNode } from 'react'
import { PageHead } from '../../app/page-head.tsx'
import { SubNavigation } from '../../app/sub-navigation.tsx'
import { useText } from '../../i18n/index.ts'
import './imports.css'

/** What the pages of imports share. */
export function ImportsFrame({ children }: { readonly children: ReactNode }) {
  const { t } = useText()
  const pages = [
    { to: '/imports', title: t('imports.history') },
    { to: '/imports/templates', title: t('imports.templates') },
  ] as const
  return (
    <>
      <PageHead title={t('imports.title')} />
      <SubNavigation label={t('imports.title')} pages={pages} />
      {children}
    </>
  )
}
