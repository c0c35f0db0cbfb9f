import type { Book } from './customers.ts'
import type { Deal } from './deals.ts'
import { type Dice, diceFor } from './dice.ts'
import { companyName, INDUSTRIES, personName } from './names.ts'
import { credit, type Scene } from './scene.ts'
import { date } from './tables.ts'
import { dayAt, PAST_QUARTERS } from './timeline.ts'

const MEDIA = ['官网', '展会', '搜索推广', '微信公众号', '老客户推荐', '电话开发']
const LEADS_PER_QUARTER = 4
/** Days after which a lead that came to nothing is given up. */
const PATIENCE = 40

function campaignOn(scene: Scene, dice: Dice, day: number): number | null {
  const running = scene.campaigns.filter((campaign) => campaign.from <= day && day <= campaign.until)
  return running.length > 0 && dice.chance(0.3) ? dice.pick(running).id : null
}

/** The lead that a deal came from; four in ten deals come from the person's own work and have none. */
export function addLead(scene: Scene, book: Book, deal: Deal, dice: Dice): number | null {
  const created = deal.entered[0] ?? 0
  const day = created - dice.whole(1, 18)
  const campaign = campaignOn(scene, dice, day)
  if (!dice.chance(0.6) || day < scene.timeline.first(-PAST_QUARTERS)) return null
  return scene.draft.add('lead', created, {
    ...credit(scene, book, deal.customer, day),
    campaign_id: campaign,
    name: personName(dice).zh,
    company: deal.customer.name.zh,
    day: date(day),
    medium: campaign === null ? dice.pick(MEDIA) : '市场活动',
    status: 'qualified',
    qualified_on: date(created),
  })
}

/** Leads of a quarter that did not become deals: most are given up, the latest are being worked on. */
export function addOtherLeads(scene: Scene, book: Book, quarter: number): void {
  const { timeline, draft } = scene
  const dice = diceFor(scene.seed, 'leads', book.number, quarter)
  for (let i = 0; i < LEADS_PER_QUARTER; i++) {
    const day = dayAt(dice.pick(timeline.months(quarter)), dice.roll())
    const industry = dice.pick(INDUSTRIES)
    const city = dice.pick(book.customers).city
    const company = companyName(dice, city, industry.trades, 'small')
    const campaign = campaignOn(scene, dice, day)
    const columns = { name: personName(dice).zh, medium: dice.pick(MEDIA), touched: dice.chance(0.7) }
    if (day > timeline.today) continue
    const person = book.personOn(day)
    if (person.hired > day) continue
    const given = day + PATIENCE <= timeline.today
    draft.add('lead', given ? day + PATIENCE : day, {
      person_id: person.id,
      org_unit_id: person.unit,
      region_id: scene.regions.get(`city:${city.code}`) ?? null,
      campaign_id: campaign,
      name: columns.name,
      company: company.zh,
      day: date(day),
      medium: campaign === null ? columns.medium : '市场活动',
      status: given ? 'disqualified' : columns.touched ? 'working' : 'new',
      closed_on: given ? date(day + PATIENCE) : null,
    })
  }
}
