import {
  ApiOutlined,
  AuditOutlined,
  ClusterOutlined,
  DatabaseOutlined,
  FieldTimeOutlined,
  FileTextOutlined,
  HomeOutlined,
  ImportOutlined,
  LineChartOutlined,
  LinkOutlined,
  SettingOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import type { Action } from '@salesloom/contract'
import { Link } from '@tanstack/react-router'
import { useSession } from '../api/session.ts'
import { useText } from '../i18n/index.ts'

/** What lies under the loop; an entry with an action is shown to those who hold it. */
export const GROUND = [
  { name: 'home', path: '/', icon: HomeOutlined, action: 'signedIn' },
  { name: 'meetings', path: '/monitoring/meetings', icon: TeamOutlined, action: 'meetings.join' },
  { name: 'records', path: '/records', icon: ClusterOutlined, action: 'records.read' },
  { name: 'entries', path: '/entries', icon: DatabaseOutlined, action: 'facts.read' },
  { name: 'orders', path: '/orders', icon: FileTextOutlined, action: 'facts.read' },
  { name: 'imports', path: '/imports', icon: ImportOutlined, action: 'facts.write' },
  { name: 'metrics', path: '/metrics', icon: LineChartOutlined, action: 'metrics.read' },
  { name: 'jobs', path: '/jobs', icon: FieldTimeOutlined, action: 'jobs.read' },
  { name: 'audit', path: '/audit', icon: AuditOutlined, action: 'audit.read' },
  { name: 'integration', path: '/integration', icon: LinkOutlined, action: 'integration.write' },
  { name: 'settings', path: '/settings', icon: SettingOutlined, action: 'signedIn' },
  { name: 'apiReference', path: '/api-reference', icon: ApiOutlined, action: 'signedIn' },
] as const satisfies readonly { name: string; path: string; icon: unknown; action: Action }[]

/** Entries that the person may open. */
export function useGround() {
  const { actions } = useSession()
  // Whoever sees monitoring finds the meetings there.
  const hidden = actions.includes('monitoring.read') ? 'meetings' : null
  return GROUND.filter(
    ({ name, action }) => name !== hidden && (action === 'signedIn' || actions.includes(action)),
  )
}

/** Home, records, orders, metrics, and what runs the product. */
export function GroundNavigation({ onChosen }: { readonly onChosen?: () => void }) {
  const { t } = useText()
  const entries = useGround()
  return (
    <nav aria-label={t('shell.ground')}>
      <ul className="ground">
        {entries.map(({ name, path, icon: Icon }) => (
          <li key={name}>
            <Link
              to={path}
              activeOptions={{ exact: path === '/' }}
              {...(onChosen === undefined ? {} : { onClick: onChosen })}
            >
              <Icon aria-hidden="true" />
              {t(`shell.nav.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
