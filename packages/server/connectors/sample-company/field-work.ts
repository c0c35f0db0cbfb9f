import type { Book, Customer } from './customers.ts'
import { type Deal, silenceOf } from './deals.ts'
import { type Dice, diceFor } from './dice.ts'
import type { Person } from './organisation.ts'
import { credit, type Scene } from './scene.ts'
import { date, instant } from './tables.ts'
import { PAST_QUARTERS } from './timeline.ts'

const ROUTINE_VISITS = 2.3
const ROUTINE_ACTIVITIES = 4
const PLANNED_DAYS = 12
const PURPOSES = ['需求沟通', '方案交流', '例行回访', '样机演示', '商务谈判', '售后跟进']
const RESULTS = ['客户认可方案', '需补充资料', '约定下次拜访', '等待内部讨论', '已取得参数']
const FEEDBACK = ['交期希望缩短', '价格仍需商量', '对质量满意', '希望提供培训', '关注备件供应']
const KINDS = ['call', 'message', 'email', 'meeting', 'demonstration'] as const
const KIND_WEIGHTS = [0.4, 0.26, 0.18, 0.11, 0.05]
const SUBJECTS = {
  call: '电话沟通进展',
  message: '微信答复问题',
  email: '发送资料',
  meeting: '项目会议',
  demonstration: '产品演示',
} as const

type Event = { readonly customer: Customer; readonly opportunity: number | null; readonly day: number }

function working(person: Person, day: number): boolean {
  return person.hired <= day && (person.left === null || day <= person.left)
}

/** Visits of one book: never two at the same customer on one day, never more than four a day. */
class Visits {
  private readonly seen = new Set<string>()
  private readonly load = new Map<number, number>()
  private readonly scene: Scene
  private readonly book: Book
  private readonly silent: (day: number) => boolean

  constructor(scene: Scene, book: Book) {
    this.scene = scene
    this.book = book
    this.silent = silenceOf(book)
  }

  add({ customer, opportunity, day }: Event, dice: Dice): void {
    const { timeline, draft } = this.scene
    const [begin, length, choice] = [dice.whole(0, 5), dice.whole(6, 22) * 5, dice.roll()]
    const texts = { purpose: dice.pick(PURPOSES), outcome: dice.pick(RESULTS), feedback: dice.pick(FEEDBACK) }
    const person = this.book.personOn(day)
    const places = this.load.get(day) ?? 0
    if (day > timeline.today + PLANNED_DAYS || this.silent(day) || !working(person, day)) return
    if (!timeline.isWorkday(day) || customer.since > day) return
    if (places >= 4 || this.seen.has(`${customer.id} ${day}`)) return
    this.seen.add(`${customer.id} ${day}`)
    this.load.set(day, places + 1)
    const status =
      day > timeline.today ? 'planned' : choice < 0.04 && opportunity === null ? 'cancelled' : 'done'
    const start = 540 + places * 125 + begin
    const done = status === 'done'
    draft.add('visit', Math.min(day, timeline.today), {
      ...credit(this.scene, this.book, customer, day),
      contact_id: customer.contacts[Math.floor(choice * customer.contacts.length)] ?? null,
      opportunity_id: opportunity,
      day: date(day),
      started_at: done ? instant(day, start) : null,
      ended_at: done ? instant(day, start + length) : null,
      minutes: done ? length : null,
      status,
      purpose: texts.purpose,
      outcome: done ? texts.outcome : null,
      feedback: done && choice > 0.7 ? texts.feedback : null,
      latitude: done ? customer.latitude : null,
      longitude: done ? customer.longitude : null,
    })
  }
}

function addActivity(scene: Scene, book: Book, { customer, opportunity, day }: Event, dice: Dice): void {
  const kind = KINDS[dice.weighted(KIND_WEIGHTS)] ?? 'call'
  const [minutes, choice] = [dice.whole(1, 12) * 5, dice.roll()]
  const person = book.personOn(day)
  if (day > scene.timeline.today || silenceOf(book)(day) || !working(person, day) || customer.since > day)
    return
  scene.draft.add('activity', day, {
    ...credit(scene, book, customer, day),
    contact_id: customer.contacts[Math.floor(choice * customer.contacts.length)] ?? null,
    opportunity_id: opportunity,
    kind,
    day: date(day),
    minutes,
    subject: SUBJECTS[kind],
  })
}

/** A deal is visited from its first days on, and written and telephoned about until it ends. */
function accompany(
  scene: Scene,
  book: Book,
  visits: Visits,
  deal: Deal,
  opportunity: number,
  dice: Dice,
): void {
  const { timeline } = scene
  const begin = deal.entered[0] ?? deal.closed
  const length = deal.closed - begin
  const count = dice.whole(1, 3)
  for (let i = 0; i < count; i++) {
    const day = timeline.workday(begin + Math.floor((length * (i + dice.roll() * 0.6)) / count))
    visits.add({ customer: deal.customer, opportunity, day: Math.min(day, deal.closed) }, dice)
  }
  for (let day = begin; day < deal.closed; day += dice.whole(7, 21))
    addActivity(
      scene,
      book,
      { customer: deal.customer, opportunity, day: Math.min(timeline.workday(day), deal.closed) },
      dice,
    )
}

const TIME = [
  ['selling', 0.42],
  ['travel', 0.22],
  ['administration', 0.21],
  ['meeting', 0.15],
] as const

/** A week's hours of a person, entered on its last workday. */
function addHours(scene: Scene, person: Person, days: readonly number[], dice: Dice): void {
  const day = days.at(-1)
  const parts = TIME.map(([kind, share]) => ({ kind, share: share * dice.between(0.85, 1.15) }))
  if (day === undefined || day > scene.timeline.today || !working(person, day)) return
  for (const { kind, share } of parts)
    scene.draft.add('time_entry', day, {
      person_id: person.id,
      org_unit_id: person.unit,
      day: date(day),
      minutes: Math.min(1_440, Math.round((days.length * 510 * share) / 15) * 15),
      kind,
    })
}

function addWeek(scene: Scene, book: Book, visits: Visits, week: number, hours: boolean): void {
  const { timeline } = scene
  const dice = diceFor(scene.seed, 'week', book.number, week - timeline.first(-PAST_QUARTERS))
  const days = [0, 1, 2, 3, 4].map((i) => week + i).filter((day) => timeline.isWorkday(day))
  const event = (): Event => ({
    customer: book.customers[dice.weighted(book.customers.map(({ weight }) => weight))] as Customer,
    opportunity: null,
    day: days.length === 0 ? week + 5 : dice.pick(days),
  })
  if (days.length === 0) return
  const busy = days.length / 5
  for (let due = ROUTINE_VISITS * busy + dice.roll() - 0.5; due > 0.5; due--) visits.add(event(), dice)
  for (let due = ROUTINE_ACTIVITIES * busy + dice.roll() - 0.5; due > 0.5; due--)
    addActivity(scene, book, event(), dice)
  const person = book.seller?.person ?? book.personOn(week)
  if (hours) addHours(scene, person, days, dice)
}

/** The Monday on or after a day. */
function monday(day: number): number {
  return day + ((11 - (day % 7)) % 7)
}

/** Visits, activities and hours of a book. Numbers of the deals' opportunities by position; null where one has none yet. */
export function addFieldWork(
  scene: Scene,
  book: Book,
  deals: readonly (readonly [Deal, number])[],
  hours: boolean,
): void {
  const visits = new Visits(scene, book)
  for (const [i, [deal, opportunity]] of deals.entries())
    accompany(scene, book, visits, deal, opportunity, diceFor(scene.seed, 'work', book.number, i))
  const end = scene.timeline.today + PLANNED_DAYS
  for (let week = monday(scene.timeline.first(-PAST_QUARTERS)); week <= end; week += 7)
    addWeek(scene, book, visits, week, hours)
}
