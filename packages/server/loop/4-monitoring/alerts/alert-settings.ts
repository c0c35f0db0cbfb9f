import { AppError } from '../../../platform/app-error.ts'
import { minuteOfDay } from '../../../platform/clock/index.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { readSetting, saveSetting } from '../setting.store.ts'

/** Hours in which only critical alerts are told, `HH:MM` in the workspace’s time, and whether owners get mail. */
export type AlertSettings = {
  readonly quietFrom: string | null
  readonly quietTo: string | null
  readonly mail: boolean
}

const FIRST: AlertSettings = { quietFrom: '20:00', quietTo: '08:00', mail: true }

export async function readAlertSettings(tx: WorkspaceTransaction, workspaceId: number) {
  const saved = await readSetting<AlertSettings>(tx, workspaceId, 'alerts')
  return { version: saved?.version ?? 0, ...(saved?.content ?? FIRST) }
}

export async function getAlertSettings({ database, workspaceId }: CallContext) {
  return inWorkspace(database, workspaceId, (tx) => readAlertSettings(tx, workspaceId))
}

export async function setAlertSettings(
  context: CallContext,
  { version, ...content }: AlertSettings & { readonly version: number },
) {
  const [lacking] = (['quietFrom', 'quietTo'] as const).filter((name) => content[name] === null)
  if (lacking !== undefined && content.quietFrom !== content.quietTo)
    throw new AppError('invalidInput', { field: lacking, reason: 'bothOrNeither' })
  return inWorkspace(context.database, context.workspaceId, async (tx) => ({
    version: await saveSetting(tx, context, 'alerts', content, version),
  }))
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** When something may be told: now, or at the end of the quiet hours. */
export function afterQuietHours(
  now: Date,
  { quietFrom, quietTo }: AlertSettings,
  timeZone: string,
  severity: 'info' | 'warning' | 'critical',
): Date {
  if (quietFrom === null || quietTo === null || quietFrom === quietTo || severity === 'critical') return now
  const [at, from, to] = [minuteOfDay(now, timeZone), minutesOf(quietFrom), minutesOf(quietTo)]
  const isQuiet = from < to ? at >= from && at < to : at >= from || at < to
  if (!isQuiet) return now
  return new Date(now.getTime() + ((to - at + 1440) % 1440) * 60_000)
}
