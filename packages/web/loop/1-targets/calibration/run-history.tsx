import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Input, Modal, Segmented } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useSession } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { formatMonth } from '../../../ui/format/date.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { refreshCalibration } from './accept-form.tsx'

/** Asks for the day and how far to look back, and runs the calibration. */
export function RunCalibration() {
  const { t } = useText()
  const { message } = App.useApp()
  const { today } = useSession().workspace
  const [open, setOpen] = useState(false)
  const [asOf, setAsOf] = useState(today)
  const [cadence, setCadence] = useState<'monthly' | 'quarterly'>('monthly')
  const run = useMutation(
    api.calibration.runCalibration.mutationOptions({
      onSuccess: async ({ found }) => {
        void message.success(t('calibration.run.done', { count: found }))
        setOpen(false)
        await refreshCalibration()
      },
    }),
  )
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('calibration.run.open')}
      </Button>
      <Modal
        open={open}
        title={t('calibration.run.open')}
        okText={t('calibration.run.ok')}
        cancelText={t('ui.action.cancel')}
        okButtonProps={{ loading: run.isPending, disabled: asOf === '' }}
        onOk={() => run.mutate({ cadence, asOf })}
        onCancel={() => setOpen(false)}
      >
        <div className="stack">
          <p className="faint">{t('calibration.run.hint')}</p>
          <Segmented
            aria-label={t('calibration.run.cadence')}
            value={cadence}
            onChange={setCadence}
            options={(['monthly', 'quarterly'] as const).map((value) => ({
              value,
              label: t(`calibration.run.${value}`),
            }))}
          />
          <Field label={t('calibration.run.asOf')}>
            {(id) => (
              <Input id={id} type="date" value={asOf} onChange={(event) => setAsOf(event.target.value)} />
            )}
          </Field>
          {run.isError && <Problem error={run.error} />}
        </div>
      </Modal>
    </>
  )
}

/** The runs, newest first: of which day, by whom, with how many proposals. */
export function RunHistory() {
  const { t, language } = useText()
  const query = useQuery(api.calibration.findRuns.queryOptions())
  return (
    <Card title={t('calibration.run.history')}>
      <Loaded query={query} lines={3}>
        {(runs) =>
          runs.length === 0 ? (
            <p className="muted">{t('calibration.run.none')}</p>
          ) : (
            <ul className="run-list">
              {runs.slice(0, 12).map((run) => (
                <li key={run.runId}>
                  <span className="row">
                    <b>{run.asOf}</b>
                    <span className="muted">{t(`calibration.run.${run.cadence}`)}</span>
                    <span className="spacer" />
                    {t('calibration.run.found', { count: run.found })}
                  </span>
                  <span className="faint">
                    {run.scenarioName} ·{' '}
                    {t('calibration.run.from', { month: formatMonth(run.effectiveMonth, language, true) })} ·{' '}
                    {run.byHand ? run.startedBy : t('calibration.schedule')} ·{' '}
                    {t('calibration.run.reviewed', { units: run.reviewed['units'] ?? 0 })}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  )
}
