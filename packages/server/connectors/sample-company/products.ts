/** What the company makes: three lines, eight categories, 24 products. Prices and costs in whole yuan of today. */
export type Stage = 'introduction' | 'growth' | 'maturity' | 'decline'

export type Product = {
  readonly code: string
  readonly category: string
  readonly zh: string
  readonly en: string
  readonly price: number
  /** cost ÷ list price */
  readonly costShare: number
  readonly tier: string
  /** the stages with the quarter in which each began; the first has always been */
  readonly stages: readonly (readonly [Stage, number])[]
  /** how often it is ordered beside the others */
  readonly appeal: number
}

type Node = { readonly code: string; readonly zh: string; readonly en: string }

export const LINES: readonly Node[] = [
  { code: 'automation', zh: '工业自动化', en: 'Industrial automation' },
  { code: 'flow', zh: '流体控制', en: 'Flow control' },
  { code: 'instruments', zh: '检测仪表', en: 'Instruments' },
]

export const CATEGORIES: readonly (Node & { readonly line: string })[] = [
  { code: 'drives', line: 'automation', zh: '变频驱动', en: 'Drives' },
  { code: 'controllers', line: 'automation', zh: '控制器', en: 'Controllers' },
  { code: 'servo', line: 'automation', zh: '伺服系统', en: 'Servo systems' },
  { code: 'pumps', line: 'flow', zh: '工业泵', en: 'Pumps' },
  { code: 'valves', line: 'flow', zh: '阀门', en: 'Valves' },
  { code: 'flowmeters', line: 'instruments', zh: '流量仪表', en: 'Flow meters' },
  { code: 'analysers', line: 'instruments', zh: '在线分析', en: 'Analysers' },
  { code: 'sensors', line: 'instruments', zh: '压力与温度', en: 'Pressure and temperature' },
]

/** Products follow lines and categories in the table of products. */
export const PRODUCT_OFFSET = LINES.length + CATEGORIES.length

/** The product in decline, and the quarter from which it loses the same share of its orders each quarter. */
export const DECLINING = { code: 'CT200', from: -6, kept: 0.8 } as const

type Row = readonly [
  code: string,
  category: string,
  zh: string,
  en: string,
  price: number,
  costShare: number,
  tier: string,
  appeal: number,
  stages: readonly (readonly [Stage, number])[],
]

const MATURE = [['maturity', -99]] as const
const GROWING = [['growth', -99]] as const

const ROWS: readonly Row[] = [
  ['VF100', 'drives', '通用变频器 VF100', 'General drive VF100', 6_800, 0.61, '主力', 1.2, MATURE],
  ['VF300', 'drives', '矢量变频器 VF300', 'Vector drive VF300', 18_600, 0.56, '主力', 1.1, MATURE],
  ['VF800', 'drives', '中压变频器 VF800', 'Medium-voltage drive VF800', 168_000, 0.54, '高端', 0.55, GROWING],
  [
    'CT200',
    'controllers',
    '可编程控制器 CT200',
    'Controller CT200',
    12_400,
    0.63,
    '主力',
    1.5,
    [
      ['maturity', -99],
      ['decline', -5],
    ],
  ],
  ['CT500', 'controllers', '可编程控制器 CT500', 'Controller CT500', 21_500, 0.52, '主力', 1, GROWING],
  ['CT900', 'controllers', '冗余控制系统 CT900', 'Redundant control CT900', 96_000, 0.5, '高端', 0.6, MATURE],
  ['SV50', 'servo', '伺服套装 SV50', 'Servo set SV50', 9_200, 0.6, '主力', 1, MATURE],
  [
    'SV80',
    'servo',
    '总线伺服 SV80',
    'Bus servo SV80',
    15_800,
    0.55,
    '主力',
    1,
    [
      ['growth', -99],
      ['maturity', -3],
    ],
  ],
  [
    'SV200',
    'servo',
    '大功率伺服 SV200',
    'High-power servo SV200',
    42_000,
    0.53,
    '高端',
    0.6,
    [
      ['introduction', -99],
      ['growth', -4],
    ],
  ],
  ['CP20', 'pumps', '离心泵 CP20', 'Centrifugal pump CP20', 14_600, 0.64, '主力', 1.1, MATURE],
  ['CP60', 'pumps', '化工流程泵 CP60', 'Process pump CP60', 58_000, 0.58, '主力', 0.9, MATURE],
  ['MP10', 'pumps', '磁力泵 MP10', 'Magnetic pump MP10', 36_500, 0.55, '高端', 0.7, GROWING],
  ['DP05', 'pumps', '计量泵 DP05', 'Dosing pump DP05', 8_900, 0.59, '入门', 0.9, MATURE],
  ['BV10', 'valves', '电动球阀 BV10', 'Electric ball valve BV10', 5_400, 0.62, '入门', 1, MATURE],
  ['CV30', 'valves', '调节阀 CV30', 'Control valve CV30', 22_800, 0.56, '主力', 1, MATURE],
  ['CV70', 'valves', '高压调节阀 CV70', 'High-pressure valve CV70', 74_000, 0.52, '高端', 0.6, MATURE],
  ['FM10', 'flowmeters', '电磁流量计 FM10', 'Magnetic flow meter FM10', 11_200, 0.55, '主力', 1.1, MATURE],
  ['FM40', 'flowmeters', '科氏流量计 FM40', 'Coriolis meter FM40', 46_000, 0.48, '高端', 0.8, GROWING],
  ['FM60', 'flowmeters', '超声流量计 FM60', 'Ultrasonic meter FM60', 27_500, 0.52, '主力', 0.8, MATURE],
  ['OA20', 'analysers', '水质分析仪 OA20', 'Water analyser OA20', 38_000, 0.5, '主力', 0.8, MATURE],
  [
    'OA80',
    'analysers',
    '激光气体分析仪 OA80',
    'Laser gas analyser OA80',
    128_000,
    0.46,
    '高端',
    0.5,
    [
      ['introduction', -99],
      ['growth', -2],
    ],
  ],
  ['PT10', 'sensors', '压力变送器 PT10', 'Pressure transmitter PT10', 3_200, 0.57, '入门', 1.2, MATURE],
  ['TT10', 'sensors', '温度变送器 TT10', 'Temperature transmitter TT10', 2_600, 0.58, '入门', 1, MATURE],
  [
    'PT90',
    'sensors',
    '无线变送器 PT90',
    'Wireless transmitter PT90',
    6_400,
    0.5,
    '主力',
    0.8,
    [['introduction', -6]],
  ],
]

export const PRODUCTS: readonly Product[] = ROWS.map(
  ([code, category, zh, en, price, costShare, tier, appeal, stages]) => ({
    code,
    category,
    zh,
    en,
    price,
    costShare,
    tier,
    appeal,
    stages,
  }),
)

/** Prices are raised once a year, two per cent, and stay multiples of ten yuan. */
export function priceIn(product: Product, quarter: number): number {
  const raised = product.price * 1.02 ** Math.min(0, Math.floor((quarter + 3) / 4))
  return Math.round(raised / 10) * 10
}

/** Unit cost in cents. */
export function costIn(product: Product, quarter: number): number {
  return Math.round(priceIn(product, quarter) * product.costShare * 100)
}

/** How often a product is ordered in a quarter: new ones from their start, the declining one less and less. */
export function appealIn(product: Product, quarter: number): number {
  const begun = product.stages[0]?.[1] ?? -99
  if (quarter < begun) return 0
  if (product.code !== DECLINING.code || quarter < DECLINING.from) return product.appeal
  return product.appeal * DECLINING.kept ** (quarter - DECLINING.from + 1)
}
