import { type Kysely, sql } from 'kysely'

/** A restatement of an exchange rate keeps all places of the rate; four of them would make small rates look the same. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table restatement alter column amount_before type numeric, alter column amount_after type numeric`.execute(
    db,
  )
}
