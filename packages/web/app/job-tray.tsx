import { SyncOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Popover } from 'antd'
import { api } from '../api/client.ts'
import { useMay } from '../api/session.ts'
import { JobProgress } from '../foundation/jobs/job-progress.tsx'
import { useText } from '../i18n/index.ts'

/** Work under way, wherever one is; it survives a reload because the server keeps it. */
export function JobTray() {
  const { t } = useText()
  const may = useMay('jobs.read')
  const { data } = useQuery({ ...api.jobs.findJobs.queryOptions(), enabled: may })
  const running = (data ?? []).filter((job) => ['queued', 'running', 'cancelling'].includes(job.state))
  if (running.length === 0) return null
  const content = (
    <div style={{ width: 300 }}>
      <ul className="stack">
        {running.map((job) => (
          <li key={job.jobId}>
            <JobProgress job={job} />
          </li>
        ))}
      </ul>
      <p style={{ marginTop: 12 }}>
        <Link to="/jobs">{t('jobs.all')}</Link>
      </p>
    </div>
  )
  return (
    <Popover content={content} title={t('jobs.underWay')} trigger="click" placement="bottomRight">
      <button
        type="button"
        className="icon-button"
        aria-label={t('jobs.underWayCount', { count: running.length })}
      >
        <SyncOutlined spin aria-hidden="true" />
        <span className="dot" />
      </button>
    </Popover>
  )
}
