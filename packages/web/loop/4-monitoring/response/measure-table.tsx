import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { useSession } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Money } from '../../../ui/figure/figure.tsx'
import { columnDate } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { formatPercent } from '../../../ui/format/number.ts'
import { type Column, DataTable } from '../../../ui/page/data-table.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { EditMeasure } from './edit-measure.tsx'
import type { Response } from './response-text.ts'
import { refreshMonitoring } from './use-members.ts'

type Measure = Response['measures'][number]
const STATES = ['planned', 'running', 'done', 'dropped'] as const

function Title({ measure }: { readonly measure: Measure }) {
  const { t, language } = useText()
  const { step, kind, term, sliceNames } = measure
  return (
    <span className="deal-name">
      <span>{step === null ? measure.title : nameIn(step.text, language)}</span>
      <small className="faint">
        {t(`response.kind.${kind}`)} · {t(`response.term.${term}`)} · {nameIn(measure.ownerName, language)}
        {step?.proposalId != null && (
          <>
            {' · '}
            <Link to="/targets/calibration">
              {t('response.measure.proposal', { number: step.proposalId })}
            </Link>
          </>
        )}
      </small>
      {sliceNames.length > 0 && (
        <small className="faint">
          {t('response.measure.worksOn', {
            part: sliceNames.map((name) => nameIn(name, language)).join(' × '),
          })}
        </small>
      )}
    </span>
  )
}

function Recovery({ measure }: { readonly measure: Measure }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { recovery } = measure
  if (recovery === null || measure.step !== null) return <span className="faint">—</span>
  return (
    <span className="measure-recovery">
      <Money minor={recovery.real} currency={currency} />
      <small className="faint">
        {recovery.share === null
          ? t('response.measure.notDue')
          : t('response.measure.share', { share: formatPercent(recovery.share, language, 0) })}
      </small>
    </span>
  )
}

/** Where a measure stands, for who does not write the response: its owner says that it is done. */
function OwnState({ measure }: { readonly measure: Measure }) {
  const { t } = useText()
  const { person } = useSession()
  const finish = useMutation(
    api.monitoring.finishMeasure.mutationOptions({ onSettled: () => refreshMonitoring() }),
  )
  const { measureId, version, state, step, ownerId, title } = measure
  const isOwn = person?.personId === ownerId && step === null && state !== 'dropped'
  const isDone = state === 'done'
  const action = t(isDone ? 'response.measure.notDone' : 'response.measure.finish')
  return (
    <span className="deal-name">
      <span>{t(`response.state.${state}`)}</span>
      {isOwn && (
        <Button
          size="small"
          aria-label={`${action}: ${title}`}
          loading={finish.isPending}
          onClick={() => finish.mutate({ measureId, version, done: !isDone })}
        >
          {action}
        </Button>
      )}
      {finish.isError && <Problem error={finish.error} />}
    </span>
  )
}

type StateProps = {
  readonly measure: Measure
  readonly mayWrite: boolean
  readonly onEdit: (measure: Measure) => void
}

function State({ measure, mayWrite, onEdit }: StateProps) {
  const { t } = useText()
  const save = useMutation(
    api.monitoring.saveMeasure.mutationOptions({ onSettled: () => refreshMonitoring() }),
  )
  if (!mayWrite || measure.step !== null) return <OwnState measure={measure} />
  const { measureId, version, kind, term, title, ownerId, dueOn, cost, slice, expected } = measure
  const terms = { measureId, version, kind, term, title, ownerId, dueOn, cost, slice, expected }
  return (
    <span className="deal-name">
      <Select
        size="small"
        aria-label={`${measure.title}: ${t('response.measure.state')}`}
        value={measure.state}
        loading={save.isPending}
        onChange={(state) => save.mutate({ ...terms, state })}
        options={STATES.map((value) => ({ value, label: t(`response.state.${value}`) }))}
      />
      <Button
        type="link"
        size="small"
        aria-label={`${t('response.measure.edit')}: ${measure.title}`}
        onClick={() => onEdit(measure)}
      >
        {t('response.measure.edit')}
      </Button>
      {save.isError && <Problem error={save.error} />}
    </span>
  )
}

/** The measures of a response: expected beside real recovery. */
export function MeasureTable({
  response,
  mayWrite,
}: {
  readonly response: Response
  readonly mayWrite: boolean
}) {
  const { t } = useText()
  const currency = useCurrency()
  const [edited, setEdited] = useState<Measure | null>(null)
  const columns: Column<Measure>[] = [
    { key: 'title', title: t('response.measure.title'), cell: (measure) => <Title measure={measure} /> },
    {
      key: 'due',
      title: t('response.measure.dueOn'),
      wide: true,
      cell: ({ dueOn }) => <span className="nowrap">{columnDate(dueOn)}</span>,
    },
    {
      key: 'cost',
      title: t('response.plan.cost'),
      numeric: true,
      wide: true,
      cell: ({ cost }) => <Money minor={cost} currency={currency} />,
    },
    {
      key: 'expected',
      title: t('response.plan.expected'),
      numeric: true,
      wide: true,
      cell: ({ expected }) => (
        <Money minor={expected.reduce((sum, { amount }) => sum + amount, 0)} currency={currency} />
      ),
    },
    {
      key: 'real',
      title: t('response.plan.real'),
      numeric: true,
      cell: (measure) => <Recovery measure={measure} />,
    },
    {
      key: 'state',
      title: t('response.measure.state'),
      cell: (measure) => <State measure={measure} mayWrite={mayWrite} onEdit={setEdited} />,
    },
  ]
  if (response.measures.length === 0) return <p className="muted">{t('response.measure.none')}</p>
  return (
    <>
      <DataTable
        label={t('response.measure.label', { name: response.title })}
        rows={response.measures}
        rowKey={({ measureId }) => measureId}
        columns={columns}
      />
      {edited !== null && (
        <EditMeasure response={response} measure={edited} onClose={() => setEdited(null)} />
      )}
    </>
  )
}
