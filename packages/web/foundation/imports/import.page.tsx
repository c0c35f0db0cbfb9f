import type { ImportRun } from '@salesloom/contract'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Outputs } from '../../api/client.ts'
import { PageHead } from '../../app/page-head.tsx'
import type { ImportStep as Step } from '../../app/search.ts'
import { useText } from '../../i18n/index.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import { CheckStep } from './check-step.tsx'
import { ImportState } from './import-state.tsx'
import { MapStep } from './map-step.tsx'
import { RunStep } from './run-step.tsx'
import { useDraft, useImport } from './use-import.ts'
import './imports.css'

const route = getRouteApi('/in/imports/$importRunId')

const STEPS: readonly Step[] = ['map', 'check', 'run']

/** The step at which an import stands by itself. */
function stepOf({ state, mode }: ImportRun): Step {
  if (state === 'uploaded' || state === 'uploading') return 'map'
  if (state === 'checking' || state === 'checked') return 'check'
  return mode === null ? 'check' : 'run'
}

function StepList({
  current,
  reached,
  onStep,
}: {
  current: Step
  reached: Step
  onStep: (step: Step) => void
}) {
  const { t } = useText()
  return (
    <ol className="import-steps">
      {STEPS.map((step, at) => (
        <li key={step} aria-current={step === current ? 'step' : undefined}>
          <button type="button" disabled={at > STEPS.indexOf(reached)} onClick={() => onStep(step)}>
            <i aria-hidden="true">{at + 1}</i>
            {t(`imports.step.${step}`)}
          </button>
        </li>
      ))}
    </ol>
  )
}

function Wizard({ found }: { readonly found: Outputs['imports']['getImport'] }) {
  const { run, mapping, check } = found
  const { step: asked } = route.useSearch()
  const navigate = route.useNavigate()
  const { draft, change } = useDraft(run.importRunId, mapping)
  const reached = stepOf(run)
  const current = asked ?? reached
  const go = (step: Step) => void navigate({ search: step === reached ? {} : { step }, replace: true })
  return (
    <>
      <StepList current={current} reached={check === null ? reached : 'run'} onStep={go} />
      {current === 'map' && (
        <MapStep run={run} draft={draft} onChange={change} onDone={() => void navigate({ search: {} })} />
      )}
      {current === 'check' && draft !== null && (
        <CheckStep run={run} check={check} draft={draft} onChange={change} onStep={go} />
      )}
      {current === 'run' && draft !== null && (
        <RunStep run={run} check={check} draft={draft} onStarted={() => void navigate({ search: {} })} />
      )}
    </>
  )
}

/** One file on its way in: what its columns mean, what is wrong with it, and what came of it. */
export function ImportPage() {
  const { t, language } = useText()
  const importRunId = Number(route.useParams().importRunId)
  const query = useImport(importRunId)
  return (
    <>
      <PageHead title={query.data?.run.fileName ?? t('imports.title')}>
        {query.data !== undefined && (
          <>
            <ImportState state={query.data.run.state} />
            <span className="chip">
              {t('imports.size', { size: formatNumber(query.data.run.fileSize / 1_000, language) })}
            </span>
          </>
        )}
        <Link className="chip" to="/imports">
          {t('imports.title')}
        </Link>
      </PageHead>
      <Loaded query={query}>{(found) => <Wizard key={importRunId} found={found} />}</Loaded>
    </>
  )
}
