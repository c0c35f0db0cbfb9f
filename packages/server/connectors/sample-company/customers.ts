import { type Dice, diceFor } from './dice.ts'
import {
  companyName,
  DISTRIBUTOR_TRADES,
  freshName,
  INDUSTRIES,
  type Industry,
  type Name,
  personName,
} from './names.ts'
import type { Organisation, Person, Seller } from './organisation.ts'
import { CITIES, type City } from './places.ts'
import { type Draft, date } from './tables.ts'
import { PAST_QUARTERS, type Timeline } from './timeline.ts'

export type Size = 'large' | 'medium' | 'small'

export type Customer = {
  readonly id: number
  readonly name: Name
  readonly city: City
  readonly industry: Industry | null
  readonly size: Size
  readonly latitude: number
  readonly longitude: number
  /** customer since, and the last day on which anything is bought; null for those who go on */
  readonly since: number
  readonly until: number | null
  /** how often it orders beside the others of its book */
  readonly weight: number
  readonly contacts: readonly number[]
}

/** Customers that one person looks after. The whole sample is a row of such books, each made on its own. */
export type Book = {
  readonly number: number
  /** null for distributors */
  readonly seller: Seller | null
  readonly customers: readonly Customer[]
  /** who looks after the book on a day */
  readonly personOn: (day: number) => Person
  readonly partner: boolean
}

const SIZES: Readonly<Record<Size, Name>> = {
  large: { zh: '大型', en: 'Large' },
  medium: { zh: '中型', en: 'Medium' },
  small: { zh: '小型', en: 'Small' },
}
const PARK = ['经济开发区', '高新区', '工业园区', '临港产业园', '科技园']
const ROAD = ['创新大道', '工业北路', '兴业路', '科技一路', '长江路', '建设路', '迎宾大道', '园区南路']

export function regionCode(city: City): string {
  return `city:${city.code}`
}

/** Number of each customer type: new or existing, then industry, then size; distributors stand beside them. */
export const CUSTOMER_TYPES: readonly {
  readonly code: string
  readonly kind: string
  readonly name: Name
  readonly parent: string | null
}[] = [
  ...(['existing', 'new'] as const).flatMap((age) => [
    {
      code: age,
      kind: 'age',
      name: age === 'new' ? { zh: '新客户', en: 'New' } : { zh: '存量客户', en: 'Existing' },
      parent: null,
    },
    ...INDUSTRIES.flatMap((industry) => [
      {
        code: `${age}:${industry.code}`,
        kind: 'industry',
        name: { zh: industry.zh, en: industry.en },
        parent: age,
      },
      ...(Object.keys(SIZES) as Size[]).map((size) => ({
        code: `${age}:${industry.code}:${size}`,
        kind: 'size',
        name: SIZES[size],
        parent: `${age}:${industry.code}`,
      })),
    ]),
  ]),
  { code: 'distributor', kind: 'age', name: { zh: '渠道商', en: 'Distributors' }, parent: null },
]

const TYPE_NUMBER = new Map(CUSTOMER_TYPES.map((type, i) => [type.code, i + 1]))
const CITY_BY_CODE = new Map(CITIES.map((city) => [city.code, city]))

export function cityOf(code: string): City {
  const city = CITY_BY_CODE.get(code)
  if (city === undefined) throw new RangeError(`city: there is no ${code}`)
  return city
}

type Role = readonly [title: string, level: string, role: string]
const ROLES: readonly Role[] = [
  ['采购经理', 'middle', 'decisionMaker'],
  ['设备工程师', 'user', 'user'],
  ['总经理', 'executive', 'economicBuyer'],
  ['技术总监', 'middle', 'technicalBuyer'],
  ['生产主管', 'user', 'champion'],
  ['项目经理', 'middle', 'influencer'],
  ['采购专员', 'user', 'gatekeeper'],
]

const mobile = (dice: Dice) =>
  `1${dice.pick(['38', '39', '50', '86', '33'])}0000${String(dice.whole(0, 9_999)).padStart(4, '0')}`

function addContacts(draft: Draft, dice: Dice, customer: number, recorded: number): number[] {
  const offset = dice.whole(0, ROLES.length - 1)
  return Array.from({ length: dice.whole(2, 3) }, (_, i) => {
    const [title, level, role] = ROLES[(i === 0 ? 0 : offset + i) % ROLES.length] as Role
    return draft.add('contact', recorded, {
      customer_id: customer,
      name: personName(dice).zh,
      title,
      level,
      decision_role: role,
      phone: mobile(dice),
      email: `contact${customer}-${i + 1}@customers.example.com`,
    })
  })
}

type Draw = {
  readonly industry: Industry | null
  readonly size: Size
  readonly city: City
  readonly since: number
  readonly until: number | null
  readonly weight: number
}

type Shared = {
  readonly seed: number
  readonly draft: Draft
  readonly timeline: Timeline
  readonly regions: ReadonlyMap<string, number>
  readonly taken: Set<string>
}

/** Spring Hills of a city are not customers: within about twelve kilometres of its centre. */
function placeNear(dice: Dice, city: City): { latitude: number; longitude: number } {
  const round = (value: number) => Math.round(value * 1e5) / 1e5
  const [angle, distance] = [dice.between(0, 2 * Math.PI), Math.sqrt(dice.roll()) * 0.11]
  return {
    latitude: round(city.latitude + distance * Math.sin(angle)),
    longitude: round(
      city.longitude + (distance * Math.cos(angle)) / Math.cos((city.latitude * Math.PI) / 180),
    ),
  }
}

function addCustomer(shared: Shared, dice: Dice, person: Person, draw: Draw): Customer {
  const { draft, timeline } = shared
  const { industry, size, city } = draw
  const id = draft.number('customer')
  const name = freshName(dice, shared.taken, (d) =>
    companyName(d, city, industry?.trades ?? DISTRIBUTOR_TRADES, size),
  )
  const place = placeNear(dice, city)
  const age = draw.since >= timeline.first(-3) ? 'new' : 'existing'
  const recorded = Math.min(draw.since, timeline.today)
  const type = industry === null ? 'distributor' : `${age}:${industry.code}:${size}`
  draft.add(
    'customer',
    recorded,
    {
      code: `C${String(id).padStart(5, '0')}`,
      name_zh: name.zh,
      name_en: name.en,
      customer_type_id: TYPE_NUMBER.get(type) ?? null,
      person_id: person.id,
      org_unit_id: person.unit,
      region_id: shared.regions.get(regionCode(city)) ?? null,
      ...place,
      industry: industry?.zh ?? '工业品分销',
      size: SIZES[size].zh,
      address: `${city.zh}市${dice.pick(PARK)}${dice.pick(ROAD)}${dice.whole(1, 399)}号`,
      phone: mobile(dice),
      website: `https://customer${id}.example.com`,
      since: date(draw.since),
    },
    id,
  )
  const contacts = addContacts(draft, dice, id, recorded)
  return { id, name, ...draw, ...place, contacts }
}

/** One in four customers came during the history; one in twelve left during it. */
function drawSpan(dice: Dice, timeline: Timeline, begin: number): { since: number; until: number | null } {
  const came = dice.chance(0.25)
  const quarter = dice.whole(-PAST_QUARTERS + 1, -1)
  const since = came
    ? timeline.first(quarter) + dice.whole(0, 80)
    : timeline.first(-PAST_QUARTERS) - dice.whole(30, 2_500)
  const left = dice.chance(0.08)
  const until = timeline.first(dice.whole(-8, -1))
  return { since: Math.max(since, begin), until: left && until > Math.max(since, begin) + 200 ? until : null }
}

const SIZE_OF_RANK = (rank: number): Size => (rank < 4 ? 'large' : rank < 12 ? 'medium' : 'small')

/** The customers of a seller's book: the first few are large and order most (Zipf's law). */
export function bookOf(
  shared: Shared,
  organisation: Organisation,
  seller: Seller,
  { number, size }: { number: number; size: number },
): Book {
  const dice = diceFor(shared.seed, 'book', number)
  const { handover } = organisation
  const given = seller.person.left !== null
  const personOn = (day: number) => (given && day > handover.day ? handover.successor : seller.person)
  const begin = seller.newHire ? seller.person.hired : 0
  const customers = Array.from({ length: size }, (_, rank) => {
    const away = dice.chance(0.25)
    return addCustomer(shared, dice, personOn(shared.timeline.today), {
      industry: INDUSTRIES[dice.weighted(INDUSTRIES.map(({ share }) => share))] ?? null,
      size: SIZE_OF_RANK(rank),
      city: cityOf(away ? dice.pick(seller.team.cities) : seller.person.city),
      ...(rank === 0
        ? { since: Math.max(begin, shared.timeline.first(-PAST_QUARTERS) - 900), until: null }
        : drawSpan(dice, shared.timeline, begin)),
      weight: (rank + 1) ** -0.8,
    })
  })
  return { number, seller, customers, personOn, partner: false }
}

/** The distributors of a channel manager, one or two in each city. */
export function partnerBookOf(
  shared: Shared,
  manager: Person,
  { number, size, first }: { number: number; size: number; first: number },
): Book {
  const dice = diceFor(shared.seed, 'book', number)
  const customers = Array.from({ length: size }, (_, rank) =>
    addCustomer(shared, dice, manager, {
      industry: null,
      size: SIZE_OF_RANK(rank),
      city: CITIES[(first + rank) % CITIES.length] as City,
      since: shared.timeline.first(-PAST_QUARTERS) - dice.whole(200, 2_500),
      until: null,
      weight: (rank + 1) ** -0.6,
    }),
  )
  return { number, seller: null, customers, personOn: () => manager, partner: true }
}
