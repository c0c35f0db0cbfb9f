/** Where the company sells: areas, teams, cities. Coordinates are WGS-84; indicators are rounded and approximate. */
export type City = {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly province: string
  readonly latitude: number
  readonly longitude: number
  readonly tier: string
  /** yearly disposable income per head, yuan */
  readonly income: number
  readonly population: number
  /** 0 to 1 */
  readonly competition: number
}

export type Team = {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly cities: readonly string[]
}

export type Area = {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly teams: readonly Team[]
}

export const AREAS: readonly Area[] = [
  {
    code: 'east',
    zh: '华东',
    en: 'East China',
    teams: [
      { code: 'shanghai', zh: '上海', en: 'Shanghai', cities: ['shanghai'] },
      { code: 'zhejiang', zh: '浙江', en: 'Zhejiang', cities: ['hangzhou'] },
      { code: 'jiangsu', zh: '江苏', en: 'Jiangsu', cities: ['nanjing', 'suzhou'] },
    ],
  },
  {
    code: 'south',
    zh: '华南',
    en: 'South China',
    teams: [
      { code: 'guangzhou', zh: '广州', en: 'Guangzhou', cities: ['guangzhou'] },
      { code: 'shenguan', zh: '深莞', en: 'Shenzhen and Dongguan', cities: ['shenzhen', 'dongguan'] },
      { code: 'fujian', zh: '福建', en: 'Fujian', cities: ['xiamen'] },
    ],
  },
  {
    code: 'north',
    zh: '华北',
    en: 'North China',
    teams: [
      { code: 'jingjin', zh: '京津', en: 'Beijing and Tianjin', cities: ['beijing', 'tianjin'] },
      { code: 'shandong', zh: '山东', en: 'Shandong', cities: ['jinan', 'qingdao'] },
    ],
  },
  {
    code: 'southwest',
    zh: '西南',
    en: 'Southwest China',
    teams: [
      { code: 'chuandian', zh: '川滇', en: 'Sichuan and Yunnan', cities: ['chengdu', 'kunming'] },
      { code: 'yuqian', zh: '渝黔', en: 'Chongqing and Guizhou', cities: ['chongqing', 'guiyang'] },
    ],
  },
  {
    code: 'central',
    zh: '华中',
    en: 'Central China',
    teams: [
      { code: 'egan', zh: '鄂赣', en: 'Hubei and Jiangxi', cities: ['wuhan', 'nanchang'] },
      { code: 'xiangyu', zh: '湘豫', en: 'Hunan and Henan', cities: ['changsha', 'zhengzhou'] },
    ],
  },
]

type Row = readonly [
  code: string,
  zh: string,
  en: string,
  province: string,
  latitude: number,
  longitude: number,
  tier: string,
  income: number,
  population: number,
  competition: number,
]

const ROWS: readonly Row[] = [
  ['shanghai', '上海', 'Shanghai', '上海市', 31.2304, 121.4737, '一线', 88_000, 24_800_000, 0.82],
  ['hangzhou', '杭州', 'Hangzhou', '浙江省', 30.2741, 120.1551, '新一线', 76_000, 12_600_000, 0.71],
  ['nanjing', '南京', 'Nanjing', '江苏省', 32.0603, 118.7969, '新一线', 74_000, 9_600_000, 0.66],
  ['suzhou', '苏州', 'Suzhou', '江苏省', 31.2989, 120.5853, '新一线', 77_000, 13_000_000, 0.74],
  ['guangzhou', '广州', 'Guangzhou', '广东省', 23.1291, 113.2644, '一线', 78_000, 18_900_000, 0.69],
  ['shenzhen', '深圳', 'Shenzhen', '广东省', 22.5431, 114.0579, '一线', 79_000, 17_800_000, 0.73],
  ['dongguan', '东莞', 'Dongguan', '广东省', 23.0207, 113.7518, '新一线', 68_000, 10_500_000, 0.64],
  ['xiamen', '厦门', 'Xiamen', '福建省', 24.4798, 118.0894, '二线', 72_000, 5_300_000, 0.52],
  ['beijing', '北京', 'Beijing', '北京市', 39.9042, 116.4074, '一线', 85_000, 21_800_000, 0.7],
  ['tianjin', '天津', 'Tianjin', '天津市', 39.0842, 117.2009, '新一线', 54_000, 13_600_000, 0.55],
  ['jinan', '济南', 'Jinan', '山东省', 36.6512, 117.1201, '二线', 58_000, 9_400_000, 0.53],
  ['qingdao', '青岛', 'Qingdao', '山东省', 36.0671, 120.3826, '新一线', 62_000, 10_400_000, 0.58],
  ['chengdu', '成都', 'Chengdu', '四川省', 30.5728, 104.0668, '新一线', 55_000, 21_400_000, 0.57],
  ['kunming', '昆明', 'Kunming', '云南省', 25.0389, 102.7183, '二线', 52_000, 8_600_000, 0.41],
  ['chongqing', '重庆', 'Chongqing', '重庆市', 29.563, 106.5516, '新一线', 49_000, 31_900_000, 0.54],
  ['guiyang', '贵阳', 'Guiyang', '贵州省', 26.647, 106.6302, '二线', 48_000, 6_400_000, 0.38],
  ['wuhan', '武汉', 'Wuhan', '湖北省', 30.5928, 114.3055, '新一线', 58_000, 13_700_000, 0.59],
  ['nanchang', '南昌', 'Nanchang', '江西省', 28.682, 115.8579, '二线', 52_000, 6_600_000, 0.43],
  ['changsha', '长沙', 'Changsha', '湖南省', 28.2282, 112.9388, '新一线', 66_000, 10_500_000, 0.56],
  ['zhengzhou', '郑州', 'Zhengzhou', '河南省', 34.7466, 113.6254, '新一线', 48_000, 13_000_000, 0.51],
]

export const CITIES: readonly City[] = ROWS.map(
  ([code, zh, en, province, latitude, longitude, tier, income, population, competition]) => ({
    code,
    zh,
    en,
    province,
    latitude,
    longitude,
    tier,
    income,
    population,
    competition,
  }),
)

export const PROVINCES: Readonly<Record<string, string>> = {
  上海市: 'Shanghai Municipality',
  浙江省: 'Zhejiang Province',
  江苏省: 'Jiangsu Province',
  广东省: 'Guangdong Province',
  福建省: 'Fujian Province',
  北京市: 'Beijing Municipality',
  天津市: 'Tianjin Municipality',
  山东省: 'Shandong Province',
  四川省: 'Sichuan Province',
  云南省: 'Yunnan Province',
  重庆市: 'Chongqing Municipality',
  贵州省: 'Guizhou Province',
  湖北省: 'Hubei Province',
  江西省: 'Jiangxi Province',
  湖南省: 'Hunan Province',
  河南省: 'Henan Province',
}

/** The area of each city. */
export const AREA_OF: ReadonlyMap<string, Area> = new Map(
  AREAS.flatMap((area) => area.teams.flatMap((team) => team.cities.map((city) => [city, area] as const))),
)
