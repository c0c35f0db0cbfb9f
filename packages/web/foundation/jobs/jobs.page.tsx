import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import { useMay } from '../../api/session.ts'
import { PageHead } from '../../app/page-head.tsx'
import { type Translate, useText } from '../../i18n/index.ts'
import { Tag, type Tone } from '../../ui/figure/tag.tsx'
import { formatMoment } from '../../ui/format/date.ts'
import type { Language } from '../../ui/format/locale.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Empty } from '../../ui/page/empty.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import { type Job, JobProgress } from './job-progress.tsx'

const TONES: Record<Job['state'], Tone> = {
  queued: 'plain',
  running: 'work',
  cancelling: 'care',
  done: 'good',
  failed: 'bad',
  cancelled: 'plain',
}
const ended = (job: Job): boolean => job.endedAt !== null

function resultText(job: Job): string {
  if (job.error !== null) return job.error
  return Object.entries(job.result ?? {})
    .map(([name, value]) => `${name} ${value}`)
    .join(' · ')
}

function tookText(job: Job, t: Translate, language: Language): string {
  if (job.endedAt === null) return '—'
  const seconds = (Date.parse(job.endedAt) - Date.parse(job.startedAt)) / 1_000
  return t('jobs.seconds', { value: formatNumber(seconds, language, 1) })
}

function columnsOf(t: Translate, language: Language): Column<Job>[] {
  return [
    {
      key: 'what',
      title: t('jobs.what'),
      cell: (job) => <b>{t(`jobs.kind.${job.kind}`, { subject: job.subject })}</b>,
    },
    {
      key: 'state',
      title: t('jobs.state'),
      cell: (job) => <Tag tone={TONES[job.state]}>{t(`jobs.stateName.${job.state}`)}</Tag>,
    },
    { key: 'startedBy', title: t('jobs.startedBy'), wide: true, cell: (job) => job.startedBy },
    { key: 'startedAt', title: t('jobs.startedAt'), cell: (job) => formatMoment(job.startedAt, language) },
    {
      key: 'took',
      title: t('jobs.duration'),
      numeric: true,
      wide: true,
      cell: (job) => tookText(job, t, language),
    },
    {
      key: 'result',
      title: t('jobs.result'),
      wide: true,
      cell: (job) => <span className={job.error === null ? 'faint' : 'bad'}>{resultText(job)}</span>,
    },
  ]
}

function Rebuild() {
  const { t } = useText()
  const may = useMay('facts.rebuild')
  const rebuild = useMutation(
    api.facts.rebuildRollups.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.jobs.key() }),
    }),
  )
  if (!may) return null
  return (
    <>
      <Button title={t('jobs.rebuildHint')} loading={rebuild.isPending} onClick={() => rebuild.mutate({})}>
        {t('jobs.rebuild')}
      </Button>
      {rebuild.isError && <Problem error={rebuild.error} />}
    </>
  )
}

/** Long work: what runs, what ran, and what came of it. */
export function JobsPage() {
  const { t, language } = useText()
  const query = useQuery(api.jobs.findJobs.queryOptions())
  return (
    <>
      <PageHead title={t('jobs.title')} actions={<Rebuild />} />
      <p className="muted" style={{ marginBottom: 16 }}>
        {t('jobs.purpose')}
      </p>
      <Loaded query={query}>
        {(jobs) => (
          <div className="stack">
            {jobs
              .filter((job) => !ended(job))
              .map((job) => (
                <Card key={job.jobId}>
                  <JobProgress job={job} />
                </Card>
              ))}
            {jobs.length === 0 ? (
              <Card>
                <Empty title={t('jobs.emptyTitle')} text={t('jobs.emptyText')} />
              </Card>
            ) : (
              <Card className="flush">
                <DataTable
                  label={t('jobs.title')}
                  columns={columnsOf(t, language)}
                  rows={jobs.filter(ended)}
                  rowKey={(job) => job.jobId}
                />
              </Card>
            )}
          </div>
        )}
      </Loaded>
    </>
  )
}
