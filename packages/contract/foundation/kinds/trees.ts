import { choice, day, decimal, degrees, integer, rate, text } from './field.ts'
import { type Kind, record } from './kind.ts'

/** Stages of a product's life, in their order. */
export const LIFE_CYCLE_STAGES = ['introduction', 'growth', 'maturity', 'decline'] as const

const placed = [
  text('code', { required: true, aliases: ['Code', 'Id', '编号', '代码', '節點編碼'] }),
  text('nameZh', { required: true, aliases: ['名称', '中文名', 'Name'] }),
  text('nameEn', { aliases: ['英文名', 'English Name'] }),
  text('parentCode', { aliases: ['Parent', 'Parent Code', '上级', '上级代码', '父级编码', '上級代碼'] }),
  day('fromDay', { aliases: ['Valid From', '生效日期', '有效起始'] }),
]
const level = text('kind', { required: true, aliases: ['Level', '层级', '級別', '级别'] })

/**
 * Trees as files bring them in: a node by its code, under a parent by its code, from a day on. They are no entries: each
 * has an editor of its own, and its places keep their history. Price, cost and stage of a product hold from the row's
 * day on too.
 */
export const TREE_KINDS: readonly Kind[] = [
  record({ name: 'orgUnit', table: 'org_unit', title: 'nameZh', fields: [...placed, level] }),
  record({
    name: 'region',
    table: 'region',
    title: 'nameZh',
    fields: [
      ...placed,
      level,
      degrees('latitude', { aliases: ['lat'] }),
      degrees('longitude', { aliases: ['lng', 'lon'] }),
      text('cityTier', { aliases: ['Tier', '城市级别'] }),
      decimal('income', { aliases: ['人均可支配收入'] }),
      integer('population', { aliases: ['常住人口'] }),
      rate('competitionIntensity', { aliases: ['竞争程度'] }),
    ],
  }),
  record({
    name: 'product',
    table: 'product',
    title: 'nameZh',
    fields: [
      ...placed,
      choice('kind', ['category', 'subcategory', 'product'], { required: true, aliases: ['Level', '层级'] }),
      text('tier', { aliases: ['产品档次'] }),
      text('unit', { aliases: ['单位', 'Unit'] }),
      decimal('listPrice', { aliases: ['List Price', 'Sales Price', '牌价', '定价', '目录价', '標準售價'] }),
      decimal('standardCost', { guard: 'cost', aliases: ['Standard Cost', 'Cost', '成本价', '成本'] }),
      choice('lifeCycleStage', LIFE_CYCLE_STAGES, {
        aliases: ['Stage', 'Life Cycle', '生命周期', '產品階段'],
      }),
    ],
  }),
  record({ name: 'customerType', table: 'customer_type', title: 'nameZh', fields: [...placed, level] }),
]
