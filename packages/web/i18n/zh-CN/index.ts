import activity from './activity.json'
import alerts from './alerts.json'
import apiReference from './api-reference.json'
import audit from './audit.json'
import calendar from './calendar.json'
import calibration from './calibration.json'
import cascade from './cascade.json'
import dashboards from './dashboards.json'
import entries from './entries.json'
import goals from './goals.json'
import home from './home.json'
import imports from './imports.json'
import integration from './integration.json'
import jobs from './jobs.json'
import loop from './loop.json'
import mail from './mail.json'
import meetings from './meetings.json'
import metrics from './metrics.json'
import monitoring from './monitoring.json'
import orders from './orders.json'
import palette from './palette.json'
import parts from './parts.json'
import people from './people.json'
import periods from './periods.json'
import records from './records.json'
import response from './response.json'
import review from './review.json'
import settings from './settings.json'
import shell from './shell.json'
import signIn from './sign-in.json'
import targets from './targets.json'
import ui from './ui.json'

/** All texts in Simplified Chinese, by area. */
export const texts = {
  activity,
  alerts,
  apiReference,
  audit,
  calendar,
  calibration,
  cascade,
  dashboards,
  entries,
  goals,
  home,
  imports,
  integration,
  jobs,
  loop,
  mail,
  meetings,
  metrics,
  monitoring,
  orders,
  palette,
  parts,
  periods,
  people,
  records,
  response,
  review,
  settings,
  shell,
  signIn,
  targets,
  ui,
}
