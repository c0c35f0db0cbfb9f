import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { formatMoment } from '../../../ui/format/date.ts'
import { formatNumber } from '../../../ui/format/number.ts'
import { Card } from '../../../ui/page/card.tsx'
import { GradeMark } from './grade-mark.tsx'
import { type Grading, useGradesChange } from './use-grades.ts'

const GRADES = ['A', 'B', 'C'] as const

/** The button that grades everybody now; the progress shows where jobs do. */
export function GradeNow({ primary = false }: { readonly primary?: boolean }) {
  const { t } = useText()
  const { message } = App.useApp()
  const run = useMutation(
    api.monitoring.gradeCustomers.mutationOptions({
      onSuccess: () => void message.success(t('monitoring.grades.started')),
    }),
  )
  if (!useMay('monitoring.define')) return null
  return (
    <Button
      type={primary ? 'primary' : 'default'}
      loading={run.isPending}
      onClick={() => run.mutate(undefined)}
    >
      {t('monitoring.grades.runNow')}
    </Button>
  )
}

/** How many customers have each grade, and what the grade asks for. */
export function GradesSummary({ grading }: { readonly grading: Grading }) {
  const { t, language } = useText()
  const change = useGradesChange()
  const { counts, rule, run } = grading
  const total = counts.A + counts.B + counts.C
  return (
    <Card
      title={t('monitoring.grades.summary')}
      note={
        run === null
          ? ''
          : t('monitoring.grades.lastRun', {
              at: formatMoment(run.at, language),
              who: run.startedBy === 'schedule' ? t('monitoring.grades.nightly') : run.startedBy,
            })
      }
      aside={<GradeNow />}
    >
      <ul className="grade-counts">
        {GRADES.map((grade) => (
          <li key={grade}>
            <button type="button" onClick={() => change({ grade, only: undefined, page: undefined })}>
              <GradeMark grade={grade} />
              <span className="grade-count">{formatNumber(counts[grade], language)}</span>
              <i aria-hidden="true">
                <u
                  className={grade}
                  style={{ width: `${total === 0 ? 0 : (counts[grade] / total) * 100}%` }}
                />
              </i>
              {rule !== null && (
                <small className="faint">
                  {t('monitoring.grades.asks', {
                    who: t(`monitoring.grades.who.${rule.followUp[grade].who}`),
                    days: rule.followUp[grade].everyDays,
                  })}
                </small>
              )}
            </button>
          </li>
        ))}
      </ul>
    </Card>
  )
}
