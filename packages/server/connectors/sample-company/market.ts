import type { Book } from './customers.ts'
import { type Dice, diceFor } from './dice.ts'
import type { Person } from './organisation.ts'
import { CITIES } from './places.ts'
import { appealIn, LINES, PRODUCT_OFFSET, PRODUCTS, priceIn } from './products.ts'
import { type Campaign, CURRENCY, type Scene } from './scene.ts'
import { date, money } from './tables.ts'
import { PAST_QUARTERS, type Timeline } from './timeline.ts'

const OUTLETS_PER_PARTNER = 3
const LINE_SHARE = [0.42, 0.34, 0.24] as const
const OUTLET_KINDS = ['专卖店', '服务网点', '展示中心']

/** What a city spends on the goods of a line in a quarter, cents: far more than the company sells there. */
function addMarketSize({ draft, timeline, regions, seed }: Scene): void {
  for (const city of CITIES) {
    const dice = diceFor(seed, 'market', city.code)
    const yearly = city.population * city.income * 0.000_35 * dice.between(0.8, 1.2)
    for (const [l] of LINES.entries())
      for (let quarter = -PAST_QUARTERS; quarter <= 3; quarter++) {
        const yuan = (yearly / 4) * (LINE_SHARE[l] ?? 0) * timeline.level(quarter) * 1.005 ** quarter
        draft.add('market_size', Math.min(timeline.first(quarter), timeline.today), {
          region_id: regions.get(`city:${city.code}`) ?? null,
          product_id: l + 1,
          from_day: date(timeline.first(quarter)),
          until_day: date(timeline.last(quarter)),
          amount: money(Math.round(yuan / 10_000) * 1_000_000),
          customers: Math.round(city.population / 42_000),
          origin: quarter > 0 ? '估计' : '行业协会',
        })
      }
    draft.add('outlet_universe', timeline.first(-PAST_QUARTERS), {
      region_id: regions.get(`city:${city.code}`) ?? null,
      kind: '服务网点',
      from_day: date(timeline.first(-PAST_QUARTERS)),
      outlets: Math.round(city.population / 600_000) + 6,
    })
  }
}

const CAMPAIGNS = [
  ['工业博览会', 'Industry fair', '展会', 420_000],
  ['新品线上发布', 'Online launch', '线上', 160_000],
  ['区域技术沙龙', 'Technical evening', '研讨会', 90_000],
] as const

/** Campaigns through the quarters, each some weeks long, with their spend week by week. */
export function addCampaigns(scene: Omit<Scene, 'campaigns'>): Campaign[] {
  const { draft, timeline, seed } = scene
  const found: Campaign[] = []
  for (let quarter = -PAST_QUARTERS; quarter <= 0; quarter++)
    for (const [i, [zh, en, medium, budget]] of CAMPAIGNS.entries()) {
      const dice = diceFor(seed, 'campaign', quarter, i)
      const from = timeline.first(quarter) + dice.whole(5, 45)
      const until = from + dice.whole(14, 42)
      if (from > timeline.today) continue
      const label = date(from).slice(0, 7)
      const id = draft.add('campaign', from, {
        code: `M${label}-${i + 1}`,
        name_zh: `${label} ${zh}`,
        name_en: `${en} ${label}`,
        medium,
        from_day: date(from),
        until_day: date(until),
        budget: `${budget}.00`,
      })
      found.push({ id, from, until })
      addSpend(scene, { id, from, until, medium, budget }, dice)
    }
  return found
}

type Spending = Campaign & { readonly medium: string; readonly budget: number }

function addSpend({ draft, timeline }: Omit<Scene, 'campaigns'>, campaign: Spending, dice: Dice): void {
  const weeks = Math.ceil((campaign.until - campaign.from + 1) / 7)
  for (let week = 0; week < weeks; week++) {
    const cents = Math.round((campaign.budget / weeks) * dice.between(0.75, 1.15)) * 100
    const impressions = Math.round((cents / 100) * dice.between(2, 6))
    const clicks = Math.round(impressions * dice.between(0.01, 0.03))
    const day = campaign.from + week * 7
    if (day > timeline.today) return
    draft.add('campaign_spend', day, {
      campaign_id: campaign.id,
      day: date(day),
      amount: money(cents),
      currency: CURRENCY,
      medium: campaign.medium,
      impressions,
      clicks,
    })
  }
}

type Outlet = {
  readonly id: number
  readonly partner: number
  readonly region: number | null
  readonly opened: number
}

function addOutlets(
  scene: Scene,
  partner: { id: number; index: number; zh: string; en: string },
  dice: Dice,
): Outlet[] {
  const { draft, timeline, regions } = scene
  return Array.from({ length: OUTLETS_PER_PARTNER }, (_, i) => {
    const city = CITIES[partner.index % CITIES.length]
    if (city === undefined) throw new RangeError('cities: there are none')
    const region = regions.get(`city:${city.code}`) ?? null
    const opened = timeline.first(-PAST_QUARTERS) + dice.whole(-1_500, 700)
    const shift = () => Math.round(dice.between(-0.08, 0.08) * 1e5) / 1e5
    const id = draft.add('outlet', opened, {
      code: `O${partner.index + 1}-${i + 1}`,
      name_zh: `${partner.zh}第${i + 1}网点`,
      name_en: `${partner.en} outlet ${i + 1}`,
      kind: OUTLET_KINDS[i % OUTLET_KINDS.length] ?? null,
      channel_partner_id: partner.id,
      region_id: region,
      latitude: city.latitude + shift(),
      longitude: city.longitude + shift(),
      opened_on: date(opened),
    })
    return { id, partner: partner.id, region, opened }
  })
}

/** What an outlet sells on of two products, month by month. */
function addSellThrough({ draft, timeline, seed }: Scene, outlet: Outlet, manager: Person): void {
  for (let quarter = -PAST_QUARTERS; quarter <= 0; quarter++)
    for (const month of timeline.months(quarter)) {
      const day = month.days.at(-1) ?? 0
      const dice = diceFor(seed, 'sellThrough', outlet.id, quarter, month.month)
      for (const p of [outlet.id % PRODUCTS.length, (outlet.id + 13) % PRODUCTS.length]) {
        const product = PRODUCTS[p]
        const quantity = Math.max(1, Math.round(dice.between(2, 8) * timeline.level(quarter)))
        if (product === undefined || day > timeline.today || day < outlet.opened) continue
        if (appealIn(product, quarter) === 0) continue
        draft.add('sell_through', day, {
          channel_partner_id: outlet.partner,
          outlet_id: outlet.id,
          region_id: outlet.region,
          product_id: p + 1 + PRODUCT_OFFSET,
          person_id: manager.id,
          org_unit_id: manager.unit,
          day: date(day),
          quantity,
          amount: `${quantity * priceIn(product, quarter)}.00`,
          currency: CURRENCY,
          stock: dice.whole(3, 20),
        })
      }
    }
}

/** Channel partners are the distributors among the customers; their outlets report what they sell on. */
export function addPartners(scene: Scene, book: Book, first: number): void {
  const { draft, regions } = scene
  for (const [i, customer] of book.customers.entries()) {
    const index = first + i
    const dice = diceFor(scene.seed, 'partner', index)
    const manager = book.personOn(0)
    const id = draft.add('channel_partner', customer.since, {
      code: `D${String(index + 1).padStart(3, '0')}`,
      name_zh: customer.name.zh,
      name_en: customer.name.en,
      kind: dice.pick(['distributor', 'dealer', 'integrator']),
      since: date(customer.since),
      region_id: regions.get(`city:${customer.city.code}`) ?? null,
      person_id: manager.id,
      org_unit_id: manager.unit,
    })
    const outlets = addOutlets(
      scene,
      { id, index, zh: customer.name.zh.replace('有限公司', ''), en: customer.name.en },
      dice,
    )
    for (const outlet of outlets) addSellThrough(scene, outlet, manager)
  }
}

function addObjectives({ draft, timeline, organisation }: Scene): void {
  const [director] = organisation.people
  const from = timeline.first(-3)
  const until = timeline.last(4)
  const add = (code: string, zh: string, en: string, parent: number | null) =>
    draft.add('objective', from, {
      code,
      name_zh: zh,
      name_en: en,
      from_day: date(from),
      until_day: date(until),
      parent_id: parent,
      person_id: director?.id ?? null,
      org_unit_id: director?.unit ?? null,
    })
  const top = add('growth', '销售额年增长 8 %', 'Grow sales by 8 % a year', null)
  add('instruments', '检测仪表占比提升至 30 %', 'Instruments to 30 % of sales', top)
  add('collection', '回款周期缩短至 40 天', 'Collection period down to 40 days', top)
  add('new-customers', '每季新增 15 家客户', '15 new customers a quarter', top)
}

/** Markets, aims: what there is once, whatever the scale. */
export function addMarket(scene: Scene): void {
  addMarketSize(scene)
  addObjectives(scene)
}

const QUESTIONS = ['您有多大可能推荐我们？', '您对交付是否满意？'] as const

/** One customer in ten answers a survey each quarter. */
export function addSurveys(scene: Scene, book: Book): void {
  const { timeline, draft, regions, seed } = scene
  for (let quarter = -PAST_QUARTERS; quarter <= 0; quarter++) {
    const dice = diceFor(seed, 'survey', book.number, quarter)
    const day = timeline.last(quarter) - dice.whole(20, 40)
    for (const customer of book.customers) {
      const [asked, scores] = [dice.chance(0.1), [dice.whole(6, 10), dice.whole(5, 10)]]
      if (!asked || day > timeline.today || customer.since > day) continue
      const person = book.personOn(day)
      for (const [q, question] of QUESTIONS.entries())
        draft.add('survey_answer', day, {
          customer_id: customer.id,
          contact_id: customer.contacts[0] ?? null,
          person_id: person.id,
          org_unit_id: person.unit,
          region_id: regions.get(`city:${customer.city.code}`) ?? null,
          survey: surveyName(timeline, quarter),
          question,
          day: date(day),
          score: scores[q] ?? null,
        })
    }
  }
}

function surveyName(timeline: Timeline, quarter: number): string {
  const first = date(timeline.first(quarter))
  return `${first.slice(0, 4)} Q${Math.ceil(Number(first.slice(5, 7)) / 3)} 客户满意度`
}
