import { callerOf, procedures } from '../../../platform/http/procedures.ts'
import type { JobQueue } from '../../../platform/jobs/queue.ts'
import { findGrades } from './find-grades.ts'
import { getGradeHistory } from './get-grade-history.ts'
import { getGrading } from './get-grading.ts'
import { setGradingRule } from './grading-rule.ts'
import { overrideGrade } from './override-grade.ts'
import { gradeCustomersNow } from './schedule-grading.ts'
import { tryGradingRule } from './try-grading-rule.ts'

export { gradingJob, startGradingSchedule } from './schedule-grading.ts'

const { monitoring } = procedures

/** Grades of customers. */
export function gradingHandlers(queue: JobQueue) {
  return {
    getGrading: monitoring.getGrading.handler(({ context }) => getGrading(callerOf(context))),
    setGradingRule: monitoring.setGradingRule.handler(({ input, context }) =>
      setGradingRule(callerOf(context), input),
    ),
    tryGradingRule: monitoring.tryGradingRule.handler(({ input, context }) =>
      tryGradingRule(callerOf(context), input),
    ),
    gradeCustomers: monitoring.gradeCustomers.handler(({ context }) =>
      gradeCustomersNow(callerOf(context), queue),
    ),
    findGrades: monitoring.findGrades.handler(({ input, context }) => findGrades(callerOf(context), input)),
    getGradeHistory: monitoring.getGradeHistory.handler(({ input, context }) =>
      getGradeHistory(callerOf(context), input),
    ),
    overrideGrade: monitoring.overrideGrade.handler(({ input, context }) =>
      overrideGrade(callerOf(context), input),
    ),
  }
}
