import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { api, type Outputs } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'

/** Asks a running job to stop, for those who may. */
export function JobStop({ job }: { readonly job: Outputs['jobs']['findJobs'][number] }) {
  const { t } = useText()
  const may = useMay('facts.rebuild')
  const stop = useMutation(
    api.jobs.cancelJob.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.jobs.key() }),
    }),
  )
  if (!may || !['queued', 'running'].includes(job.state)) return null
  return (
    <Button size="small" loading={stop.isPending} onClick={() => stop.mutate({ jobId: job.jobId })}>
      {t('jobs.cancel')}
    </Button>
  )
}
