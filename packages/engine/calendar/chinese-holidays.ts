import { addDays, type CivilDate } from './civil-date.ts'
import { springFestival } from './spring-festival.ts'

/** A day that is not what its weekday says: off, or worked in exchange. Days off that are weekends anyway are named too. */
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

/**
 * Public holidays of the Chinese mainland as the General Office of the State Council announces them each year, the
 * extension of February 2020 included. A year is added when its notice is out.
 */
const ANNOUNCED: readonly Arrangement[] = [
  [NEW_YEAR, '2018-01-01', '2018-01-01'],
  [SPRING, '2018-02-15', '2018-02-21', ['2018-02-11', '2018-02-24']],
  [QINGMING, '2018-04-05', '2018-04-07', ['2018-04-08']],
  [LABOUR, '2018-04-29', '2018-05-01', ['2018-04-28']],
  [DRAGON, '2018-06-16', '2018-06-18'],
  [AUTUMN, '2018-09-22', '2018-09-24'],
  [NATIONAL, '2018-10-01', '2018-10-07', ['2018-09-29', '2018-09-30']],
  [NEW_YEAR, '2018-12-30', '2019-01-01', ['2018-12-29']],
  [SPRING, '2019-02-04', '2019-02-10', ['2019-02-02', '2019-02-03']],
  [QINGMING, '2019-04-05', '2019-04-07'],
  [LABOUR, '2019-05-01', '2019-05-04', ['2019-04-28', '2019-05-05']],
  [DRAGON, '2019-06-07', '2019-06-09'],
  [AUTUMN, '2019-09-13', '2019-09-15'],
  [NATIONAL, '2019-10-01', '2019-10-07', ['2019-09-29', '2019-10-12']],
  [NEW_YEAR, '2020-01-01', '2020-01-01'],
  [SPRING, '2020-01-24', '2020-02-02', ['2020-01-19']],
  [QINGMING, '2020-04-04', '2020-04-06'],
  [LABOUR, '2020-05-01', '2020-05-05', ['2020-04-26', '2020-05-09']],
  [DRAGON, '2020-06-25', '2020-06-27', ['2020-06-28']],
  [NATIONAL, '2020-10-01', '2020-10-08', ['2020-09-27', '2020-10-10']],
  [NEW_YEAR, '2021-01-01', '2021-01-03'],
  [SPRING, '2021-02-11', '2021-02-17', ['2021-02-07', '2021-02-20']],
  [QINGMING, '2021-04-03', '2021-04-05'],
  [LABOUR, '2021-05-01', '2021-05-05', ['2021-04-25', '2021-05-08']],
  [DRAGON, '2021-06-12', '2021-06-14'],
  [AUTUMN, '2021-09-19', '2021-09-21', ['2021-09-18']],
  [NATIONAL, '2021-10-01', '2021-10-07', ['2021-09-26', '2021-10-09']],
  [NEW_YEAR, '2022-01-01', '2022-01-03'],
  [SPRING, '2022-01-31', '2022-02-06', ['2022-01-29', '2022-01-30']],
  [QINGMING, '2022-04-03', '2022-04-05', ['2022-04-02']],
  [LABOUR, '2022-04-30', '2022-05-04', ['2022-04-24', '2022-05-07']],
  [DRAGON, '2022-06-03', '2022-06-05'],
  [AUTUMN, '2022-09-10', '2022-09-12'],
  [NATIONAL, '2022-10-01', '2022-10-07', ['2022-10-08', '2022-10-09']],
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

/** First and last year whose arrangement has been announced. */
export const ANNOUNCED_YEARS = [2018, 2026] as const

/**
 * What is certain about a year without an announced arrangement: the statutory days with a fixed or known date. Since
 * 2025 the eve of the Spring Festival and 2 May are among them (全国年节及纪念日放假办法, 2024).
 */
function statutory(year: number): Arrangement[] {
  const festival = springFestival(year)
  const [eve, second] = year >= 2025 ? [-1, '05-02'] : [0, '05-01']
  return [
    [NEW_YEAR, `${year}-01-01`, `${year}-01-01`],
    ...(festival === null ? [] : [[SPRING, addDays(festival, eve), addDays(festival, 2)] as const]),
    [LABOUR, `${year}-05-01`, `${year}-${second}`],
    [NATIONAL, `${year}-10-01`, `${year}-10-03`],
  ]
}

function daysOf([[zh, en], from, to, worked = []]: Arrangement): Holiday[] {
  const off: Holiday[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) off.push({ day, works: false, zh, en })
  return [...off, ...worked.map((day) => ({ day, works: true, zh: `${zh}调休`, en: `Worked for ${en}` }))]
}

/** Whether the arrangement of a year has been announced; of others only the statutory days are known. */
export function isAnnounced(year: number): boolean {
  return year >= ANNOUNCED_YEARS[0] && year <= ANNOUNCED_YEARS[1]
}

/** Days off and days worked in exchange of some calendar years, by day. */
export function chineseHolidays(firstYear: number, lastYear: number): Holiday[] {
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, i) => firstYear + i)
  const unknown = years.filter((year) => !isAnnounced(year))
  const days = [...ANNOUNCED, ...unknown.flatMap(statutory)].flatMap(daysOf)
  const within = days.filter(({ day }) => day >= `${firstYear}-01-01` && day <= `${lastYear}-12-31`)
  return [...new Map(within.map((holiday) => [holiday.day, holiday])).values()].toSorted((a, b) =>
    a.day < b.day ? -1 : 1,
  )
}
