import { type Kysely, sql } from 'kysely'
import { guardDdl } from './entry-table.ts'

/** Months of order lines by unit and place, without people: what a dashboard asks for most is then a few thousand rows. */
const MONTHS = `
  create table sales_monthly_unit (
    workspace_id bigint not null references workspace (workspace_id),
    month date not null,
    channel text not null,
    org_unit_id bigint not null,
    region_id bigint not null,
    line_count bigint not null,
    quantity numeric not null,
    list_amount numeric not null,
    amount numeric not null,
    cost numeric not null,
    unrated_count bigint not null default 0,
    primary key (workspace_id, month, channel, org_unit_id, region_id)
  );
  insert into sales_monthly_unit
    select workspace_id, month, channel, org_unit_id, region_id, sum(line_count), sum(quantity), sum(list_amount),
      sum(amount), sum(cost), sum(unrated_count)
    from sales_monthly group by 1, 2, 3, 4, 5;
`

/** The roll-up of months by unit and place. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(MONTHS).execute(db)
  await sql.raw(guardDdl('sales_monthly_unit')).execute(db)
}
