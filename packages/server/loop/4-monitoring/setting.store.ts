import { sql } from 'kysely'
import { recordAudit } from '../../foundation/audit/index.ts'
import { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'

export type SettingName = 'funnel' | 'grading'

export type SavedSetting<Content> = {
  readonly content: Content
  readonly version: number
  readonly savedBy: string
}

/** What a workspace has set; null where nothing is saved. */
export async function readSetting<Content>(
  tx: WorkspaceTransaction,
  workspaceId: number,
  name: SettingName,
): Promise<SavedSetting<Content> | null> {
  const { rows } = await sql<SavedSetting<Content>>`select content, version, saved_by as "savedBy"
    from monitoring_setting where workspace_id = ${workspaceId} and name = ${name}`.execute(tx)
  return rows[0] ?? null
}

/**
 * Saves a setting over the version that it was read at, 0 for none, with its line in the trail.
 * @returns the new version @throws AppError `versionConflict`
 */
export async function saveSetting(
  tx: WorkspaceTransaction,
  context: CallContext,
  name: SettingName,
  content: object,
  version: number,
): Promise<number> {
  const { workspaceId, actor, clock } = context
  const before = await readSetting(tx, workspaceId, name)
  const at = clock.now().toISOString()
  const { rows } = await sql<{ version: number }>`
    insert into monitoring_setting as s (workspace_id, name, content, saved_by, saved_at)
    values (${workspaceId}, ${name}, ${JSON.stringify(content)}::jsonb, ${actor.name}, ${at})
    on conflict (workspace_id, name) do update set content = excluded.content, saved_by = excluded.saved_by,
      saved_at = excluded.saved_at, version = s.version + 1 where s.version = ${version}
    returning version`.execute(tx)
  const saved = rows[0]?.version
  if (saved !== version + 1)
    throw new AppError('versionConflict', {
      who: before?.savedBy ?? '',
      theirs: before?.version ?? 0,
      yours: version,
    })
  await recordAudit(tx, context, {
    action: 'monitoring.saveSetting',
    subject: `monitoringSetting:${name}`,
    before: before?.content,
    after: content,
  })
  return saved
}
