import { type Kysely, sql } from 'kysely'

/**
 * Published targets of people who were in no unit on a target's first day go to the unit that they left, or else to the
 * one that they come to: without it the units of a company add up to less than the company.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update metric_target t set org_unit_id = (
      select p.org_unit_id from position p where p.workspace_id = t.workspace_id and p.person_id = t.person_id
      order by p.valid_from <= t.from_day desc, abs(p.valid_from - t.from_day), p.org_unit_id limit 1)
    where t.org_unit_id is null and t.person_id is not null`.execute(db)
}
