import type { Book } from './customers.ts'
import { type Deal, type Estimate, OPEN_STAGES, silenceOf } from './deals.ts'
import { type Dice, diceFor } from './dice.ts'
import { addLead } from './leads.ts'
import { CATEGORIES, PRODUCT_OFFSET, PRODUCTS } from './products.ts'
import { CURRENCY, credit, type Scene } from './scene.ts'
import { date, instant, money } from './tables.ts'

export const WON = 5
export const LOST = 6
/** Chance of winning that each stage stands for. */
export const STAGE_PROBABILITY = [0.1, 0.25, 0.5, 0.75, 1, 0] as const
export const LOSS_REASONS = ['price', 'competitor', 'budget', 'fit', 'undecided', 'dropped'] as const

const MEDIA = ['市场活动', '老客户推荐', '电话开发', '官网咨询', '渠道推荐', '展会']
const STEPS = ['提交报价', '安排样机测试', '与采购面谈', '确认技术参数', '拜访决策人', '等待预算审批']

type Numbers = { readonly opportunity: number; readonly lead: number | null; readonly dice: Dice }

function titleOf(deal: Deal): string {
  const product = PRODUCTS[deal.product - 1]
  const category = CATEGORIES.find(({ code }) => code === product?.category)
  return `${deal.customer.name.zh.replace(/(集团|股份)?有限公司$/, '')} ${category?.zh ?? ''}项目`
}

function addOpportunity(scene: Scene, book: Book, deal: Deal, numbers: Numbers): void {
  const { timeline, draft } = scene
  const { opportunity, lead, dice } = numbers
  const { today } = timeline
  const created = deal.entered[0] ?? 0
  const closed = deal.closed <= today
  const current = deal.estimates.findLast(({ day }) => day <= today) as Estimate
  const stage = closed ? (deal.won ? WON : LOST) : current.stage + 1
  const owner = credit(scene, book, deal.customer, closed ? deal.closed : today)
  const waiting = silenceOf(book)(today) || dice.chance(0.12)
  draft.add(
    'opportunity',
    Math.min(today, closed ? deal.closed : current.day),
    {
      ...owner,
      amount: money(closed ? deal.cents : current.cents),
      currency: CURRENCY,
      pipeline_id: 1,
      stage_id: stage,
      product_id: deal.product + PRODUCT_OFFSET,
      lead_id: lead,
      loss_reason_id:
        closed && deal.reason !== null ? LOSS_REASONS.indexOf(deal.reason as 'price') + 1 : null,
      name: titleOf(deal),
      day: date(created),
      probability: STAGE_PROBABILITY[stage - 1] ?? 0,
      expected_close_on: date(closed ? deal.closed : current.expected),
      closed_on: closed ? date(deal.closed) : null,
      outcome: closed ? (deal.won ? 'won' : 'lost') : 'open',
      medium: dice.pick(MEDIA),
      next_step: closed || waiting ? null : dice.pick(STEPS),
      next_step_on: closed || waiting ? null : date(timeline.workday(today + dice.whole(1, 14))),
      competitor: deal.competitor,
    },
    opportunity,
  )
}

function addStages(scene: Scene, book: Book, deal: Deal, { opportunity, dice }: Numbers): void {
  const { draft, timeline } = scene
  const changes = [
    ...deal.entered.map((day, stage) => ({ day, stage: stage + 1 })),
    { day: deal.closed, stage: deal.won ? WON : LOST },
  ]
  for (const { day, stage } of changes) {
    const minute = dice.whole(540, 1_060)
    if (day > timeline.today) continue
    const worth = deal.estimates.findLast((estimate) => estimate.day <= day)?.cents ?? deal.cents
    draft.add('stage_event', day, {
      opportunity_id: opportunity,
      stage_id: stage,
      person_id: book.personOn(day).id,
      happened_at: instant(day, minute),
      amount: money(stage === WON ? deal.cents : worth),
    })
  }
  for (const { day, stage, cents, expected } of deal.estimates) {
    if (day > timeline.today) continue
    draft.add('opportunity_revision', day, {
      opportunity_id: opportunity,
      stage_id: stage + 1,
      person_id: book.personOn(day).id,
      happened_at: instant(day, 1_070),
      amount: money(cents),
      expected_close_on: date(expected),
      probability: STAGE_PROBABILITY[stage] ?? 0,
    })
  }
}

const APPROVAL_ABOVE = 0.1

function addOffer(scene: Scene, book: Book, deal: Deal, { opportunity, dice }: Numbers): void {
  const { draft, timeline } = scene
  const entered = deal.entered[OPEN_STAGES.indexOf('proposal')]
  const [proposed, quoted] = [dice.roll(), dice.roll()]
  if (entered === undefined) return
  const left = deal.entered[OPEN_STAGES.indexOf('negotiation')] ?? deal.closed
  const day = entered + Math.floor((left - entered) * 0.3 * proposed)
  const quoteDay = day + Math.floor((left - day) * 0.5 * quoted)
  if (day > timeline.today) return
  const state = deal.closed > timeline.today ? 'submitted' : deal.won ? 'accepted' : 'rejected'
  const shared = {
    opportunity_id: opportunity,
    product_id: deal.product + PRODUCT_OFFSET,
    currency: CURRENCY,
  }
  const proposal = draft.number('proposal')
  const number = `P${String(proposal).padStart(6, '0')}`
  const amount = money(deal.cents)
  draft.add(
    'proposal',
    day,
    { ...credit(scene, book, deal.customer, day), ...shared, amount, number, day: date(day), status: state },
    proposal,
  )
  if (quoteDay > timeline.today) return
  const discount = (deal.listCents - deal.cents) / deal.listCents
  const approved = discount > APPROVAL_ABOVE
  draft.add('quote', quoteDay, {
    ...credit(scene, book, deal.customer, quoteDay),
    ...shared,
    amount,
    list_amount: money(deal.listCents),
    discount_rate: discount.toFixed(6),
    proposal_id: proposal,
    number: `Q${String(proposal).padStart(6, '0')}`,
    day: date(quoteDay),
    valid_until: date(quoteDay + 30),
    approved_by_id: approved ? (book.seller?.leader.id ?? null) : null,
    approved_on: approved ? date(quoteDay) : null,
    status: state,
  })
}

/** Writes a deal as it stands today. @returns its number */
export function addDeal(scene: Scene, book: Book, deal: Deal, index: number): number {
  const dice = diceFor(scene.seed, 'deal', book.number, index)
  const lead = addLead(scene, book, deal, dice)
  const opportunity = scene.draft.number('opportunity')
  const numbers = { opportunity, lead, dice }
  addOpportunity(scene, book, deal, numbers)
  addStages(scene, book, deal, numbers)
  addOffer(scene, book, deal, numbers)
  return opportunity
}
