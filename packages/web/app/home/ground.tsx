import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { useMay, useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { formatCivilDate, formatMoment } from '../../ui/format/date.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { Card } from '../../ui/page/card.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import '../../foundation/settings/settings.css'

/** The state of the ground: data, scenarios, work, members. */
export function Ground() {
  const { t, language } = useText()
  const { workspace } = useSession()
  const seesMembers = useMay('members.read')
  const scenarios = useQuery(api.targets.findScenarios.queryOptions()).data
  const jobs = useQuery(api.jobs.findJobs.queryOptions()).data
  const members = useQuery({ ...api.administration.findMembers.queryOptions(), enabled: seesMembers }).data
  const day = (date: string | null) => (date === null ? '—' : formatCivilDate(date, language))
  return (
    <Card title={t('home.ground.title')} note={nameIn(workspace.name, language)}>
      <dl className="terms">
        <dt>{t('home.ground.from')}</dt>
        <dd>
          <Link to="/orders">{day(workspace.dataFrom)}</Link>
        </dd>
        <dt>{t('home.ground.until')}</dt>
        <dd>{day(workspace.dataUntil)}</dd>
        <dt>{t('home.ground.channels')}</dt>
        <dd>{workspace.channels.map((channel) => nameIn(channel.name, language)).join(', ')}</dd>
        <dt>{t('home.ground.scenarios')}</dt>
        <dd>
          <Link to="/targets">{scenarios?.length ?? '—'}</Link>
        </dd>
        <dt>{t('home.ground.jobs')}</dt>
        <dd>
          <Link to="/jobs">{jobs?.filter((job) => job.endedAt === null).length ?? '—'}</Link>
        </dd>
        {seesMembers && (
          <>
            <dt>{t('home.ground.members')}</dt>
            <dd>
              <Link to="/settings">{members?.length ?? '—'}</Link>
            </dd>
          </>
        )}
      </dl>
    </Card>
  )
}

/** The newest writes, for those who may see the audit. */
export function LatestWrites() {
  const { t, language } = useText()
  const query = useQuery(
    api.administration.findAuditEntries.queryOptions({ input: { page: 1, pageSize: 8 } }),
  )
  return (
    <Card title={t('home.audit.title')} aside={<Link to="/audit">{t('home.audit.all')}</Link>}>
      <Loaded query={query} lines={5}>
        {({ rows }) => (
          <ul className="slips">
            {rows.length === 0 && <li className="muted">{t('home.audit.none')}</li>}
            {rows.map((entry) => (
              <li key={entry.auditEntryId}>
                <span>
                  {entry.actor} · <code>{entry.action}</code>
                </span>
                <span className="faint">{formatMoment(entry.at, language)}</span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  )
}
