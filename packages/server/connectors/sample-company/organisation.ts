import { type Dice, diceFor } from './dice.ts'
import { freshName, type Name, personName } from './names.ts'
import { AREAS, type Area, type Team } from './places.ts'
import { STORIES } from './stories.ts'
import { dayAt, type Timeline } from './timeline.ts'

export type Unit = {
  readonly id: number
  readonly code: string
  readonly kind: string
  readonly zh: string
  readonly en: string
  readonly parent: number | null
}

export type Person = {
  readonly id: number
  readonly code: string
  readonly name: Name
  readonly unit: number
  readonly title: Name
  readonly leads: boolean
  readonly carriesTarget: boolean
  readonly city: string
  readonly grade: string
  /** days since 1970-01-01 */
  readonly hired: number
  /** last day at work, null for those who are here */
  readonly left: number | null
  readonly rampMonths: number
}

/** Somebody who sells, with the place in the organisation that the stories go by. */
export type Seller = {
  readonly person: Person
  readonly area: Area
  readonly team: Team
  readonly leader: Person
  /** target of an average quarter of this year, cents */
  readonly capacity: number
  readonly newHire: boolean
}

export type Organisation = {
  readonly units: readonly Unit[]
  readonly people: readonly Person[]
  readonly sellers: readonly Seller[]
  /** who looks after distributors */
  readonly channelManagers: readonly Person[]
  /** the last day of the representative who left, and who took over */
  readonly handover: { readonly leaver: Person; readonly successor: Person; readonly day: number }
}

const SELLERS_PER_TEAM = 3

function unitsOf(): Unit[] {
  const units: Unit[] = []
  const add = (code: string, kind: string, zh: string, en: string, parent: number | null) => {
    const id = units.length + 1
    units.push({ id, code, kind, zh, en, parent })
    return id
  }
  const top = add('headquarters', 'headquarters', '销售总部', 'Sales headquarters', null)
  for (const area of AREAS) {
    const parent = add(`area:${area.code}`, 'region', `${area.zh}大区`, `${area.en} area`, top)
    for (const team of area.teams)
      add(`team:${team.code}`, 'team', `${team.zh}团队`, `${team.en} team`, parent)
  }
  add('channel', 'department', '渠道部', 'Channel department', top)
  add('operations', 'department', '销售运营部', 'Sales operations', top)
  add('marketing', 'department', '市场部', 'Marketing', top)
  return units
}

type Post = {
  readonly unit: string
  readonly title: Name
  readonly leads: boolean
  readonly sells: boolean
  readonly city: string
}

const title = (zh: string, en: string): Name => ({ zh, en })

function sellerPosts(team: Team): Post[] {
  return Array.from({ length: SELLERS_PER_TEAM }, (_, i) => ({
    unit: `team:${team.code}`,
    title:
      i === 0
        ? title('高级销售代表', 'Senior sales representative')
        : title('销售代表', 'Sales representative'),
    leads: false,
    sells: true,
    city: team.cities[i % team.cities.length] ?? '',
  }))
}

/** All posts, leaders of the whole before those of the parts. */
function posts(): Post[] {
  const lead = (unit: string, zh: string, en: string, city: string): Post => ({
    unit,
    title: title(zh, en),
    leads: true,
    sells: false,
    city,
  })
  const staff = (unit: string, zh: string, en: string): Post => ({
    ...lead(unit, zh, en, 'shanghai'),
    leads: false,
  })
  return [
    lead('headquarters', '销售总监', 'Sales director', 'shanghai'),
    ...AREAS.map((area) =>
      lead(`area:${area.code}`, '大区经理', 'Area manager', area.teams[0]?.cities[0] ?? ''),
    ),
    ...AREAS.flatMap((area) =>
      area.teams.map((team) => lead(`team:${team.code}`, '团队主管', 'Team leader', team.cities[0] ?? '')),
    ),
    ...AREAS.flatMap((area) => area.teams.flatMap(sellerPosts)),
    lead('channel', '渠道总监', 'Head of channels', 'shanghai'),
    staff('channel', '渠道经理', 'Channel executive'),
    staff('channel', '渠道经理', 'Channel executive'),
    lead('operations', '销售运营主管', 'Head of sales operations', 'shanghai'),
    staff('operations', '销售运营专员', 'Sales operations specialist'),
    staff('marketing', '市场专员', 'Marketing specialist'),
  ]
}

function gradeOf(post: Post, dice: Dice): string {
  if (post.leads) return post.unit === 'headquarters' ? 'M4' : post.unit.startsWith('area') ? 'M3' : 'M2'
  return post.title.en.startsWith('Senior') ? 'P5' : dice.pick(['P3', 'P3', 'P4'])
}

const begins = (post: Post, index: number) =>
  (STORIES.newHires.teams as readonly string[]).some((team) => post.unit === `team:${team}`) &&
  post.sells &&
  index % SELLERS_PER_TEAM === SELLERS_PER_TEAM - 1

function handoverDay(timeline: Timeline): number {
  const days = timeline.months(-1).flatMap((month) => month.days)
  return days[STORIES.handover.afterDays] ?? timeline.last(-1)
}

function peopleOf(seed: number, units: readonly Unit[], timeline: Timeline): Person[] {
  const dice = diceFor(seed, 'people')
  const taken = new Set<string>()
  let seller = 0
  return posts().map((post, i) => {
    const name = freshName(dice, taken, personName)
    const place = post.sells ? seller++ : 0
    const newHire = begins(post, place)
    const longAgo = timeline.first(-12) - dice.whole(60, 3_000)
    const firstDay = dayAt(timeline.months(STORIES.newHires.from)[0] as never, 0)
    const leaves =
      post.unit === `team:${STORIES.handover.team}` &&
      post.sells &&
      place % SELLERS_PER_TEAM === STORIES.handover.leaver
    return {
      id: i + 1,
      code: `E${String(i + 1).padStart(3, '0')}`,
      name,
      unit: units.find((unit) => unit.code === post.unit)?.id ?? 0,
      title: post.title,
      leads: post.leads,
      carriesTarget: post.sells,
      city: post.city,
      grade: newHire ? 'P2' : gradeOf(post, dice),
      hired: newHire ? firstDay : longAgo,
      left: leaves ? handoverDay(timeline) : null,
      rampMonths: newHire ? STORIES.newHires.rampMonths : 0,
    }
  })
}

/** Quarterly capacity in cents: 2.4 to 3.4 million yuan, in steps of ten thousand. */
function capacityOf(dice: Dice): number {
  return dice.whole(240, 340) * 1_000_000
}

function sellersOf(seed: number, units: readonly Unit[], people: readonly Person[]): Seller[] {
  const dice = diceFor(seed, 'capacity')
  return AREAS.flatMap((area) =>
    area.teams.flatMap((team) => {
      const unit = units.find(({ code }) => code === `team:${team.code}`)?.id
      const members = people.filter((person) => person.unit === unit)
      const leader = members.find((person) => person.leads)
      if (leader === undefined) throw new RangeError(`teams.${team.code}: it has no leader`)
      return members
        .filter((person) => person.carriesTarget)
        .map((person) => ({
          person,
          area,
          team,
          leader,
          capacity: capacityOf(dice),
          newHire: person.rampMonths > 0,
        }))
    }),
  )
}

/** Sixty people in five areas and twelve teams, with departments at headquarters. */
export function organisationOf(seed: number, timeline: Timeline): Organisation {
  const units = unitsOf()
  const people = peopleOf(seed, units, timeline)
  const sellers = sellersOf(seed, units, people)
  const team = sellers.filter((seller) => seller.team.code === STORIES.handover.team)
  const leaver = team[STORIES.handover.leaver]?.person
  const successor = team[STORIES.handover.successor]?.person
  if (leaver === undefined || successor === undefined || leaver.left === null)
    throw new RangeError('handover: its two people are not there')
  const channel = units.find((unit) => unit.code === 'channel')?.id
  return {
    units,
    people,
    sellers,
    channelManagers: people.filter((person) => person.unit === channel && !person.leads),
    handover: { leaver, successor, day: leaver.left },
  }
}
