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
  '/records/customers': 'customer',
}

/** What the pages of records share. */
export function RecordsFrame({ children }: { readonly children: ReactNode }) {
  const { t } = useText()
  const list = LISTS[useLocation().pathname]
  const pages = [
    { to: '/records', title: t('records.organisation.title') },
    { to: '/records/regions', title: t('records.regions.title') },
    { to: '/records/products', title: t('records.products.title') },
    { to: '/records/customer-types', title: t('records.customerTypes.title') },
    { to: '/records/customers', title: t('records.customers.title') },
  ] as const
  return (
    <>
      <PageHead
        title={t('records.title')}
        actions={list === undefined ? undefined : <ExportMenu list={list} query={{}} />}
      />
      <SubNavigation label={t('records.title')} pages={pages} />
      {children}
    </>
  )
}
