/** What monitoring must find later. Everything else in the sample is quiet; demo/README.md states the figures. */
export const STORIES = {
  /** A competitor cut its prices in one area: fewer deals won, more discount, sales below target. */
  priceCut: {
    area: 'east',
    competitor: '凌拓自动化',
    /** attained share of the target from quarter −1 on */
    attained: [0.87, 0.79],
    winRate: [0.2, 0.17],
    /** added to every discount, in thousandths */
    discount: 60,
    /** share of lost deals that name price or the competitor */
    blamed: 0.75,
    /** share of the new contracts that come without a deal of their own: old customers are kept, new ones are not won */
    unearned: 0.4,
  },
  /** Deals stall in one stage of one area. */
  stall: { area: 'north', stage: 'proposal', from: -2, factor: 2.8 },
  /** One team beats its target, four quarters long. */
  overTarget: { team: 'shenguan', attained: { '-4': 1.13, '-3': 1.16, '-2': 1.19, '-1': 1.17, '0': 1.09 } },
  /** The third person of these teams began at the start of quarter −2. */
  newHires: {
    teams: ['fujian', 'chuandian', 'egan'],
    from: -2,
    rampMonths: 9,
    /** planned share of a full quota, quarter by quarter */
    quota: [0.25, 0.55, 0.85],
  },
  /** Customers of one industry pay late, on invoices from quarter −4 on. */
  latePayers: { industry: 'construction', from: -4, days: 84, usual: 41 },
  /** One representative left in quarter −1, and a colleague took the customers over without being told much. */
  handover: {
    team: 'xiangyu',
    leaver: 0,
    successor: 1,
    /** workdays of quarter −1 until the last day */
    afterDays: 40,
    /** days in which nobody calls on the customers */
    silence: 45,
    /** share of the former sales that goes on */
    kept: [0.62, 0.6, 0.85],
    winRate: 0.17,
    /** share of the deals lost since that name the broken contact */
    dropped: 0.8,
  },
} as const

/** Share of a person's target that a team attains in a quarter by its story; null where there is none. */
export function storyOf(area: string, team: string, quarter: number): number | null {
  if (area === STORIES.priceCut.area && quarter >= -1) return STORIES.priceCut.attained[quarter < 0 ? 0 : 1]
  if (team === STORIES.overTarget.team)
    return (STORIES.overTarget.attained as Readonly<Record<string, number>>)[String(quarter)] ?? null
  return null
}
