import {
  CUSTOMER,
  choice,
  type FactSource,
  flag,
  free,
  money,
  numeric,
  plain,
  source,
  text,
  WHERE,
  WHO,
  WORDS,
} from './source.ts'

const LIVE = 'd.workspace_id = $1 and d.removed_at is null'
const CREDIT = 'd.person_id, d.org_unit_id, d.region_id'
const BUYER = 'd.customer_id, c.customer_type_id, d.customer_id as customer'
const STAGE =
  'left join pipeline_stage g on g.workspace_id = d.workspace_id and g.pipeline_stage_id = d.stage_id'

/** Whether the deal later entered a stage further on that is not a loss, or was lost. */
const later = (condition: string) => `exists (select 1 from stage_event n
    join pipeline_stage t on t.workspace_id = n.workspace_id and t.pipeline_stage_id = n.stage_id
    where n.workspace_id = $1 and n.removed_at is null and n.opportunity_id = d.opportunity_id
      and n.happened_at > d.happened_at and ${condition})`
const ADVANCED = later(`t.outcome <> 'lost' and t.ordinal > g.ordinal`)

/** The newest row of a deal's history that had happened by the end of a day, in the workspace's time. */
const newest = (table: string, columns: string, pivot: string) => `(select ${columns} from ${table} n
    where n.workspace_id = $1 and n.opportunity_id = o.id and n.removed_at is null
      and n.happened_at < ((${pivot}) + 1)::timestamp at time zone (select w.time_zone from workspace w where w.workspace_id = $1)
    order by n.happened_at desc, n.${table}_id desc limit 1)`

/** The first revision of a deal: what stood before anything was changed. */
const FIRST = `(select n.amount, n.expected_close_on, n.probability, n.stage_id, n.person_id from opportunity_revision n
    where n.workspace_id = $1 and n.opportunity_id = o.id and n.removed_at is null
    order by n.happened_at, n.opportunity_revision_id limit 1)`

/**
 * An opportunity as it stood at the end of a day: amount, chance and expected day by its newest revision by then (the first
 * one before that, what it is now without any), its stage by the newest change of stage or revision, its owner by
 * whichever of these named one, in the unit where that person was.
 */
const stood = (
  pivot: string,
) => `select o.workspace_id, o.id, o.title, o.day, o.closed_on, o.currency, o.region_id, o.product_id,
    o.customer_id, o.customer_type_id, o.customer, o.campaign_id, o.medium, o.cycle_days,
    coalesce(r.expected_close_on, f.expected_close_on, o.expected_close_on) as expected_close_on,
    coalesce(r.amount, f.amount, o.amount) as amount, k.stage_id, k.person_id,
    case when k.person_id is null or k.person_id = o.person_id then o.org_unit_id else coalesce((select h.org_unit_id from position h
      where h.workspace_id = $1 and h.person_id = k.person_id and h.valid_from <= (${pivot})
        and (h.valid_to is null or h.valid_to > (${pivot}))
      order by h.valid_from desc, h.org_unit_id limit 1), o.org_unit_id) end as org_unit_id,
    case when o.closed_on is null or o.closed_on > (${pivot}) then 'open' else o.outcome end as outcome,
    coalesce(r.amount, f.amount, o.amount) * coalesce(r.probability, f.probability,
      case when o.outcome = 'open' then o.probability end, g.probability, 0) as weighted
  from (select 1) one
  left join lateral ${newest('opportunity_revision', 'n.amount, n.expected_close_on, n.probability, n.stage_id, n.person_id, n.happened_at', pivot)} r on true
  left join lateral ${newest('stage_event', 'n.stage_id, n.person_id, n.happened_at', pivot)} e on true
  left join lateral ${FIRST} f on r.happened_at is null
  cross join lateral (select
    coalesce(case when e.happened_at > r.happened_at or r.happened_at is null then e.stage_id end, r.stage_id, f.stage_id, o.stage_id) as stage_id,
    coalesce(case when e.happened_at > r.happened_at or r.happened_at is null then e.person_id end, r.person_id, f.person_id, o.person_id) as person_id) k
  left join pipeline_stage g on g.workspace_id = $1 and g.pipeline_stage_id = k.stage_id`

/** From the lead to the signature: leads, opportunities, their changes of stage, proposals and quotes. */
export const DEAL_SOURCES: readonly FactSource[] = [
  source({
    name: 'lead',
    label: text('线索', '線索', 'leads'),
    query: `select d.workspace_id, d.lead_id as id, d.name as title, d.day, d.qualified_on, null::text as currency, ${CREDIT},
        d.product_id, ${BUYER}, d.campaign_id, d.status, d.medium,
        d.status = 'qualified' or d.qualified_on is not null as qualified
      from lead d ${CUSTOMER} where ${LIVE}`,
    days: { day: WORDS.created, qualifiedOn: text('转化日期', '轉化日期', 'qualified') },
    fields: {
      status: choice(WORDS.status, ['new', 'working', 'qualified', 'disqualified']),
      qualified: flag(text('已转化', '已轉化', 'qualified')),
      medium: free(WORDS.medium),
    },
    dimensions: [...WHERE, 'product', ...WHO, 'campaign'],
    hasCurrency: false,
    rolled: { amounts: [], status: 'status' },
  }),
  source({
    name: 'opportunity',
    label: text('商机', '商機', 'opportunities'),
    query: `select d.workspace_id, d.opportunity_id as id, d.name as title, d.day, d.closed_on, d.expected_close_on,
        d.currency, ${CREDIT}, d.product_id, ${BUYER}, d.campaign_id, d.stage_id, d.outcome, d.medium, d.amount, d.probability,
        d.amount * coalesce(d.probability, g.probability, 0) as weighted, d.closed_on - d.day as cycle_days
      from opportunity d ${STAGE} ${CUSTOMER} where ${LIVE}`,
    days: {
      day: WORDS.created,
      closedOn: text('关闭日期', '關閉日期', 'closed'),
      expectedCloseOn: text('预计成交日期', '預計成交日期', 'expected close'),
    },
    amounts: {
      amount: money(WORDS.amount),
      weighted: money(text('金额 × 赢单概率', '金額 × 贏單機率', 'amount × probability')),
      cycleDays: plain(text('创建到关闭的天数', '建立到關閉的天數', 'days from creation to close')),
    },
    keys: { customer: WORDS.customer },
    fields: {
      outcome: choice(text('结果', '結果', 'outcome'), ['open', 'won', 'lost']),
      medium: free(WORDS.medium),
    },
    dimensions: [...WHERE, 'product', ...WHO, 'stage', 'campaign'],
    stood,
    rolled: { amounts: ['amount'], status: 'outcome' },
  }),
  source({
    name: 'stageEvent',
    label: text('阶段变更', '階段變更', 'stage changes'),
    query: `select d.workspace_id, d.stage_event_id as id, o.name as title,
        (d.happened_at at time zone (select w.time_zone from workspace w where w.workspace_id = $1))::date as day,
        null::text as currency, o.person_id, o.org_unit_id, o.region_id, o.product_id, o.customer_id, c.customer_type_id,
        o.campaign_id, d.stage_id, d.opportunity_id as opportunity, g.outcome, ${ADVANCED} as advanced,
        ${ADVANCED} or ${later(`t.outcome = 'lost'`)} as resolved
      from stage_event d
      join opportunity o on o.workspace_id = d.workspace_id and o.opportunity_id = d.opportunity_id and o.removed_at is null
      ${STAGE} left join customer c on c.workspace_id = o.workspace_id and c.customer_id = o.customer_id
      where ${LIVE}`,
    days: { day: text('进入阶段的日期', '進入階段的日期', 'entered') },
    keys: { opportunity: WORDS.opportunity },
    fields: {
      outcome: choice(text('阶段结果', '階段結果', 'outcome of the stage'), ['open', 'won', 'lost']),
      advanced: flag(text('之后进入更后阶段', '之後進入更後階段', 'went on later')),
      resolved: flag(text('之后推进或丢单', '之後推進或丟單', 'went on or was lost later')),
    },
    dimensions: [...WHERE, 'product', ...WHO, 'stage', 'campaign'],
    hasCurrency: false,
  }),
  source({
    name: 'proposal',
    label: text('方案', '提案', 'proposals'),
    query: `select d.workspace_id, d.proposal_id as id, d.number as title, d.day, d.currency, ${CREDIT}, d.product_id, ${BUYER},
        d.status, d.amount, d.opportunity_id as opportunity
      from proposal d ${CUSTOMER} where ${LIVE}`,
    days: { day: text('提交日期', '提交日期', 'submitted') },
    amounts: { amount: money(WORDS.amount) },
    keys: { customer: WORDS.customer, opportunity: WORDS.opportunity },
    fields: {
      status: choice(WORDS.status, ['draft', 'submitted', 'accepted', 'rejected', 'expired']),
    },
    dimensions: [...WHERE, 'product', ...WHO],
    rolled: { amounts: ['amount'], status: 'status' },
  }),
  source({
    name: 'quote',
    label: text('报价', '報價', 'quotes'),
    query: `select d.workspace_id, d.quote_id as id, d.number as title, d.day, d.currency, ${CREDIT}, d.product_id, ${BUYER},
        d.status, d.amount, d.list_amount, d.discount_rate, d.opportunity_id as opportunity
      from quote d ${CUSTOMER} where ${LIVE}`,
    days: { day: text('报价日期', '報價日期', 'quoted') },
    amounts: { amount: money(WORDS.amount), listAmount: money(WORDS.listAmount) },
    keys: { customer: WORDS.customer, opportunity: WORDS.opportunity },
    fields: {
      status: choice(WORDS.status, ['draft', 'submitted', 'approved', 'rejected', 'accepted', 'expired']),
      discountRate: numeric(text('折扣率', '折扣率', 'discount rate')),
    },
    dimensions: [...WHERE, 'product', ...WHO],
    rolled: { amounts: ['amount', 'listAmount'], status: 'status' },
  }),
]
