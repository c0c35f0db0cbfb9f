import type { ImportCheck, ImportMapping, ImportRun } from '@salesloom/contract'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import type { ImportStep as Step } from '../../app/search.ts'
import { useText } from '../../i18n/index.ts'
import { Problem } from '../../ui/page/problem.tsx'
import { ConfirmLinks } from './confirm-links.tsx'
import { ConfirmOrders, unsaidOrders } from './confirm-orders.tsx'
import { ConfirmValues } from './confirm-values.tsx'
import { ImportFailure } from './import-failure.tsx'
import { ImportProgress } from './import-progress.tsx'
import { ProblemCounts } from './problem-counts.tsx'
import { ProblemRows } from './problem-rows.tsx'

type Props = {
  readonly run: ImportRun
  readonly check: ImportCheck | null
  readonly draft: ImportMapping
  readonly onChange: (mapping: ImportMapping) => void
  readonly onStep: (step: Step) => void
}

/** What reading the whole file showed, and what somebody has to decide. */
export function CheckStep({ run, check, draft, onChange, onStep }: Props) {
  const { t } = useText()
  const again = useMutation(
    api.imports.checkImport.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.imports.key() }),
    }),
  )
  if (run.state === 'checking') return <ImportProgress run={run} />
  if (check === null)
    return (
      <div className="stack">
        <ImportFailure run={run} />
        <Button onClick={() => onStep('map')}>{t('imports.backToMap')}</Button>
      </div>
    )
  return (
    <div className="stack">
      <ImportFailure run={run} />
      <ProblemCounts check={check} />
      {check.openOrders.length > 0 && (
        <ConfirmOrders open={check.openOrders} draft={draft} onChange={onChange} />
      )}
      {check.links.length > 0 && <ConfirmLinks check={check} draft={draft} onChange={onChange} />}
      {check.values.length > 0 && <ConfirmValues check={check} draft={draft} onChange={onChange} />}
      <ProblemRows run={run} />
      {again.isError && <Problem error={again.error} />}
      <div className="row">
        <Button
          type="primary"
          size="large"
          disabled={unsaidOrders(check.openOrders, draft).length > 0}
          onClick={() => onStep('run')}
        >
          {t('imports.toRun')}
        </Button>
        <Button
          size="large"
          loading={again.isPending}
          onClick={() => again.mutate({ importRunId: run.importRunId, mapping: draft })}
        >
          {t('imports.checkAgain')}
        </Button>
        <Button size="large" type="text" onClick={() => onStep('map')}>
          {t('imports.backToMap')}
        </Button>
      </div>
      <p className="faint">{t('imports.decidedHint')}</p>
    </div>
  )
}
