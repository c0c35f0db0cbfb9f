import type { ReactNode } from 'react'
import { PageHead } from '../../app/page-head.tsx'
import { SubNavigation } from '../../app/sub-navigation.tsx'
import { useText } from '../../i18n/index.ts'
import { MethodDrawer } from '../method-drawer.tsx'
import './review.css'

type ReviewFrameProps = {
  readonly chips?: ReactNode
  /** Last day with data of the channel under review. */
  readonly dataUntil?: string | null | undefined
  readonly children: ReactNode
}

/** What the pages of the review share. */
export function ReviewFrame({ chips, dataUntil, children }: ReviewFrameProps) {
  const { t } = useText()
  const pages = [
    { to: '/review', title: t('review.attainment.title') },
    { to: '/review/quotas', title: t('review.quotas.title') },
  ] as const
  return (
    <>
      <PageHead title={t('review.title')} dataUntil={dataUntil} actions={<MethodDrawer part="review" />}>
        {chips}
      </PageHead>
      <SubNavigation label={t('review.title')} pages={pages} />
      {children}
    </>
  )
}
