/**
 * The invented sales team of the sample. The order lines are real sample data; these people are not: the workspace
 * says so (`invented: ['team']`).
 */
export type InventedPerson = { readonly code: string; readonly zh: string; readonly en: string }

export const DIRECTOR: InventedPerson = { code: 'D01', zh: '沈望', en: 'Shen Wang' }

export type InventedRegion = {
  readonly name: string
  readonly zh: string
  readonly leader: InventedPerson
  readonly people: readonly InventedPerson[]
}

export const REGIONS: readonly InventedRegion[] = [
  {
    name: 'East',
    zh: '东部',
    leader: { code: 'M01', zh: '周岚', en: 'Zhou Lan' },
    people: [
      { code: 'R01', zh: '陈一鸣', en: 'Chen Yiming' },
      { code: 'R02', zh: '李婉', en: 'Li Wan' },
      { code: 'R03', zh: '何树', en: 'He Shu' },
    ],
  },
  {
    name: 'West',
    zh: '西部',
    leader: { code: 'M02', zh: '高远', en: 'Gao Yuan' },
    people: [
      { code: 'R04', zh: '林溪', en: 'Lin Xi' },
      { code: 'R05', zh: '赵启明', en: 'Zhao Qiming' },
      { code: 'R06', zh: '孙悦', en: 'Sun Yue' },
    ],
  },
  {
    name: 'Central',
    zh: '中部',
    leader: { code: 'M03', zh: '顾青', en: 'Gu Qing' },
    people: [
      { code: 'R07', zh: '吴桐', en: 'Wu Tong' },
      { code: 'R08', zh: '郑好', en: 'Zheng Hao' },
      { code: 'R09', zh: '韩冬', en: 'Han Dong' },
    ],
  },
  {
    name: 'South',
    zh: '南部',
    leader: { code: 'M04', zh: '许南', en: 'Xu Nan' },
    people: [
      { code: 'R10', zh: '罗一', en: 'Luo Yi' },
      { code: 'R11', zh: '唐宁', en: 'Tang Ning' },
    ],
  },
]

/**
 * Gives each state of a region to one of its people: the largest state first, always to whom has least, so that
 * territories are alike in sales. The same data give the same territories.
 */
export function assignStates(
  people: readonly InventedPerson[],
  sales: ReadonlyMap<string, number>,
): Map<string, string> {
  const load = new Map(people.map((person) => [person.code, 0]))
  const owner = new Map<string, string>()
  const states = [...sales].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  for (const [state, amount] of states) {
    const least = [...load].reduce((best, entry) => (entry[1] < best[1] ? entry : best))[0]
    owner.set(state, least)
    load.set(least, (load.get(least) ?? 0) + amount)
  }
  return owner
}
