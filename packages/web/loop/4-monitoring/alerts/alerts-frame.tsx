import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { MonitoringFrame } from '../monitoring-frame.tsx'
import './alerts.css'

/** What the three pages of alerts share: the alerts, their rules, and where they are told. */
export function AlertsFrame(props: { readonly actions?: ReactNode; readonly children: ReactNode }) {
  const { t } = useText()
  const mayDefine = useMay('alerts.define')
  const tabs = [
    { to: '/monitoring/alerts', title: t('alerts.tabs.list') },
    { to: '/monitoring/alerts/rules', title: t('alerts.tabs.rules') },
    { to: '/monitoring/alerts/channels', title: t('alerts.tabs.channels') },
  ] as const
  return (
    <MonitoringFrame actions={props.actions} example={t('alerts.example')}>
      <div className="stack">
        {mayDefine && (
          <nav className="alert-tabs" aria-label={t('alerts.title')}>
            {tabs.map(({ to, title }) => (
              <Link key={to} to={to} activeOptions={{ exact: true }}>
                {title}
              </Link>
            ))}
          </nav>
        )}
        {props.children}
      </div>
    </MonitoringFrame>
  )
}
