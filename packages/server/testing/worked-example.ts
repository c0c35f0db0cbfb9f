import type { SmallWorkspace } from './small-workspace.ts'

const EAST = { person_id: 1, org_unit_id: 2, region_id: 2 }
const WEST = { person_id: 2, org_unit_id: 3, region_id: 3 }

/** The worked example of docs/methods/metrics.md. */
export async function fillWorkedExample({ opened, put, order }: SmallWorkspace): Promise<void> {
  await order({ day: '2024-11-05', amount: '100.00', customer_id: 1 })
  await order({ day: '2025-02-10', amount: '600.00', list_amount: '800.00', cost: '400.00', customer_id: 1 })
  const shared = await order({ day: '2025-02-20', amount: '10.00', customer_id: 2, ...WEST })
  await opened.database.pool.query(
    `insert into order_credit (workspace_id, order_id, person_id, org_unit_id, share) values (1, $1, 1, 2, .5), (1, $1, 2, 3, .5)`,
    [shared],
  )
  await order({ day: '2025-06-30', amount: '390.00', cost: '290.00', customer_id: 2, ...WEST, product_id: 3 })
  await put('sales_return', 'salesReturn', {
    number: 'r',
    day: '2025-03-01',
    quantity: '1',
    amount: '60.00',
    customer_id: 1,
    product_id: 2,
    ...EAST,
  })
  const first = await put('invoice', 'invoice', {
    number: 'i1',
    day: '2025-01-01',
    amount: '900.00',
    tax_amount: '100.00',
    customer_id: 1,
    ...EAST,
  })
  const second = await put('invoice', 'invoice', {
    number: 'i2',
    day: '2025-03-01',
    amount: '3000.00',
    tax_amount: '0',
    customer_id: 2,
    ...WEST,
  })
  await put('payment', 'payment', {
    number: 'p1',
    day: '2025-01-31',
    amount: '1000.00',
    invoice_id: first,
    customer_id: 1,
    ...EAST,
  })
  await put('payment', 'payment', {
    number: 'p2',
    day: '2025-04-30',
    amount: '3000.00',
    invoice_id: second,
    customer_id: 2,
    ...WEST,
  })
  const old = await put('contract', 'contract', {
    number: 'k1',
    day: '2024-03-01',
    from_day: '2024-03-01',
    until_day: '2025-02-28',
    amount: '1000',
    customer_id: 1,
    ...EAST,
  })
  await put('contract', 'contract', {
    number: 'k2',
    day: '2024-04-01',
    from_day: '2024-04-01',
    until_day: '2025-03-31',
    amount: '3000',
    customer_id: 2,
    ...WEST,
  })
  await put('contract', 'contract', {
    number: 'k3',
    day: '2025-02-15',
    from_day: '2025-03-01',
    until_day: '2026-02-28',
    amount: '1200',
    renews_id: old,
    customer_id: 1,
    ...EAST,
  })
  const deal = { stage_id: 2, customer_id: 1, ...EAST }
  const won = await put('opportunity', 'opportunity', {
    ...deal,
    name: 'won',
    day: '2025-01-10',
    amount: '300',
    outcome: 'won',
    closed_on: '2025-02-09',
    stage_id: 3,
  })
  const lost = await put('opportunity', 'opportunity', {
    ...deal,
    name: 'lost',
    day: '2025-01-10',
    amount: '700',
    outcome: 'lost',
    closed_on: '2025-02-19',
    stage_id: 4,
    probability: '0.9',
  })
  await put('opportunity', 'opportunity', {
    ...deal,
    name: 'sure',
    day: '2025-03-01',
    amount: '100',
    probability: '0.99',
    expected_close_on: '2025-07-15',
  })
  const open = await put('opportunity', 'opportunity', {
    ...deal,
    name: 'dead',
    day: '2025-03-01',
    amount: '200',
    probability: '0',
    expected_close_on: '2025-08-15',
  })
  const event = (opportunity: number, stage: number, at: string) =>
    put('stage_event', 'stageEvent', {
      opportunity_id: opportunity,
      stage_id: stage,
      happened_at: `${at}T04:00:00Z`,
    })
  for (const [id, stage, at] of [
    [won, 1, '2025-01-10'],
    [won, 2, '2025-01-20'],
    [won, 3, '2025-02-09'],
    [lost, 1, '2025-01-10'],
    [lost, 4, '2025-02-19'],
    [open, 1, '2025-01-15'],
  ] as const)
    await event(id, stage, at)
  await put('lead', 'lead', { name: 'a', day: '2025-02-01', status: 'qualified', ...EAST })
  for (const name of ['b', 'c', 'd']) await put('lead', 'lead', { name, day: '2025-02-02', ...EAST })
  await put('visit', 'visit', {
    day: '2025-02-03',
    status: 'done',
    minutes: 30,
    customer_id: 1,
    opportunity_id: won,
    ...EAST,
  })
  await put('visit', 'visit', { day: '2025-02-04', status: 'done', minutes: 60, customer_id: 2, ...WEST })
  await put('visit', 'visit', { day: '2025-02-05', status: 'planned', customer_id: 2, ...WEST })
  for (const score of [10, 9, 7, 3])
    await put('survey_answer', 'surveyAnswer', {
      survey: 's',
      question: 'nps',
      day: '2025-02-06',
      score,
      ...EAST,
    })
  for (const outlet of [1, 2])
    await put('outlet', 'outlet', { code: `o${outlet}`, name_zh: '店', name_en: 'Shop', region_id: 2 })
  for (const outlet of [1, 1, 2])
    await put('sell_through', 'sellThrough', {
      day: '2025-02-07',
      quantity: '3',
      amount: '30',
      outlet_id: outlet,
      product_id: 2,
      ...EAST,
    })
  await put('outlet_universe', 'outletUniverse', { from_day: '2025-01-01', outlets: 8, region_id: 2 })
  await put('market_size', 'marketSize', {
    from_day: '2025-01-01',
    until_day: '2025-12-31',
    amount: '10000',
    customers: 20,
    region_id: 2,
    product_id: 2,
  })
  const campaign = await put('campaign', 'campaign', {
    code: 'm',
    name_zh: '展会',
    name_en: 'Fair',
    from_day: '2025-01-01',
  })
  await put('campaign_spend', 'campaignSpend', {
    day: '2025-01-15',
    amount: '50',
    campaign_id: campaign,
    ...EAST,
  })
  await opened.database.pool.query(`update opportunity set campaign_id = $1 where opportunity_id = $2`, [
    campaign,
    won,
  ])
  await opened.database.pool.query(
    `update sales_order set opportunity_id = $1 where order_date = '2025-02-10'`,
    [won],
  )
}
