import { FIELDS } from '@salesloom/contract'
import { sql } from 'kysely'
import { refreshRollups } from '../foundation/rollups/index.ts'
import { fixedClock } from '../platform/clock/index.ts'
import { inWorkspace } from '../platform/database/index.ts'
import type { CallContext } from '../platform/http/call-context.ts'
import { type OpenTestDatabase, openTestDatabase } from './test-database.ts'

type Values = Readonly<Record<string, string | number | null>>

/** A workspace small enough to be checked by hand: two teams, two people, two regions, two products, three customers. */
export type SmallWorkspace = {
  readonly opened: OpenTestDatabase
  readonly analyst: CallContext
  /** Anna as a representative who sees her own alone */
  readonly anna: CallContext
  readonly ids: typeof IDS
  /** writes an entry as of the day of its columns and brings its roll-up up to date */
  readonly put: (table: string, kind: string, values: Values) => Promise<number>
  /** an order of one line */
  readonly order: (values: Values & { day: string; amount: string }) => Promise<number>
  readonly refresh: (kind: string, days: readonly string[]) => Promise<void>
}

const IDS = {
  head: 1,
  east: 2,
  west: 3,
  anna: 1,
  ben: 2,
  north: 2,
  south: 3,
  bikes: 1,
  road: 2,
  city: 3,
} as const

const RECORDS = `
  insert into workspace (code, name_zh, name_en, currency, currency_digits, time_zone)
    values ('small', '小', 'Small', 'CNY', 2, 'Asia/Shanghai');
  insert into org_unit (workspace_id, org_unit_id, code, kind, name_zh, name_en)
    values (1, 1, 'head', 'company', '总部', 'Head'), (1, 2, 'east', 'team', '东区', 'East'), (1, 3, 'west', 'team', '西区', 'West');
  insert into org_unit_placement (workspace_id, org_unit_id, valid_from, parent_id)
    values (1, 1, '2020-01-01', null), (1, 2, '2020-01-01', 1), (1, 3, '2020-01-01', 1);
  insert into region (workspace_id, region_id, code, kind, name_zh, name_en)
    values (1, 1, 'cn', 'country', '中国', 'China'), (1, 2, 'n', 'area', '北', 'North'), (1, 3, 's', 'area', '南', 'South');
  insert into region_placement (workspace_id, region_id, valid_from, parent_id)
    values (1, 1, '2020-01-01', null), (1, 2, '2020-01-01', 1), (1, 3, '2020-01-01', 1);
  insert into product (workspace_id, product_id, code, kind, name_zh, name_en)
    values (1, 1, 'bikes', 'category', '自行车', 'Bikes'), (1, 2, 'road', 'product', '公路车', 'Road'), (1, 3, 'city', 'product', '城市车', 'City');
  insert into product_placement (workspace_id, product_id, valid_from, parent_id)
    values (1, 1, '2020-01-01', null), (1, 2, '2020-01-01', 1), (1, 3, '2020-01-01', 1);
  insert into person (workspace_id, person_id, code, name_zh, name_en)
    values (1, 1, 'anna', '安娜', 'Anna'), (1, 2, 'ben', '本', 'Ben');
  insert into position (workspace_id, person_id, org_unit_id, valid_from, valid_to)
    values (1, 1, 2, '2020-01-01', '2025-05-01'), (1, 1, 3, '2025-05-01', null), (1, 2, 3, '2020-01-01', null);
  insert into channel (workspace_id, code, name_zh, name_en) values (1, 'sales', '直销', 'Direct'), (1, 'web', '网店', 'Web');
  insert into customer_type (workspace_id, customer_type_id, code, kind, name_zh, name_en)
    values (1, 1, 'key', 'type', '大客户', 'Key accounts');
  insert into customer_type_placement (workspace_id, customer_type_id, valid_from, parent_id) values (1, 1, '2020-01-01', null);
  insert into customer (workspace_id, customer_id, code, external_id, name_zh, name_en, customer_type_id, region_id)
    values (1, 1, 'c1', 'c1', '甲', 'C1', 1, 2), (1, 2, 'c2', 'c2', '乙', 'C2', null, 3), (1, 3, 'c3', 'c3', '丙', 'C3', null, 3);
  insert into pipeline (workspace_id, pipeline_id, source, external_id, code, name_zh, name_en, recorded_at, updated_at)
    values (1, 1, 't', 'p', 'p', '流程', 'Pipeline', now(), now());
  insert into pipeline_stage (workspace_id, pipeline_stage_id, source, external_id, code, name_zh, name_en, ordinal, outcome, probability, pipeline_id, recorded_at, updated_at)
    values (1, 1, 't', 's1', 's1', '接触', 'Contact', 1, 'open', .2, 1, now(), now()), (1, 2, 't', 's2', 's2', '报价', 'Quote', 2, 'open', .5, 1, now(), now()),
      (1, 3, 't', 's3', 's3', '赢单', 'Won', 3, 'won', 1, 1, now(), now()), (1, 4, 't', 's4', 's4', '丢单', 'Lost', 4, 'lost', 0, 1, now(), now());
`

const DAYS = ['day', 'order_date'] as const

/** Opens a database with the small workspace; its analyst sees all of it. */
export async function openSmallWorkspace(): Promise<SmallWorkspace> {
  const opened = await openTestDatabase()
  const { database } = opened
  await database.pool.query(RECORDS)
  const caller = (role: 'analyst' | 'representative'): CallContext => ({
    database,
    workspaceId: 1,
    actor: {
      userId: role,
      name: role,
      role,
      personId: role === 'analyst' ? null : IDS.anna,
      standingInFor: null,
    },
    visibility:
      role === 'analyst' ? { whole: true } : { whole: false, orgUnitIds: [], personIds: [IDS.anna] },
    fields: role === 'analyst' ? FIELDS : [],
    clock: fixedClock('2025-12-31T08:00:00Z'),
  })
  let number = 0
  const insert = async (table: string, values: Values): Promise<number> => {
    const columns = Object.entries(values)
    const names = sql.join(columns.map(([name]) => sql.ref(name)))
    const { rows } = await sql<
      Record<string, number>
    >`insert into ${sql.table(table)} (workspace_id, ${names})
      values (1, ${sql.join(columns.map(([, value]) => value))}) returning *`.execute(database.kysely)
    return rows[0]?.[table === 'sales_order' ? 'order_id' : `${table}_id`] ?? 0
  }
  const refresh = (kind: string, days: readonly string[]) =>
    inWorkspace(database, 1, (tx) => refreshRollups(tx, 1, kind, days))
  const entry = () => ({ source: 'test', external_id: `e${++number}` })
  const now = '2025-12-31T00:00:00Z'
  return {
    opened,
    analyst: caller('analyst'),
    anna: caller('representative'),
    ids: IDS,
    refresh,
    put: async (table, kind, values) => {
      const id = await insert(table, { ...entry(), recorded_at: now, updated_at: now, ...values })
      const day = DAYS.map((name) => values[name]).find((value) => typeof value === 'string')
      if (day !== undefined) await refresh(kind, [String(day)])
      return id
    },
    order: async ({
      day,
      amount,
      list_amount = amount,
      cost = null,
      quantity = '1',
      product_id = IDS.road,
      ...rest
    }) => {
      const head = {
        channel: 'sales',
        customer_id: 1,
        person_id: IDS.anna,
        org_unit_id: IDS.east,
        region_id: IDS.north,
      }
      const order = await insert('sales_order', {
        ...entry(),
        order_date: day,
        content_hash: '',
        ...head,
        ...rest,
      })
      const line = { product_id, quantity, list_amount, amount, cost, unit_price: amount }
      await insert('order_line', { order_id: order, line_number: 1, ...line })
      await refresh('orderLine', [day])
      return order
    },
  }
}
