/**
 * The figures that demo/README.md states about the planted stories, each as one statement over the rows of a workspace
 * (parameters: workspace, the day). Quarters are counted from the one under way, 0, backwards.
 */
export type StoryFigure = { readonly key: string; readonly sql: string }

/** Number of a day's quarter, 0 for the one of the sample's day. */
const quarter = (day: string) =>
  `((extract(year from ${day}) - extract(year from $2::date)) * 4 + extract(quarter from ${day}) - extract(quarter from $2::date))::int`

const AREA = `area as (
  select team.org_unit_id as unit, area.code as area, self.code as team
  from org_unit_placement team
  join org_unit self on self.workspace_id = team.workspace_id and self.org_unit_id = team.org_unit_id
  join org_unit area on area.workspace_id = team.workspace_id and area.org_unit_id = team.parent_id
  where team.workspace_id = $1 and area.code like 'area:%')`

const DEALS = `${AREA}, deals as (
  select o.*, area.area, ${quarter('o.closed_on')} as quarter, reason.code as reason
  from opportunity o join area on area.unit = o.org_unit_id
  left join loss_reason reason on reason.workspace_id = o.workspace_id and reason.loss_reason_id = o.loss_reason_id
  where o.workspace_id = $1 and o.outcome <> 'open')`

const winRate = (where: string) =>
  `with ${DEALS} select round(count(*) filter (where outcome = 'won')::numeric / count(*), 4) as figure from deals where ${where}`

const blamed = (where: string) =>
  `with ${DEALS} select round(count(*) filter (where reason in ('price', 'competitor'))::numeric / count(*), 4) as figure
   from deals where outcome = 'lost' and quarter between -1 and 0 and ${where}`

const discount = (
  where: string,
) => `with ${AREA} select round(1 - sum(d.amount) / sum(d.list_amount), 4) as figure
  from sales_daily d join area on area.unit = d.org_unit_id
  where d.workspace_id = $1 and d.channel = 'direct' and ${where}`

const STAYS = `${AREA}, moves as (
  select e.opportunity_id, stage.code, e.happened_at::date as since,
    lead(e.happened_at::date) over (partition by e.opportunity_id order by e.happened_at, e.stage_event_id) as until, area.area
  from stage_event e
  join pipeline_stage stage on stage.workspace_id = e.workspace_id and stage.pipeline_stage_id = e.stage_id
  join opportunity o on o.workspace_id = e.workspace_id and o.opportunity_id = e.opportunity_id
  join area on area.unit = o.org_unit_id
  where e.workspace_id = $1)`

const dwell = (where: string) =>
  `with ${STAYS} select percentile_disc(0.5) within group (order by until - since) as figure
   from moves where code = 'proposal' and until is not null and ${quarter('until')} between -2 and 0 and ${where}`

const attained = (where: string, at: string) => `with ${AREA}, held as (
    select distinct o.person_id, area.team, area.area from position o join area on area.unit = o.org_unit_id
    where o.workspace_id = $1 and o.carries_target),
  aims as (select q.*, held.team, held.area from quota q join held on held.person_id = q.person_id
    where q.workspace_id = $1 and ${quarter('q.period_from')} = ${at} and ${where})
  select round((select sum(d.amount) from sales_daily d join aims on aims.person_id = d.person_id
    where d.workspace_id = $1 and d.day between aims.period_from and aims.period_to)
    / (select sum(amount) from aims), 4) as figure`

const HIRES = `${AREA}, hires as (
  select p.person_id, area.team from person p
  join position o on o.workspace_id = p.workspace_id and o.person_id = p.person_id
  join area on area.unit = o.org_unit_id where p.workspace_id = $1 and p.ramp_months > 0),
  sold as (select d.person_id, o.team, sum(d.amount) as amount, d.quarter from (
    select d.*, ${quarter('d.day')} as quarter from sales_daily d where d.workspace_id = $1) d
    join area o on o.unit = d.org_unit_id group by 1, 2, 4)`

/** Mean sales of the new people beside the mean of their teams' other people. */
const ramped = (at: string) => `with ${HIRES}
  select round(avg(amount) filter (where person_id in (select person_id from hires))
    / avg(amount) filter (where person_id not in (select person_id from hires)), 4) as figure
  from sold where quarter = ${at} and team in (select team from hires)`

const change = (where: string) => `with sold as (
    select d.amount, ${quarter('d.day')} as quarter from sales_daily d
    join product p on p.workspace_id = d.workspace_id and p.product_id = d.product_id
    where d.workspace_id = $1 and ${where})
  select round(sum(amount) filter (where quarter between -4 and -1) / sum(amount) filter (where quarter between -8 and -5) - 1, 4) as figure
  from sold`

const collection = (
  where: string,
) => `select round(sum(p.amount * (p.day - i.day)) / sum(p.amount), 1) as figure
  from payment p
  join invoice i on i.workspace_id = p.workspace_id and i.invoice_id = p.invoice_id
  join customer c on c.workspace_id = i.workspace_id and c.customer_id = i.customer_id
  join customer_type_placement size on size.workspace_id = c.workspace_id and size.customer_type_id = c.customer_type_id
  join customer_type trade on trade.workspace_id = c.workspace_id and trade.customer_type_id = size.parent_id
  where p.workspace_id = $1 and trade.kind = 'industry' and ${where}`

const late = `split_part(trade.code, ':', 2) = 'construction'`

/** Customers of the one who left: those that they had an order of. */
const GIVEN = `leaver as (select person_id, left_on from person where workspace_id = $1 and left_on is not null),
  given as (select distinct customer_id from sales_order o join leaver on leaver.person_id = o.person_id where o.workspace_id = $1),
  contacts as (
    select v.day from visit v join given using (customer_id) where v.workspace_id = $1 and v.status = 'done'
    union all select a.day from activity a join given using (customer_id) where a.workspace_id = $1)`

export const STORY_FIGURES: readonly StoryFigure[] = [
  { key: 'priceCut.winRate.before', sql: winRate(`area = 'area:east' and quarter between -5 and -2`) },
  { key: 'priceCut.winRate.after', sql: winRate(`area = 'area:east' and quarter between -1 and 0`) },
  { key: 'priceCut.winRate.elsewhere', sql: winRate(`area <> 'area:east' and quarter between -1 and 0`) },
  {
    key: 'priceCut.discount.before',
    sql: discount(`area = 'area:east' and ${quarter('d.day')} between -3 and -2`),
  },
  {
    key: 'priceCut.discount.after',
    sql: discount(`area = 'area:east' and ${quarter('d.day')} between -1 and 0`),
  },
  {
    key: 'priceCut.discount.elsewhere',
    sql: discount(`area <> 'area:east' and ${quarter('d.day')} between -1 and 0`),
  },
  { key: 'priceCut.blamed', sql: blamed(`area = 'area:east'`) },
  { key: 'priceCut.blamed.elsewhere', sql: blamed(`area <> 'area:east'`) },
  { key: 'priceCut.attainment', sql: attained(`held.area = 'area:east'`, '-1') },
  { key: 'stall.days', sql: dwell(`area = 'area:north'`) },
  { key: 'stall.days.elsewhere', sql: dwell(`area <> 'area:north'`) },
  ...[-4, -3, -2, -1].map((at) => ({
    key: `overTarget.attainment.${at}`,
    sql: attained(`held.team = 'team:shenguan'`, String(at)),
  })),
  ...[-2, -1, 0].map((at) => ({ key: `newHires.share.${at}`, sql: ramped(String(at)) })),
  { key: 'decline.change', sql: change(`p.code = 'CT200'`) },
  { key: 'decline.change.others', sql: change(`p.code <> 'CT200'`) },
  { key: 'latePayers.days', sql: collection(`${late} and ${quarter('i.day')} between -4 and -2`) },
  { key: 'latePayers.days.before', sql: collection(`${late} and ${quarter('i.day')} between -8 and -5`) },
  { key: 'latePayers.days.others', sql: collection(`not ${late} and ${quarter('i.day')} between -4 and -2`) },
  { key: 'handover.customers', sql: `with ${GIVEN} select count(*) as figure from given` },
  {
    key: 'handover.silence',
    sql: `with ${GIVEN} select min(contacts.day) filter (where contacts.day > left_on) - max(left_on) as figure from contacts, leaver`,
  },
  {
    key: 'handover.sales',
    sql: `with ${GIVEN} select round(sum(l.amount) filter (where o.order_date > left_on and o.order_date <= $2)
        / sum(l.amount) filter (where o.order_date > left_on - interval '1 year' and o.order_date <= $2::date - interval '1 year') - 1, 4) as figure
      from sales_order o join given using (customer_id) cross join leaver
      join order_line l on l.workspace_id = o.workspace_id and l.order_id = o.order_id where o.workspace_id = $1`,
  },
  {
    key: 'handover.dropped',
    sql: `with ${DEALS} select count(*) as figure from deals where reason = 'dropped'`,
  },
]

/** What must not look like a story: each row's figure lies between the bounds. */
export type QuietFigure = StoryFigure & { readonly low: number; readonly high: number }

const each = (by: string, from: string, figure: string, where: string) =>
  `${from} select ${by} as name, ${figure} as figure from ${where} group by 1`

const TEAMS = `with ${AREA}, held as (
    select distinct o.person_id, area.team, area.area from position o join area on area.unit = o.org_unit_id
    where o.workspace_id = $1 and o.carries_target),
  aims as (select held.team, held.area, ${quarter('q.period_from')} as quarter, sum(q.amount) as amount
    from quota q join held on held.person_id = q.person_id where q.workspace_id = $1 group by 1, 2, 3),
  sold as (select held.team, ${quarter('d.day')} as quarter, sum(d.amount) as amount
    from sales_daily d join held on held.person_id = d.person_id where d.workspace_id = $1 group by 1, 2)`

export const QUIET_FIGURES: readonly QuietFigure[] = [
  {
    key: 'attainment of a team in a past quarter',
    low: 0.95,
    high: 1.06,
    sql: `${TEAMS} select team || ' ' || quarter as name, sold.amount / aims.amount as figure
      from aims join sold using (team, quarter)
      where quarter between -12 and -1 and not (area = 'area:east' and quarter = -1)
        and not (team = 'team:shenguan' and quarter >= -4) and not (team = 'team:xiangyu' and quarter = -1)`,
  },
  {
    key: 'win rate of an area in a past quarter',
    low: 0.27,
    high: 0.41,
    sql: each(
      `area || ' ' || quarter`,
      `with ${DEALS}`,
      `avg((outcome = 'won')::int)`,
      `deals where quarter between -8 and -1 and not (area = 'area:east' and quarter = -1)`,
    ),
  },
  {
    key: 'median days in the proposal stage of the other areas',
    low: 19,
    high: 30,
    sql: each(
      'area',
      `with ${STAYS}`,
      `percentile_disc(0.5) within group (order by until - since)`,
      `moves where code = 'proposal' and until is not null and area <> 'area:north' and ${quarter('until')} between -2 and 0`,
    ),
  },
  {
    key: 'median days in the other open stages of every area',
    low: 10,
    high: 30,
    sql: each(
      `area || ' ' || code`,
      `with ${STAYS}`,
      `percentile_disc(0.5) within group (order by until - since)`,
      `moves where code <> 'proposal' and until is not null and ${quarter('until')} between -2 and 0`,
    ),
  },
  {
    key: 'days from invoice to payment of the other industries',
    low: 37,
    high: 48,
    sql: `select split_part(trade.code, ':', 2) as name, sum(p.amount * (p.day - i.day)) / sum(p.amount) as figure
      from payment p
      join invoice i on i.workspace_id = p.workspace_id and i.invoice_id = p.invoice_id
      join customer c on c.workspace_id = i.workspace_id and c.customer_id = i.customer_id
      join customer_type_placement size on size.workspace_id = c.workspace_id and size.customer_type_id = c.customer_type_id
      join customer_type trade on trade.workspace_id = c.workspace_id and trade.customer_type_id = size.parent_id
      where p.workspace_id = $1 and trade.kind = 'industry' and not ${late} and ${quarter('i.day')} between -4 and -2 group by 1`,
  },
  {
    key: 'sales of the other products, four quarters against the four before',
    low: 0.8,
    high: 2.5,
    sql: `select p.code as name, sum(d.amount) filter (where ${quarter('d.day')} between -4 and -1)
        / sum(d.amount) filter (where ${quarter('d.day')} between -8 and -5) as figure
      from sales_daily d join product p on p.workspace_id = d.workspace_id and p.product_id = d.product_id
      where d.workspace_id = $1 and p.code <> 'CT200' group by 1`,
  },
]
