import { LOCALES, type Locale, type Words, wordsIn } from '../locale.ts'
import type { TreeName } from './tree-nodes.ts'

/** Usual levels of each tree, from the top down, by the code that files and programs write. */
const LEVELS: Readonly<Record<TreeName, Readonly<Record<string, Words>>>> = {
  orgUnit: {
    headquarters: ['总部', '總部', 'Headquarters'],
    region: ['大区', '大區', 'Region'],
    branch: ['分公司', '分公司', 'Branch'],
    department: ['部门', '部門', 'Department'],
    team: ['团队', '團隊', 'Team'],
  },
  region: {
    country: ['国家', '國家', 'Country'],
    area: ['大区', '大區', 'Area'],
    province: ['省份', '省份', 'Province'],
    city: ['城市', '城市', 'City'],
    district: ['区县', '區縣', 'District'],
  },
  product: {
    category: ['品类', '品類', 'Category'],
    subcategory: ['子类', '子類', 'Sub-category'],
    product: ['产品', '產品', 'Product'],
  },
  customerType: {
    age: ['新老客户', '新舊客戶', 'New or existing'],
    segment: ['客群', '客群', 'Segment'],
    industry: ['行业', '產業', 'Industry'],
    size: ['规模', '規模', 'Size'],
  },
}

/** Codes of the usual levels of a tree, from the top down. */
export const levelsOf = (tree: TreeName): readonly string[] => Object.keys(LEVELS[tree])

/** What a level is called in a language; a level of the company's own as it was typed. */
export function levelText(tree: TreeName, level: string, locale: Locale): string {
  const words = Object.hasOwn(LEVELS[tree], level) ? LEVELS[tree][level] : undefined
  return words === undefined ? level : wordsIn(words, locale)
}

/** The level that is called so in some language, by its code; any other text is a level of the company's own. */
export function levelCalled(tree: TreeName, text: string): string {
  const sought = text.trim().toLowerCase()
  const known = levelsOf(tree).find((level) =>
    LOCALES.some((locale) => levelText(tree, level, locale).toLowerCase() === sought),
  )
  return known ?? text
}
