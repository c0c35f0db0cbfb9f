import { type Kysely, sql } from 'kysely'

/** The day on which a series of meetings ended; its held meetings stay to be read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table meeting_series add column ended_on date`.execute(db)
}
