import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Empty } from '../../../ui/page/empty.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { MonitoringFrame } from '../monitoring-frame.tsx'
import { CalibrationPlot } from './calibration-plot.tsx'
import { GradeNow, GradesSummary } from './grades-summary.tsx'
import { GradesTable } from './grades-table.tsx'
import { GradingRuleForm } from './grading-rule-form.tsx'
import type { Rule } from './rule-numbers.ts'
import type { Grading } from './use-grades.ts'

/** Whether all of a rule is known to who looks: bounds are figures of margin. */
function isWhole(rule: Grading['rule']): rule is Rule {
  return rule?.boundA !== undefined && rule.boundB !== undefined && rule.marginShare !== undefined
}

function Graded({ grading }: { readonly grading: Grading }) {
  const { rule, run, version } = grading
  const model = run?.model ?? null
  return (
    <div className="stack">
      <GradesSummary grading={grading} />
      <GradesTable grading={grading} />
      <div className="two-columns even">
        {isWhole(rule) && <GradingRuleForm saved={rule} version={version} />}
        {model !== null && model.reliability.length > 0 && <CalibrationPlot model={model} />}
      </div>
    </div>
  )
}

/** Grades of customers: who is worth how much attention, and why. */
export function GradesPage() {
  const { t } = useText()
  const query = useQuery(api.monitoring.getGrading.queryOptions())
  return (
    <MonitoringFrame example={t('monitoring.grades.example')}>
      <Loaded query={query} lines={9}>
        {(grading) =>
          grading.run === null ? (
            <Card>
              <Empty title={t('monitoring.grades.emptyTitle')} text={t('monitoring.grades.emptyText')}>
                <div className="row">
                  <GradeNow primary />
                </div>
              </Empty>
            </Card>
          ) : (
            <Graded grading={grading} />
          )
        }
      </Loaded>
    </MonitoringFrame>
  )
}
