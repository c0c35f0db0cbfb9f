import { join } from 'node:path'
import type { AnyRouter } from '@orpc/server'
import { auditTable } from './connectors/files/audit-table.ts'
import { writeTable } from './connectors/files/write-table.ts'
import { openMailTransport } from './connectors/mail/open-transport.ts'
import { MOST_BYTES, sendMessage } from './connectors/messengers/index.ts'
import { accessProcedures, callerFor } from './foundation/access/index.ts'
import { exportRoutes } from './foundation/exports/index.ts'
import { importJob, importProcedures, importRoutes } from './foundation/imports/index.ts'
import { createApiKey, findApiKeys, mountIngest, revokeApiKey } from './foundation/integration/index.ts'
import { createMailer, type Mailer, mailProcedures, startMailDelivery } from './foundation/mail/index.ts'
import { removeMetric } from './foundation/metrics/index.ts'
import {
  joinInvited,
  mayEnter,
  minimumOfUser,
  noteSignIn,
  peopleProcedures,
  startSignInClearing,
} from './foundation/people/index.ts'
import { rebuildRollups } from './foundation/rollups/index.ts'
import { foundationProcedures } from './foundation/router.ts'
import {
  createWebhook,
  findDeliveries,
  findWebhooks,
  removeWebhook,
  replayDelivery,
  setWebhook,
  startDeliverer,
  webhookSubscriptions,
} from './foundation/webhooks/index.ts'
import { goals, goalsOfMetric } from './loop/1-targets/goals/index.ts'
import {
  calibration,
  calibrationJob,
  keepCheckpoint,
  mailReminders,
  mailWithdrawal,
  planTable,
  proposeFromResponse,
  quotaTable,
  republishReceived,
  startCalibrationSchedule,
  startReminderSchedule,
  targets,
} from './loop/1-targets/index.ts'
import {
  alertRulesOfMetric,
  alertsJob,
  alertsOfUnit,
  boardsOfMetric,
  boardTable,
  dashboards,
  evaluateAfterChange,
  evidenceRoutes,
  gradingJob,
  type Messenger,
  monitoringProcedures,
  startAlertDelivery,
  startAlertSchedule,
  startGradingSchedule,
} from './loop/4-monitoring/index.ts'
import { attainmentOfUnit, review } from './loop/6-review/index.ts'
import { home } from './loop/home/index.ts'
import { type Clock, systemClock } from './platform/clock/index.ts'
import { type Config, ROOT } from './platform/config/read-config.ts'
import type { Address, Database } from './platform/database/index.ts'
import { createDispatcher, type Subscriptions } from './platform/events/dispatch.ts'
import { createApplication } from './platform/http/application.ts'
import { type Downloads, downloadRoutes } from './platform/http/file-routes.ts'
import { callerOf, procedures } from './platform/http/procedures.ts'
import { cancelJob, findJobs } from './platform/jobs/find-jobs.ts'
import { closeAbandonedJobs, createJobRuns } from './platform/jobs/job-run.ts'
import { type JobQueue, openJobQueue } from './platform/jobs/queue.ts'
import { openListener } from './platform/live/listener.ts'
import type { Logger } from './platform/logging/index.ts'
import { createSealer, type Sealer } from './platform/secrets/seal.ts'
import { openSignIn } from './platform/sign-in/sign-in.ts'

/** The running application: what answers requests, and how to end it. */
export type Application = {
  readonly fetch: (request: Request, env: never) => Response | Promise<Response>
  readonly close: () => Promise<void>
}

export type Ingredients = {
  readonly config: Config
  readonly secret: string
  readonly address: Address
  readonly database: Database
  readonly log: Logger
  readonly clock?: Clock
  /** Off only where sign-in itself is measured or tested in bulk. */
  readonly rateLimit?: boolean
  /** Whether what is due by the hour begins by itself; on unless said otherwise. */
  readonly schedules?: boolean
}

/** Keys and webhooks, by which other systems bring and hear. */
function integrationProcedures(sealer: Sealer) {
  const { integration } = procedures
  return {
    findApiKeys: integration.findApiKeys.handler(({ context }) => findApiKeys(callerOf(context))),
    createApiKey: integration.createApiKey.handler(({ input, context }) =>
      createApiKey(callerOf(context), input),
    ),
    revokeApiKey: integration.revokeApiKey.handler(({ input, context }) =>
      revokeApiKey(callerOf(context), input),
    ),
    findWebhooks: integration.findWebhooks.handler(({ context }) => findWebhooks(callerOf(context))),
    createWebhook: integration.createWebhook.handler(({ input, context }) =>
      createWebhook(callerOf(context), sealer, input),
    ),
    setWebhook: integration.setWebhook.handler(({ input, context }) => setWebhook(callerOf(context), input)),
    removeWebhook: integration.removeWebhook.handler(({ input, context }) =>
      removeWebhook(callerOf(context), input),
    ),
    findDeliveries: integration.findDeliveries.handler(({ input, context }) =>
      findDeliveries(callerOf(context), input),
    ),
    replayDelivery: integration.replayDelivery.handler(({ input, context }) =>
      replayDelivery(callerOf(context), input),
    ),
  }
}

/** Who makes something of a metric besides the catalogue. */
const METRIC_USES = [alertRulesOfMetric, boardsOfMetric, goalsOfMetric]

const MESSENGER: Messenger = { mostBytes: MOST_BYTES, send: sendMessage }

/** Every procedure of the contract with the use case behind it. */
export function createRouter(queue: JobQueue, sealer: Sealer, mailer: Mailer): AnyRouter {
  const alertParts = { queue, sealer, messenger: MESSENGER }
  const { records, entries, calendar, periods, facts, metrics, administration } = foundationProcedures
  const { session, findMembers } = accessProcedures
  const { links, people } = peopleProcedures(mailer)
  return procedures.router({
    session: { ...session, ...links },
    home,
    targets,
    calibration,
    goals,
    monitoring: monitoringProcedures({ ...alertParts, mailer }, { attainmentOfUnit, alertsOfUnit }),
    dashboards,
    review,
    records,
    entries,
    calendar,
    imports: importProcedures(queue),
    periods,
    metrics: {
      ...metrics,
      removeMetric: procedures.metrics.removeMetric.handler(({ input, context }) =>
        removeMetric(callerOf(context), input, METRIC_USES),
      ),
    },
    facts: {
      ...facts,
      rebuildRollups: procedures.facts.rebuildRollups.handler(async ({ context }) => {
        const { workspaceId, actor } = callerOf(context)
        return { jobId: await queue.enqueue(workspaceId, 'rebuildRollups', 'sales_daily', actor.name) }
      }),
    },
    people,
    administration: { ...administration, findMembers },
    integration: integrationProcedures(sealer),
    mail: mailProcedures(mailer),
    jobs: {
      findJobs: procedures.jobs.findJobs.handler(({ context }) => findJobs(callerOf(context))),
      cancelJob: procedures.jobs.cancelJob.handler(({ input, context }) =>
        cancelJob(callerOf(context), input),
      ),
    },
  })
}

/** Which part hears which event of another: the feedback of the loop, in one place. */
function subscriptionsOf(
  { database, log, clock = systemClock }: Ingredients,
  queue: JobQueue,
  mailer: Mailer,
  heard: Subscriptions,
): Subscriptions {
  const evaluate = evaluateAfterChange(database, queue)
  return {
    ...heard,
    'facts.orderRecorded': [...(heard['facts.orderRecorded'] ?? []), evaluate],
    'facts.entriesChanged': [...(heard['facts.entriesChanged'] ?? []), evaluate],
    'targets.scenarioApproved': [...(heard['targets.scenarioApproved'] ?? []), evaluate],
    'targets.answerReminded': [
      ...(heard['targets.answerReminded'] ?? []),
      mailReminders(database, clock, mailer),
    ],
    // Part 4 asks backward, by event; what it asks for is decided in part 1.
    'monitoring.targetsProposed': [
      ...(heard['monitoring.targetsProposed'] ?? []),
      proposeFromResponse(database, clock),
    ],
    'facts.imported': [
      ...(heard['facts.imported'] ?? []),
      async (workspaceId) => {
        await queue.enqueue(workspaceId, 'rebuildRollups', 'sales_daily', 'facts.imported')
      },
      evaluate,
    ],
    'targets.scenarioChanged': [
      ...(heard['targets.scenarioChanged'] ?? []),
      async (workspaceId, { scenarioId }) => {
        // A checkpoint only saves time: without one the log still gives every cell.
        await keepCheckpoint({ database, workspaceId }, Number(scenarioId)).catch((error: unknown) =>
          log.error({ err: error, scenarioId }, 'no checkpoint of the scenario was written'),
        )
      },
    ],
    // A decision has published them already; the event alone comes from cascades that are older than this.
    'targets.cascadeChanged': [
      ...(heard['targets.cascadeChanged'] ?? []),
      (workspaceId, { scenarioId }) => republishReceived({ database, workspaceId }, Number(scenarioId)),
      mailWithdrawal(database, clock, mailer),
    ],
  }
}

/** Who makes which file; it is written as a table while its rows are read. */
const DOWNLOADS: Downloads = {
  auditEntries: (context, query, format, locale) => {
    const table = auditTable(context, query, locale)
    return { name: table.name, bytes: writeTable(format, table) }
  },
  targetPlan: async (context, query, format, locale) => {
    const table = await planTable(context, query, locale)
    return { name: table.name, bytes: writeTable(format, table) }
  },
  dashboard: async (context, query, format, locale) => {
    const table = await boardTable(context, query, locale)
    return { name: table.name, bytes: writeTable(format, table) }
  },
  forecastingQuota: async (context, query, format) => {
    const table = await quotaTable(context, query)
    return { name: table.name, bytes: writeTable(format, table) }
  },
}

async function workspaceIds(database: Database): Promise<number[]> {
  const { rows } = await database.pool.query<{ workspace_id: number }>('select workspace_id from workspace')
  return rows.map((row) => row.workspace_id)
}

/** What posts mails and, where a mail server is set up, sends them. */
function openMails({ config, secret, database, log, clock = systemClock }: Ingredients) {
  const sealer = createSealer(secret, 'mail')
  const mailer = createMailer(config.mail, sealer)
  if (config.mail === null || config.publicUrl === null) return { mailer, close: async () => {} }
  const transport = openMailTransport(config.mail)
  const origin = new URL(config.publicUrl).origin
  const parts = { database, transport, sealer, origin, now: clock.now, log }
  return { mailer, close: startMailDelivery(parts, () => workspaceIds(database)).close }
}

/** Puts the application together on an open, migrated database. */
export async function compose(ingredients: Ingredients): Promise<Application> {
  const { config, address, database, log, clock = systemClock } = ingredients
  const { publicUrl, samples } = config
  const signIn = openSignIn({
    address,
    secret: ingredients.secret,
    publicUrl,
    samples,
    provider: config.provider,
    policy: {
      minimumLength: (userId) => minimumOfUser(database, userId),
      mayEnter: (email) => mayEnter(database, clock, email),
      joinInvited: (user) => joinInvited(database, clock, user),
      note: (event) => noteSignIn(database, clock, event),
    },
    log,
    rateLimit: ingredients.rateLimit ?? true,
  })
  const sealer = createSealer(ingredients.secret, 'webhooks')
  const deliverer = startDeliverer({ database, sealer, log, now: clock.now }, () => workspaceIds(database))
  const origin = publicUrl === null ? null : new URL(publicUrl).origin
  const alerts = startAlertDelivery(
    { database, sealer, messenger: MESSENGER, now: clock.now, log, origin },
    () => workspaceIds(database),
  )
  const mails = openMails(ingredients)
  const { mailer } = mails
  const clearing = startSignInClearing(database, clock, log, () => workspaceIds(database))
  const listener = await openListener(address)
  const queue = openJobQueue(address, createJobRuns(database, clock.now), log)
  const dispatcher = createDispatcher(
    database,
    subscriptionsOf(ingredients, queue, mailer, webhookSubscriptions(database, clock.now)),
    clock.now,
    log,
  )
  await queue.start({
    calibrate: (workspaceId, control) => calibrationJob(database, clock, workspaceId, control),
    gradeCustomers: (workspaceId, control) => gradingJob(database, clock, workspaceId, control),
    evaluateAlerts: (workspaceId, control) => alertsJob({ database, clock, mailer }, workspaceId, control),
    importFile: (workspaceId, control) => importJob(database, clock, workspaceId, control),
    rebuildRollups: (workspaceId, control) =>
      rebuildRollups(database, workspaceId, { onProgress: control.report, signal: control.signal }),
  })
  const scheduled = { database, clock, queue, mailer, log, workspaceIds: () => workspaceIds(database) }
  const schedules =
    ingredients.schedules === false
      ? []
      : [
          startCalibrationSchedule(scheduled),
          startReminderSchedule(scheduled),
          startGradingSchedule(scheduled),
          startAlertSchedule(scheduled),
        ]
  listener.onEvent(dispatcher.wake)
  for (const workspaceId of await workspaceIds(database)) {
    await closeAbandonedJobs(database, workspaceId, clock.now())
    dispatcher.wake(workspaceId)
  }
  const app = createApplication({
    database,
    clock,
    log,
    signIn,
    listener,
    fileRoutes: [
      ...importRoutes(config.importLimit),
      ...exportRoutes,
      ...evidenceRoutes,
      ...downloadRoutes(DOWNLOADS),
    ],
    router: createRouter(queue, sealer, mailer),
    mountBefore: (routes) => mountIngest(routes, { database, clock }),
    callerFor: (user, workspaceCode, standIn) => callerFor(database, clock, user, workspaceCode, standIn),
    publicUrl,
    samples,
    provider: config.provider,
    webFolder: join(ROOT, 'packages/web/dist'),
    ready: async () => (await database.pool.query('select 1')).rowCount === 1,
  })
  return {
    fetch: app.fetch as Application['fetch'],
    close: async () => {
      for (const schedule of schedules) await schedule.close()
      await deliverer.close()
      await alerts.close()
      await mails.close()
      await clearing.close()
      await listener.close()
      await dispatcher.idle()
      await queue.close()
      await signIn.close()
    },
  }
}
