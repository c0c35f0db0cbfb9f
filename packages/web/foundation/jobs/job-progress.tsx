import type { Outputs } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { JobStop } from './job-stop.tsx'

export type Job = Outputs['jobs']['findJobs'][number]

/** What a job does now and how far it is. */
export function JobProgress({ job }: { readonly job: Job }) {
  const { t, language } = useText()
  const number = (value: number) => formatNumber(value, language)
  const share = job.total === null || job.total === 0 ? null : Math.min(1, job.done / job.total)
  const text =
    job.total === null
      ? t('jobs.progressOpen', { done: number(job.done) })
      : t('jobs.progress', { done: number(job.done), total: number(job.total) })
  return (
    <div>
      <div className="row">
        <b>{t(`jobs.kind.${job.kind}`, { subject: job.subject })}</b>
        <span className="spacer" />
        <JobStop job={job} />
      </div>
      <div
        className={share === null ? 'meter open' : 'meter'}
        role="progressbar"
        aria-label={t(`jobs.kind.${job.kind}`, { subject: job.subject })}
        {...(share === null ? {} : { 'aria-valuenow': Math.round(share * 100) })}
      >
        <i style={share === null ? {} : { width: `${share * 100}%` }} />
      </div>
      <p className="faint">
        {t(`jobs.stateName.${job.state}`)} · {text}
      </p>
    </div>
  )
}
