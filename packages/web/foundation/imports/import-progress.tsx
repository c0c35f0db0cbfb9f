import type { ImportRun } from '@salesloom/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import { useText } from '../../i18n/index.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { Card } from '../../ui/page/card.tsx'

/** How far a check or an import is. It goes on when the page is closed, and is still here afterwards. */
export function ImportProgress({ run }: { readonly run: ImportRun }) {
  const { t, language } = useText()
  const jobs = useQuery({ ...api.jobs.findJobs.queryOptions(), refetchInterval: 1_000 })
  const job = jobs.data?.find(({ jobId }) => jobId === run.jobId)
  const cancel = useMutation(
    api.imports.cancelImport.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.imports.key() }),
    }),
  )
  const done = Math.max(run.state === 'running' ? run.rowsDone : 0, job?.done ?? 0)
  const total = job?.total ?? run.rowsTotal
  const share = total === null || total === 0 ? null : Math.min(1, done / total)
  const number = (value: number) => formatNumber(value, language)
  const title = t(run.state === 'checking' ? 'imports.checkingNow' : 'imports.runningNow')
  return (
    <Card
      title={title}
      aside={
        <Button loading={cancel.isPending} onClick={() => cancel.mutate({ importRunId: run.importRunId })}>
          {t('jobs.cancel')}
        </Button>
      }
    >
      <div
        className={share === null ? 'meter open' : 'meter'}
        role="progressbar"
        aria-label={title}
        {...(share === null ? {} : { 'aria-valuenow': Math.round(share * 100) })}
      >
        <i style={share === null ? {} : { width: `${share * 100}%` }} />
      </div>
      <p className="faint">
        {total === null
          ? t('jobs.progressOpen', { done: number(done) })
          : t('jobs.progress', { done: number(done), total: number(total) })}{' '}
        · {t('imports.mayClose')}
      </p>
    </Card>
  )
}
