import { useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PageHead } from '../../app/page-head.tsx'
import { SubNavigation } from '../../app/sub-navigation.tsx'
import { useText } from '../../i18n/index.ts'
import { ExportMenu } from '../imports/export-menu.tsx'

const LISTS: Readonly<Record<string, string>> = {
  '/records': 'organisation',
  '/records/regions': 'regions',
  '/records/products': 'products',
  '/records/customer-types': 'customerTypes',
}

/** The pages of records, side by side; people and customers are lists of entries. */
export function RecordsNavigation() {
  const { t } = useText()
  const pages = [
    { to: '/records', title: t('records.organisation.title') },
    { to: '/entries/$kind', params: { kind: 'person' }, title: t('records.people') },
    { to: '/records/regions', title: t('records.regions.title') },
    { to: '/records/products', title: t('records.products.title') },
    { to: '/records/customer-types', title: t('records.customerTypes.title') },
    { to: '/entries/$kind', params: { kind: 'customer' }, title: t('records.customers.title') },
    { to: '/records/calendar', title: t('calendar.title') },
  ] as const
  return <SubNavigation label={t('records.title')} pages={pages} />
}

/** What the pages of records share. */
export function RecordsFrame({ children }: { readonly children: ReactNode }) {
  const { t } = useText()
  const list = LISTS[useLocation().pathname]
  return (
    <>
      <PageHead
        title={t('records.title')}
        actions={list === undefined ? undefined : <ExportMenu list={list} query={{}} />}
      />
      <RecordsNavigation />
      {children}
    </>
  )
}
