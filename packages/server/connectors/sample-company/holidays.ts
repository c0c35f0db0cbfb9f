import { addDays, type CivilDate } from '@salesloom/engine/calendar'
import { springFestival } from '@salesloom/engine/forecast'

/** A day that is not what its weekday says: off, or worked in exchange. */
export type Holiday = {
  readonly day: CivilDate
  readonly works: boolean
  readonly zh: string
  readonly en: string
}

type Name = readonly [zh: string, en: string]
/** First and last day off, days worked in exchange. */
type Arrangement = readonly [name: Name, from: CivilDate, to: CivilDate, worked?: readonly CivilDate[]]

const NEW_YEAR: Name = ['元旦', "New Year's Day"]
const SPRING: Name = ['春节', 'Spring Festival']
const QINGMING: Name = ['清明节', 'Qingming Festival']
const LABOUR: Name = ['劳动节', 'Labour Day']
const DRAGON: Name = ['端午节', 'Dragon Boat Festival']
const AUTUMN: Name = ['中秋节', 'Mid-Autumn Festival']
const NATIONAL: Name = ['国庆节', 'National Day']

/** Arrangements as the General Office of the State Council announced them for 2023 to 2026. */
const ANNOUNCED: readonly Arrangement[] = [
  [NEW_YEAR, '2022-12-31', '2023-01-02'],
  [SPRING, '2023-01-21', '2023-01-27', ['2023-01-28', '2023-01-29']],
  [QINGMING, '2023-04-05', '2023-04-05'],
  [LABOUR, '2023-04-29', '2023-05-03', ['2023-04-23', '2023-05-06']],
  [DRAGON, '2023-06-22', '2023-06-24', ['2023-06-25']],
  [NATIONAL, '2023-09-29', '2023-10-06', ['2023-10-07', '2023-10-08']],
  [NEW_YEAR, '2023-12-30', '2024-01-01'],
  [SPRING, '2024-02-10', '2024-02-17', ['2024-02-04', '2024-02-18']],
  [QINGMING, '2024-04-04', '2024-04-06', ['2024-04-07']],
  [LABOUR, '2024-05-01', '2024-05-05', ['2024-04-28', '2024-05-11']],
  [DRAGON, '2024-06-10', '2024-06-10'],
  [AUTUMN, '2024-09-15', '2024-09-17', ['2024-09-14']],
  [NATIONAL, '2024-10-01', '2024-10-07', ['2024-09-29', '2024-10-12']],
  [NEW_YEAR, '2025-01-01', '2025-01-01'],
  [SPRING, '2025-01-28', '2025-02-04', ['2025-01-26', '2025-02-08']],
  [QINGMING, '2025-04-04', '2025-04-06'],
  [LABOUR, '2025-05-01', '2025-05-05', ['2025-04-27']],
  [DRAGON, '2025-05-31', '2025-06-02'],
  [NATIONAL, '2025-10-01', '2025-10-08', ['2025-09-28', '2025-10-11']],
  [NEW_YEAR, '2026-01-01', '2026-01-03', ['2026-01-04']],
  [SPRING, '2026-02-15', '2026-02-23', ['2026-02-14', '2026-02-28']],
  [QINGMING, '2026-04-04', '2026-04-06'],
  [LABOUR, '2026-05-01', '2026-05-05', ['2026-05-09']],
  [DRAGON, '2026-06-19', '2026-06-21'],
  [AUTUMN, '2026-09-25', '2026-09-27'],
  [NATIONAL, '2026-10-01', '2026-10-07', ['2026-09-20', '2026-10-10']],
]

const FIRST_ANNOUNCED = 2023
const LAST_ANNOUNCED = 2026

/** What is certain about a year without an announced arrangement: the statutory days with a fixed or known date. */
function statutory(year: number): Arrangement[] {
  const festival = springFestival(year)
  return [
    [NEW_YEAR, `${year}-01-01`, `${year}-01-01`],
    ...(festival === null ? [] : [[SPRING, festival, addDays(festival, 2)] as const]),
    [LABOUR, `${year}-05-01`, `${year}-05-01`],
    [NATIONAL, `${year}-10-01`, `${year}-10-03`],
  ]
}

function daysOf([[zh, en], from, to, worked = []]: Arrangement): Holiday[] {
  const off: Holiday[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) off.push({ day, works: false, zh, en })
  return [...off, ...worked.map((day) => ({ day, works: true, zh: `${zh}调休`, en: `Worked for ${en}` }))]
}

/** Days off and days worked in exchange of some calendar years, by day. */
export function holidaysOf(firstYear: number, lastYear: number): Holiday[] {
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, i) => firstYear + i)
  const unknown = years.filter((year) => year < FIRST_ANNOUNCED || year > LAST_ANNOUNCED)
  const days = [...ANNOUNCED, ...unknown.flatMap(statutory)].flatMap(daysOf)
  const within = days.filter(({ day }) => day >= `${firstYear}-01-01` && day <= `${lastYear}-12-31`)
  return [...new Map(within.map((holiday) => [holiday.day, holiday])).values()].toSorted((a, b) =>
    a.day < b.day ? -1 : 1,
  )
}
