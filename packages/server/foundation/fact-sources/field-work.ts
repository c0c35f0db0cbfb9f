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
const MINUTES = plain(WORDS.minutes)

/** What people do and what the market answers: visits, activities, time, spend, sell-through, surveys. */
export const FIELD_SOURCES: readonly FactSource[] = [
  source({
    name: 'visit',
    label: text('拜访', '拜訪', 'visits'),
    query: `select d.workspace_id, d.visit_id as id, coalesce(d.purpose, c.name_zh) as title, d.day, null::text as currency,
        ${CREDIT}, ${BUYER}, d.status, d.opportunity_id is not null as with_opportunity,
        coalesce(d.minutes, round(extract(epoch from d.ended_at - d.started_at) / 60)) as minutes,
        coalesce(d.minutes::numeric, extract(epoch from d.ended_at - d.started_at)) is not null as timed
      from visit d ${CUSTOMER} where ${LIVE}`,
    days: { day: text('拜访日期', '拜訪日期', 'visited') },
    amounts: { minutes: MINUTES },
    keys: { customer: WORDS.customer },
    fields: {
      status: choice(WORDS.status, ['planned', 'done', 'cancelled']),
      withOpportunity: flag(text('关联商机', '關聯商機', 'of an opportunity')),
      timed: flag(text('有时长记录', '有時長紀錄', 'with a duration')),
    },
    dimensions: [...WHERE, ...WHO],
    hasCurrency: false,
    rolled: { amounts: ['minutes'], status: 'status' },
  }),
  source({
    name: 'activity',
    label: text('活动', '活動', 'activities'),
    query: `select d.workspace_id, d.activity_id as id, coalesce(d.subject, d.kind) as title, d.day, null::text as currency,
        ${CREDIT}, ${BUYER}, d.kind, d.minutes, d.opportunity_id as opportunity
      from activity d ${CUSTOMER} where ${LIVE}`,
    days: { day: WORDS.day },
    amounts: { minutes: MINUTES },
    keys: { customer: WORDS.customer, opportunity: WORDS.opportunity },
    fields: {
      kind: choice(WORDS.kind, ['call', 'email', 'meeting', 'demonstration', 'message', 'other']),
    },
    dimensions: [...WHERE, ...WHO],
    hasCurrency: false,
    rolled: { amounts: ['minutes'], status: 'kind' },
  }),
  source({
    name: 'timeEntry',
    label: text('工时', '工時', 'time entries'),
    query: `select d.workspace_id, d.time_entry_id as id, d.kind as title, d.day, null::text as currency, d.person_id,
        d.org_unit_id, ${BUYER}, d.kind, d.minutes
      from time_entry d ${CUSTOMER} where ${LIVE}`,
    days: { day: WORDS.day },
    amounts: { minutes: MINUTES },
    fields: {
      kind: choice(WORDS.kind, ['selling', 'travel', 'administration', 'training', 'meeting', 'other']),
    },
    dimensions: ['person', 'orgUnit', ...WHO],
    hasCurrency: false,
    rolled: { amounts: ['minutes'], status: 'kind' },
  }),
  source({
    name: 'campaignSpend',
    label: text('市场费用', '行銷費用', 'campaign spend'),
    query: `select d.workspace_id, d.campaign_spend_id as id, m.name_zh as title, d.day, d.currency, ${CREDIT}, d.product_id,
        d.campaign_id, d.medium, d.amount, d.impressions, d.clicks
      from campaign_spend d
      left join campaign m on m.workspace_id = d.workspace_id and m.campaign_id = d.campaign_id where ${LIVE}`,
    days: { day: WORDS.day },
    amounts: {
      amount: money(WORDS.amount),
      impressions: plain(text('曝光', '曝光', 'impressions')),
      clicks: plain(text('点击', '點擊', 'clicks')),
    },
    fields: { medium: free(WORDS.medium) },
    dimensions: [...WHERE, 'product', 'campaign'],
    rolled: { amounts: ['amount'], status: null },
  }),
  source({
    name: 'sellThrough',
    label: text('分销动销', '分銷動銷', 'sell-through'),
    query: `select d.workspace_id, d.sell_through_id as id, t.name_zh as title, d.day, d.currency, ${CREDIT}, d.product_id,
        d.outlet_id as outlet, d.amount, d.quantity
      from sell_through d left join outlet t on t.workspace_id = d.workspace_id and t.outlet_id = d.outlet_id
      where ${LIVE}`,
    days: { day: WORDS.day },
    amounts: { amount: money(WORDS.amount), quantity: plain(WORDS.quantity) },
    keys: { outlet: text('网点', '據點', 'outlets') },
    fields: { quantity: numeric(WORDS.quantity) },
    dimensions: [...WHERE, 'product'],
    rolled: { amounts: ['amount', 'quantity'], status: null },
  }),
  source({
    name: 'surveyAnswer',
    label: text('问卷回答', '問卷回答', 'survey answers'),
    query: `select d.workspace_id, d.survey_answer_id as id, d.question as title, d.day, null::text as currency, ${CREDIT},
        d.product_id, ${BUYER}, d.survey, d.question, d.score, d.score is not null as scored
      from survey_answer d ${CUSTOMER} where ${LIVE}`,
    days: { day: text('回答日期', '回答日期', 'answered') },
    amounts: { score: plain(text('评分', '評分', 'score')) },
    keys: { customer: WORDS.customer },
    fields: {
      survey: free(text('问卷', '問卷', 'survey')),
      question: free(text('问题', '問題', 'question')),
      score: numeric(text('评分', '評分', 'score')),
      scored: flag(text('有评分', '有評分', 'with a score')),
    },
    dimensions: [...WHERE, 'product', ...WHO],
    hasCurrency: false,
    rolled: { amounts: ['score'], status: null },
  }),
]
