import { type Kysely, sql } from 'kysely'

/** The trail is asked for by action: sign-ins among many writes, and those that are past their time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('create index audit_entry_action on audit_entry (workspace_id, action, at);').execute(db)
}
