import type { Migration } from 'kysely/migration'
import * as foundation from './0001-foundation.ts'
import * as signIn from './0002-sign-in.ts'
import * as rowLevelSecurity from './0003-row-level-security.ts'
import * as recordsAndFacts from './0004-records-and-facts.ts'
import * as people from './0005-people.ts'
import * as integration from './0006-integration.ts'
import * as metrics from './0007-metrics.ts'
import * as imports from './0008-imports.ts'
import * as plans from './0009-plans.ts'
import * as calendarAndPeople from './0010-calendar-and-people.ts'
import * as monthlyUnits from './0014-monthly-units.ts'
import * as goals from './0018-goals.ts'
import * as cascade from './0020-cascade.ts'
import * as calibration from './0021-calibration.ts'
import * as mail from './0022-mail.ts'
import * as trailOfSignIns from './0023-trail-of-sign-ins.ts'
import * as receivedTargets from './0024-received-targets.ts'
import * as monitoring from './0026-monitoring.ts'
import * as dashboards from './0028-dashboards.ts'
import * as alerts from './0030-alerts.ts'
import * as responses from './0032-responses.ts'
import * as authority from './0033-authority.ts'
import * as meetings from './0034-meetings.ts'
import * as changedCascades from './0035-changed-cascades.ts'
import * as evidence from './0036-evidence.ts'
import * as targetsOfLeavers from './0037-targets-of-leavers.ts'
import * as restatedRates from './0040-restated-rates.ts'
import * as endedSeries from './0043-ended-series.ts'

/** All migrations in order: numbered, forward only, never edited once released. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-foundation': foundation,
  '0002-sign-in': signIn,
  '0003-row-level-security': rowLevelSecurity,
  '0004-records-and-facts': recordsAndFacts,
  '0005-people': people,
  '0006-integration': integration,
  '0007-metrics': metrics,
  '0008-imports': imports,
  '0009-plans': plans,
  '0010-calendar-and-people': calendarAndPeople,
  '0014-monthly-units': monthlyUnits,
  '0018-goals': goals,
  '0020-cascade': cascade,
  '0021-calibration': calibration,
  '0022-mail': mail,
  '0023-trail-of-sign-ins': trailOfSignIns,
  '0024-received-targets': receivedTargets,
  '0026-monitoring': monitoring,
  '0028-dashboards': dashboards,
  '0030-alerts': alerts,
  '0032-responses': responses,
  '0033-authority': authority,
  '0034-meetings': meetings,
  '0035-changed-cascades': changedCascades,
  '0036-evidence': evidence,
  '0037-targets-of-leavers': targetsOfLeavers,
  '0040-restated-rates': restatedRates,
  '0043-ended-series': endedSeries,
}
