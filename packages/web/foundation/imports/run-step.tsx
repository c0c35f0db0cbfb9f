import {
  type ImportCheck,
  type ImportMapping,
  type ImportRun,
  kindLabel,
  type TreeName,
} from '@salesloom/contract'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Radio } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import { useText } from '../../i18n/index.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { Card } from '../../ui/page/card.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import { ImportFailure } from './import-failure.tsx'
import { ImportProgress } from './import-progress.tsx'
import { ProblemRows } from './problem-rows.tsx'
import { SaveTemplate } from './save-template.tsx'

type Props = {
  readonly run: ImportRun
  readonly check: ImportCheck | null
  readonly draft: ImportMapping
  readonly onStarted: () => void
}

/** Trees have pages of their own. */
const TREE_PAGES = {
  orgUnit: '/records',
  region: '/records/regions',
  product: '/records/products',
  customerType: '/records/customer-types',
} as const satisfies Record<TreeName, string>

const refresh = () => queries.invalidateQueries({ queryKey: api.imports.key() })

/** What came of an import, in figures. */
function Outcome({ run }: { readonly run: ImportRun }) {
  const { t, language } = useText()
  const figures = ['created', 'updated', 'unchanged', 'refused'] as const
  const link =
    run.kind === null ? null : run.kind in TREE_PAGES ? (
      <Link to={TREE_PAGES[run.kind as TreeName]}>{kindLabel(run.kind, language)}</Link>
    ) : run.kind === 'orderLine' ? (
      <Link to="/orders">{kindLabel(run.kind, language)}</Link>
    ) : (
      <Link to="/entries/$kind" params={{ kind: run.kind }}>
        {kindLabel(run.kind, language)}
      </Link>
    )
  return (
    <Card title={t('imports.outcome')} aside={link}>
      <dl className="import-outcome">
        {figures.map((name) => (
          <div key={name}>
            <dt>{t(`imports.${name}`)}</dt>
            <dd className={name === 'refused' && run.refused > 0 ? 'figures bad' : 'figures'}>
              {formatNumber(run[name], language)}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function useActions(run: ImportRun, onStarted: () => void) {
  const onSuccess = async () => {
    await refresh()
    onStarted()
  }
  return {
    start: useMutation(api.imports.runImport.mutationOptions({ onSuccess })),
    resume: useMutation(api.imports.resumeImport.mutationOptions({ onSuccess })),
    resumable:
      (run.state === 'cancelled' || run.state === 'failed') && run.mode === 'goodRows' && run.rowsDone > 0,
  }
}

/** Good rows or all or nothing, then the work itself, then what came of it. */
export function RunStep({ run, check, draft, onStarted }: Props) {
  const { t, language } = useText()
  const [mode, setMode] = useState<'goodRows' | 'allOrNothing'>(run.mode ?? 'goodRows')
  const { start, resume, resumable } = useActions(run, onStarted)
  const number = (value: number) => formatNumber(value, language)
  if (run.state === 'running') return <ImportProgress run={run} />
  const input = { importRunId: run.importRunId }
  return (
    <div className="stack">
      <ImportFailure run={run} />
      {run.mode !== null && run.state !== 'checked' && <Outcome run={run} />}
      <Card title={t(run.state === 'done' ? 'imports.runAgain' : 'imports.runTitle')}>
        {check !== null && (
          <p className="muted">
            {t('imports.runNote', { rows: number(check.rows), refused: number(check.refusedRows) })}
          </p>
        )}
        <Radio.Group
          className="import-modes"
          value={mode}
          options={[
            { value: 'goodRows', label: t('imports.goodRows') },
            { value: 'allOrNothing', label: t('imports.allOrNothing') },
          ]}
          onChange={(event) => setMode(event.target.value as typeof mode)}
        />
        <div className="row">
          <Button
            type="primary"
            size="large"
            loading={start.isPending}
            onClick={() => start.mutate({ ...input, mapping: draft, mode })}
          >
            {t('imports.run')}
          </Button>
          {resumable && (
            <Button size="large" loading={resume.isPending} onClick={() => resume.mutate(input)}>
              {t('imports.resume', { row: number(run.rowsDone + 1) })}
            </Button>
          )}
        </div>
        {start.isError && <Problem error={start.error} />}
        {resume.isError && <Problem error={resume.error} />}
      </Card>
      <ProblemRows run={run} />
      <SaveTemplate draft={draft} />
    </div>
  )
}
