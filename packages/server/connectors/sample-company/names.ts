import type { Dice } from './dice.ts'

type Word = readonly [zh: string, en: string]

/** Brand syllables; two of them make the distinctive part of a company's name. */
const FIRST: readonly Word[] = [
  ['恒', 'Heng'],
  ['瑞', 'Rui'],
  ['华', 'Hua'],
  ['鼎', 'Ding'],
  ['盛', 'Sheng'],
  ['宏', 'Hong'],
  ['博', 'Bo'],
  ['远', 'Yuan'],
  ['嘉', 'Jia'],
  ['永', 'Yong'],
  ['天', 'Tian'],
  ['金', 'Jin'],
  ['新', 'Xin'],
  ['凯', 'Kai'],
  ['立', 'Li'],
  ['聚', 'Ju'],
  ['启', 'Qi'],
  ['海', 'Hai'],
  ['安', 'An'],
  ['泰', 'Tai'],
]
const SECOND: readonly Word[] = [
  ['信', 'xin'],
  ['达', 'da'],
  ['源', 'yuan'],
  ['成', 'cheng'],
  ['通', 'tong'],
  ['科', 'ke'],
  ['腾', 'teng'],
  ['维', 'wei'],
  ['创', 'chuang'],
  ['阳', 'yang'],
  ['润', 'run'],
  ['峰', 'feng'],
  ['隆', 'long'],
  ['康', 'kang'],
  ['航', 'hang'],
  ['诚', 'cheng'],
  ['特', 'te'],
  ['业', 'ye'],
  ['迪', 'di'],
  ['宇', 'yu'],
]

export type Industry = {
  readonly code: string
  readonly zh: string
  readonly en: string
  /** words of company names */
  readonly trades: readonly Word[]
  /** share of the customers */
  readonly share: number
}

export const INDUSTRIES: readonly Industry[] = [
  {
    code: 'automotive',
    zh: '汽车零部件',
    en: 'Automotive parts',
    share: 0.17,
    trades: [
      ['汽车部件', 'Auto Parts'],
      ['精密制造', 'Precision Manufacturing'],
      ['传动系统', 'Drive Systems'],
    ],
  },
  {
    code: 'electronics',
    zh: '电子制造',
    en: 'Electronics',
    share: 0.16,
    trades: [
      ['电子', 'Electronics'],
      ['光电科技', 'Optoelectronics'],
      ['半导体设备', 'Semiconductor Equipment'],
    ],
  },
  {
    code: 'chemicals',
    zh: '化工',
    en: 'Chemicals',
    share: 0.14,
    trades: [
      ['化工', 'Chemicals'],
      ['新材料', 'New Materials'],
      ['精细化学', 'Fine Chemicals'],
    ],
  },
  {
    code: 'food',
    zh: '食品饮料',
    en: 'Food and beverage',
    share: 0.12,
    trades: [
      ['食品', 'Foods'],
      ['饮品', 'Beverages'],
      ['乳业', 'Dairy'],
    ],
  },
  {
    code: 'pharmaceuticals',
    zh: '生物医药',
    en: 'Pharmaceuticals',
    share: 0.11,
    trades: [
      ['制药', 'Pharmaceuticals'],
      ['生物科技', 'Biotech'],
    ],
  },
  {
    code: 'water',
    zh: '水务环保',
    en: 'Water and environment',
    share: 0.1,
    trades: [
      ['水务', 'Water'],
      ['环境工程', 'Environmental Engineering'],
    ],
  },
  {
    code: 'construction',
    zh: '工程建设',
    en: 'Construction',
    share: 0.1,
    trades: [
      ['建设工程', 'Construction Engineering'],
      ['机电安装', 'Mechanical and Electrical Installation'],
    ],
  },
  {
    code: 'energy',
    zh: '新能源',
    en: 'New energy',
    share: 0.1,
    trades: [
      ['新能源', 'New Energy'],
      ['储能技术', 'Energy Storage'],
    ],
  },
]

const SURNAMES: readonly Word[] = [
  ['王', 'Wang'],
  ['李', 'Li'],
  ['张', 'Zhang'],
  ['刘', 'Liu'],
  ['陈', 'Chen'],
  ['杨', 'Yang'],
  ['赵', 'Zhao'],
  ['黄', 'Huang'],
  ['周', 'Zhou'],
  ['吴', 'Wu'],
  ['徐', 'Xu'],
  ['孙', 'Sun'],
  ['胡', 'Hu'],
  ['朱', 'Zhu'],
  ['高', 'Gao'],
  ['林', 'Lin'],
  ['何', 'He'],
  ['郭', 'Guo'],
  ['马', 'Ma'],
  ['罗', 'Luo'],
  ['梁', 'Liang'],
  ['宋', 'Song'],
  ['郑', 'Zheng'],
  ['谢', 'Xie'],
  ['韩', 'Han'],
  ['唐', 'Tang'],
  ['冯', 'Feng'],
  ['许', 'Xu'],
  ['邓', 'Deng'],
  ['曹', 'Cao'],
]
const GIVEN: readonly Word[] = [
  ['伟', 'Wei'],
  ['芳', 'Fang'],
  ['敏', 'Min'],
  ['静', 'Jing'],
  ['磊', 'Lei'],
  ['洋', 'Yang'],
  ['艳', 'Yan'],
  ['勇', 'Yong'],
  ['杰', 'Jie'],
  ['娟', 'Juan'],
  ['涛', 'Tao'],
  ['明轩', 'Mingxuan'],
  ['思远', 'Siyuan'],
  ['雨桐', 'Yutong'],
  ['志强', 'Zhiqiang'],
  ['晓峰', 'Xiaofeng'],
  ['佳怡', 'Jiayi'],
  ['俊豪', 'Junhao'],
  ['丽华', 'Lihua'],
  ['文博', 'Wenbo'],
  ['海燕', 'Haiyan'],
  ['建国', 'Jianguo'],
  ['子涵', 'Zihan'],
  ['欣然', 'Xinran'],
  ['国栋', 'Guodong'],
  ['慧敏', 'Huimin'],
  ['宇航', 'Yuhang'],
  ['梦洁', 'Mengjie'],
  ['振华', 'Zhenhua'],
  ['春梅', 'Chunmei'],
]

export type Name = { readonly zh: string; readonly en: string }

/** The name of a person. */
export function personName(dice: Dice): Name {
  const surname = dice.pick(SURNAMES)
  const given = dice.pick(GIVEN)
  return { zh: surname[0] + given[0], en: `${surname[1]} ${given[1]}` }
}

/** A name that nobody in `taken` has yet; it is added. */
export function freshName(dice: Dice, taken: Set<string>, draw: (dice: Dice) => Name): Name {
  for (let attempt = 0; attempt < 200; attempt++) {
    const name = draw(dice)
    if (taken.has(name.zh)) continue
    taken.add(name.zh)
    return name
  }
  throw new RangeError('taken: no name is left')
}

const FORMS: Readonly<Record<string, readonly Word[]>> = {
  large: [
    ['集团有限公司', 'Group Co., Ltd.'],
    ['股份有限公司', 'Co., Ltd.'],
  ],
  medium: [
    ['股份有限公司', 'Co., Ltd.'],
    ['有限公司', 'Co., Ltd.'],
  ],
  small: [['有限公司', 'Co., Ltd.']],
}

/** A company's name: place, brand, trade, legal form. */
export function companyName(dice: Dice, city: Name, trades: readonly Word[], size: string): Name {
  const [first, second, trade] = [dice.pick(FIRST), dice.pick(SECOND), dice.pick(trades)]
  const form = dice.pick(FORMS[size] ?? [['有限公司', 'Co., Ltd.'] as const])
  return {
    zh: `${city.zh}${first[0]}${second[0]}${trade[0]}${form[0]}`,
    en: `${city.en} ${first[1]}${second[1]} ${trade[1]} ${form[1]}`,
  }
}

export const DISTRIBUTOR_TRADES: readonly Word[] = [
  ['机电设备', 'Mechanical and Electrical'],
  ['工业品贸易', 'Industrial Supplies'],
  ['自动化技术', 'Automation'],
]
