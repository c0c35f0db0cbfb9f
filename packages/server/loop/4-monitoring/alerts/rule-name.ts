import type { Locale } from '@salesloom/contract'
import type { DefaultKey } from './default-rules.ts'

const NAMES: Readonly<Record<Locale, Readonly<Record<DefaultKey, string>>>> = {
  'zh-CN': {
    winRate: '赢单率明显低于自身历史',
    sales: '销售额低于往年同期走势',
    collectionPeriod: '回款明显变慢',
    productDecline: '产品销售额同比大幅下滑',
    discount: '折扣率明显高于自身历史',
  },
  'zh-TW': {
    winRate: '贏單率明顯低於自身歷史',
    sales: '銷售額低於往年同期走勢',
    collectionPeriod: '收款明顯變慢',
    productDecline: '產品銷售額年減幅度大',
    discount: '折扣率明顯高於自身歷史',
  },
  en: {
    winRate: 'Win rate far below its own history',
    sales: 'Sales below the course of earlier years',
    collectionPeriod: 'Customers pay much later',
    productDecline: 'A product loses much of its sales',
    discount: 'Discounts far above their own history',
  },
}

/** Name of a shipped rule in a language. */
export const shippedNameOf = (key: DefaultKey, locale: Locale): string => NAMES[locale][key]

/** Names that a shipped rule has in any language. */
export const shippedNamesOf = (key: DefaultKey): string[] => Object.values(NAMES).map((names) => names[key])

const KEY_OF = new Map(
  Object.values(NAMES).flatMap((names) =>
    Object.entries(names).map(([key, name]) => [name, key as DefaultKey]),
  ),
)

/**
 * The name of a rule for a reader. A shipped rule whose name nobody has changed is called in their language, whoever added it; what
 * people named themselves stays as it was written.
 */
export function ruleNameIn(name: string, locale: Locale): string {
  const key = KEY_OF.get(name)
  return key === undefined ? name : NAMES[locale][key]
}
