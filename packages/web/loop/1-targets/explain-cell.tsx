import { CloseOutlined } from '@ant-design/icons'
import type { CellAddress } from '@salesloom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { type FormEvent, useDeferredValue, useState } from 'react'
import { api } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { daysOf, sliceOfCell } from '../cell-slice.ts'
import { ExplainStep } from './explain-step.tsx'
import { MeasureFigure } from './measure-figure.tsx'
import { exactFigure, type Writing } from './measure-text.ts'
import type { Scenario } from './scenario-state.tsx'

type ExplainCellProps = {
  readonly scenario: Scenario
  readonly at: CellAddress
  readonly figures: Writing
  /** The cell in words. */
  readonly place: readonly string[]
  readonly onClose: () => void
  /** Present where the person may change the cell. */
  readonly onWrite?: (code: string) => void
}

/** The orders of the base year behind a cell: the same members, the same months a year earlier. */
function useBaseSearch(scenario: Scenario, at: CellAddress) {
  const { calendar } = useSession().workspace
  const earlier = at.time?.replace(/^month:\d{4}/, `month:${scenario.baseYear}`)
  const shift = scenario.fiscalYear - scenario.baseYear
  const monthYear = at.time?.startsWith('month:') === true ? Number(at.time.slice(6, 10)) - shift : null
  const time = monthYear === null ? earlier : at.time?.replace(/^month:\d{4}/, `month:${monthYear}`)
  return sliceOfCell(at, daysOf(time, scenario.baseYear, calendar), scenario.channel)
}

function WriteForm({ onWrite }: { readonly onWrite: (code: string) => void }) {
  const { t } = useText()
  const [code, setCode] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onWrite(code)
    setCode('')
  }
  return (
    <form className="why-write" onSubmit={submit}>
      <Field label={t('targets.explain.edit')} hint={t('targets.explain.editHint')}>
        {(id) => (
          <span className="row">
            <Input id={id} value={code} maxLength={60} onChange={(event) => setCode(event.target.value)} />
            <Button htmlType="submit" disabled={code.trim() === ''}>
              {t('targets.explain.write')}
            </Button>
          </span>
        )}
      </Field>
    </form>
  )
}

/** Why a number is what it is: every step from the base year to now. */
export function ExplainCell({ scenario, at, figures, place, onClose, onWrite }: ExplainCellProps) {
  const { t } = useText()
  const address = useDeferredValue(at)
  const query = useQuery({
    ...api.targets.explainCell.queryOptions({
      input: { scenarioId: scenario.scenarioId, at: address, measure: figures.measure.code },
    }),
    placeholderData: keepPreviousData,
  })
  const baseSearch = useBaseSearch(scenario, at)
  return (
    <aside className="card why" aria-live="polite" aria-label={t('targets.explain.label')}>
      <div className="row">
        <span className="why-place">
          {place.map((name) => (
            <Tag key={name}>{name}</Tag>
          ))}
        </span>
        <span className="spacer" />
        <kbd title={t('targets.plan.keysRead')}>E</kbd>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={t('targets.explain.close')}
          onClick={onClose}
        />
      </div>
      <Loaded query={query} lines={5}>
        {({ value, steps }) => (
          <>
            <h2 className="why-value">
              {t('targets.explain.title', { amount: '' })}
              <MeasureFigure value={value} figures={figures} />
            </h2>
            <p className="faint">{exactFigure(value, figures)}</p>
            <ol className="why-steps">
              {steps.map((step) => (
                <ExplainStep
                  key={`${step.sequence} ${step.kind} ${JSON.stringify(step.params)}`}
                  step={step}
                  figures={figures}
                />
              ))}
            </ol>
            <p className="row" style={{ marginBottom: 12 }}>
              <Link to="/orders" search={baseSearch}>
                {t('targets.explain.orders')} →
              </Link>
            </p>
          </>
        )}
      </Loaded>
      {onWrite !== undefined && <WriteForm onWrite={onWrite} />}
    </aside>
  )
}
