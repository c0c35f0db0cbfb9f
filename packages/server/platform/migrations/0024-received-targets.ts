import { type Kysely, sql } from 'kysely'
import { guardDdl } from './entry-table.ts'

/**
 * Published targets as those see them who received theirs through a cascade. A layer is what one node of the plan's
 * organisation received, spread over everybody below it: `position` to `last_position` is its range in that
 * organisation, so of two layers of one plan the one that contains the other stands above it. `digest` says what the
 * layer's rows were made of. Rows of `metric_target` without a layer are the plan's own.
 *
 * Cascades of approved scenarios from before get their layers when the server starts: the event asks for them.
 */
const LAYERS = `
  alter table metric_target add column layer int;
  create index metric_target_layer_rows on metric_target (workspace_id, plan_id, metric, layer);
  create table metric_target_layer (
    workspace_id bigint not null references workspace (workspace_id),
    plan_id bigint not null,
    metric text not null,
    position int not null,
    last_position int not null,
    org_unit_id bigint,
    person_id bigint,
    digest text not null,
    primary key (workspace_id, plan_id, metric, position),
    foreign key (workspace_id, plan_id) references target_plan (workspace_id, plan_id),
    check (last_position >= position)
  );
  insert into outbox_event (workspace_id, name, payload, created_at)
    select c.workspace_id, 'targets.cascadeChanged', json_build_object('scenarioId', c.scenario_id), c.published_at
    from target_cascade c join scenario s on s.workspace_id = c.workspace_id and s.scenario_id = c.scenario_id
    where s.state = 'approved';
`

/** A layer of published targets for each level that received another one than the plan's own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(LAYERS).execute(db)
  await sql.raw(guardDdl('metric_target_layer')).execute(db)
}
