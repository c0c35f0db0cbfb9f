import { CUSTOMER_TYPES } from './customers.ts'
import { LOSS_REASONS, STAGE_PROBABILITY } from './deal-rows.ts'
import type { Organisation } from './organisation.ts'
import { AREA_OF, AREAS, CITIES, type City, PROVINCES } from './places.ts'
import { CATEGORIES, costIn, LINES, PRODUCT_OFFSET, PRODUCTS, type Product, priceIn } from './products.ts'
import { type Draft, date, money } from './tables.ts'
import { PAST_QUARTERS, type Timeline } from './timeline.ts'

/** Trees have been as they are since long before the history. */
const BEFORE_HISTORY = 3_650

type Maker = { readonly draft: Draft; readonly timeline: Timeline; readonly since: number }

function addUnits({ draft, since }: Maker, { units }: Organisation): void {
  for (const unit of units) {
    draft.add(
      'org_unit',
      since,
      { code: unit.code, kind: unit.kind, name_zh: unit.zh, name_en: unit.en },
      unit.id,
    )
    draft.number('org_unit')
    draft.add('org_unit_placement', since, {
      org_unit_id: unit.id,
      valid_from: date(since),
      parent_id: unit.parent,
    })
  }
}

function addPeople(
  { draft, since, timeline }: Maker,
  { people }: Organisation,
  regions: ReadonlyMap<string, number>,
): void {
  for (const person of people) {
    const left = person.left !== null && person.left < timeline.today ? person.left : null
    const hired = Math.min(person.hired, timeline.today)
    draft.add('person', hired, {
      code: person.code,
      name_zh: person.name.zh,
      name_en: person.name.en,
      hire_date: date(person.hired),
      left_on: left === null ? null : date(left),
      email: `${person.code.toLowerCase()}@hengyue.example.com`,
      grade: person.grade,
      ramp_months: person.rampMonths,
      weekly_hours: 42.5,
      weekly_visits: person.carriesTarget ? 5 : null,
    })
    draft.add('position', hired, {
      person_id: person.id,
      org_unit_id: person.unit,
      home_region_id: regions.get(`city:${person.city}`) ?? null,
      valid_from: date(Math.max(person.hired, since)),
      valid_to: left === null ? null : date(left + 1),
      title_zh: person.title.zh,
      title_en: person.title.en,
      leads: person.leads,
      carries_target: person.carriesTarget,
    })
  }
}

/** Country, area, province, city. @returns the number of each by its code */
function addRegions({ draft, since }: Maker): Map<string, number> {
  const numbers = new Map<string, number>()
  const add = (code: string, kind: string, zh: string, en: string, parent: string | null, city?: City) => {
    const id = draft.add('region', since, {
      code,
      kind,
      name_zh: zh,
      name_en: en,
      latitude: city?.latitude ?? null,
      longitude: city?.longitude ?? null,
      city_tier: city?.tier ?? null,
      income: city?.income ?? null,
      population: city?.population ?? null,
      competition_intensity: city?.competition ?? null,
    })
    numbers.set(code, id)
    const above = parent === null ? null : (numbers.get(parent) ?? null)
    draft.add('region_placement', since, { region_id: id, valid_from: date(since), parent_id: above })
  }
  add('country:cn', 'country', '中国', 'China', null)
  for (const area of AREAS) add(`area:${area.code}`, 'area', area.zh, area.en, 'country:cn')
  for (const [zh, en] of Object.entries(PROVINCES)) {
    const area = AREA_OF.get(CITIES.find((city) => city.province === zh)?.code ?? '')
    add(`province:${en}`, 'province', zh, en, `area:${area?.code}`)
  }
  for (const city of CITIES)
    add(`city:${city.code}`, 'city', city.zh, city.en, `province:${PROVINCES[city.province]}`, city)
  return numbers
}

function addProduct(maker: Maker, product: Product, parent: number): void {
  const { draft, since, timeline } = maker
  const id = draft.add('product', since, {
    code: product.code,
    kind: 'product',
    name_zh: product.zh,
    name_en: product.en,
    list_price: `${priceIn(product, 0)}.00`,
    standard_cost: money(costIn(product, 0)),
    life_cycle_stage: product.stages.at(-1)?.[0] ?? null,
    tier: product.tier,
    unit: '台',
  })
  const dayOf = (quarter: number) => (quarter < -PAST_QUARTERS ? since : timeline.first(quarter))
  const begun = dayOf(product.stages[0]?.[1] ?? -99)
  draft.add('product_placement', since, { product_id: id, valid_from: date(begun), parent_id: parent })
  product.stages.forEach(([stage, quarter], i) => {
    const next = product.stages[i + 1]
    draft.add('product_stage', since, {
      product_id: id,
      valid_from: date(dayOf(quarter)),
      valid_to: next === undefined ? null : date(dayOf(next[1])),
      stage,
    })
  })
  addPrices(maker, product, id, begun)
}

/** Prices change with the quarters −3, −7 and −11: once a year. */
function addPrices({ draft, since, timeline }: Maker, product: Product, id: number, begun: number): void {
  const changes = [-11, -7, -3].map((quarter) => timeline.first(quarter)).filter((day) => day > begun)
  const starts = [begun, ...changes]
  starts.forEach((day, i) => {
    const quarter = Math.max(-PAST_QUARTERS, timeline.quarterOf(day))
    const next = starts[i + 1]
    draft.add('product_price', since, {
      product_id: id,
      valid_from: date(day),
      valid_to: next === undefined ? null : date(next),
      list_price: `${priceIn(product, quarter)}.00`,
      standard_cost: money(costIn(product, quarter)),
    })
  })
}

function addProducts(maker: Maker): void {
  const { draft, since } = maker
  const place = (id: number, parent: number | null) =>
    draft.add('product_placement', since, { product_id: id, valid_from: date(since), parent_id: parent })
  const node = (code: string, kind: string, zh: string, en: string) =>
    draft.add('product', since, { code, kind, name_zh: zh, name_en: en })
  for (const line of LINES) place(node(`line:${line.code}`, 'category', line.zh, line.en), null)
  for (const { code, zh, en, line } of CATEGORIES)
    place(
      node(`category:${code}`, 'subcategory', zh, en),
      LINES.findIndex((other) => other.code === line) + 1,
    )
  for (const product of PRODUCTS)
    addProduct(
      maker,
      product,
      PRODUCT_OFFSET - CATEGORIES.length + CATEGORIES.findIndex(({ code }) => code === product.category) + 1,
    )
}

function addCustomerTypes({ draft, since }: Maker): void {
  const numbers = new Map(CUSTOMER_TYPES.map((type, i) => [type.code, i + 1]))
  for (const { code, kind, name, parent } of CUSTOMER_TYPES) {
    const id = draft.add('customer_type', since, { code, kind, name_zh: name.zh, name_en: name.en })
    const above = parent === null ? null : (numbers.get(parent) ?? null)
    draft.add('customer_type_placement', since, {
      customer_type_id: id,
      valid_from: date(since),
      parent_id: above,
    })
  }
}

const STAGES = [
  ['contact', '初步接触', 'First contact'],
  ['needs', '需求确认', 'Needs'],
  ['proposal', '方案与报价', 'Proposal and quote'],
  ['negotiation', '商务谈判', 'Negotiation'],
  ['won', '赢单', 'Won'],
  ['lost', '丢单', 'Lost'],
] as const

const REASON_NAMES: Readonly<Record<(typeof LOSS_REASONS)[number], readonly [string, string]>> = {
  price: ['价格', 'Price'],
  competitor: ['竞争对手', 'Competitor'],
  budget: ['预算取消', 'Budget withdrawn'],
  fit: ['方案不符', 'Poor fit'],
  undecided: ['客户未决定', 'No decision'],
  dropped: ['跟进中断', 'Follow-up broke off'],
}

function addPipeline({ draft, since }: Maker): void {
  const pipeline = draft.add('pipeline', since, {
    code: 'direct',
    name_zh: '直销流程',
    name_en: 'Direct sales',
    ordinal: 1,
  })
  STAGES.forEach(([code, zh, en], i) => {
    draft.add('pipeline_stage', since, {
      pipeline_id: pipeline,
      code,
      name_zh: zh,
      name_en: en,
      ordinal: i + 1,
      outcome: code === 'won' || code === 'lost' ? code : 'open',
      probability: STAGE_PROBABILITY[i] ?? 0,
    })
  })
  for (const code of LOSS_REASONS)
    draft.add('loss_reason', since, { code, name_zh: REASON_NAMES[code][0], name_en: REASON_NAMES[code][1] })
}

function addCalendarAndCurrencies({ draft, since, timeline }: Maker): void {
  for (const { day, works, zh, en } of timeline.holidays)
    draft.add('holiday', since, { day, works, name_zh: zh, name_en: en })
  draft.add('currency', since, { code: 'CNY', digits: 2, name_zh: '人民币', name_en: 'Yuan' })
  draft.add('currency', since, { code: 'USD', digits: 2, name_zh: '美元', name_en: 'US dollar' })
  draft.add('currency', since, { code: 'EUR', digits: 2, name_zh: '欧元', name_en: 'Euro' })
  for (let quarter = -PAST_QUARTERS; quarter <= 0; quarter++) {
    const wave = Math.sin(quarter / 2)
    const day = timeline.first(quarter)
    draft.add('exchange_rate', day, { currency: 'USD', day: date(day), rate: (7.1 + 0.12 * wave).toFixed(4) })
    draft.add('exchange_rate', day, { currency: 'EUR', day: date(day), rate: (7.75 + 0.2 * wave).toFixed(4) })
  }
}

/** Everything that does not grow with the scale and has no place on a map. @returns numbers of the regions by code */
export function addRecords(
  draft: Draft,
  timeline: Timeline,
  organisation: Organisation,
): Map<string, number> {
  const maker = { draft, timeline, since: timeline.first(-PAST_QUARTERS) - BEFORE_HISTORY }
  addUnits(maker, organisation)
  const regions = addRegions(maker)
  addPeople(maker, organisation, regions)
  addProducts(maker)
  addCustomerTypes(maker)
  addPipeline(maker)
  addCalendarAndCurrencies(maker)
  return regions
}
