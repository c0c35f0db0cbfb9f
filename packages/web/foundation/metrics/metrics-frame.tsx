import { PlusOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useMay } from '../../api/session.ts'
import { PageHead } from '../../app/page-head.tsx'
import { SubNavigation } from '../../app/sub-navigation.tsx'
import { useText } from '../../i18n/index.ts'
import './metrics.css'

/** What the pages of metrics share. */
export function MetricsFrame({ children }: { readonly children: ReactNode }) {
  const { t } = useText()
  const navigate = useNavigate()
  const mayDefine = useMay('metrics.define')
  const pages = [
    { to: '/metrics', title: t('metrics.catalogue') },
    { to: '/metrics/explore', title: t('metrics.explore.title') },
  ] as const
  const actions = mayDefine ? (
    <Button icon={<PlusOutlined />} onClick={() => void navigate({ to: '/metrics/define' })}>
      {t('metrics.define.new')}
    </Button>
  ) : undefined
  return (
    <>
      <PageHead title={t('metrics.title')} actions={actions} />
      <SubNavigation label={t('metrics.title')} pages={pages} />
      {children}
    </>
  )
}
