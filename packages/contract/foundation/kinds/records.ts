import { choice, day, decimal, degrees, integer, link, note, rate, text } from './field.ts'
import { type Kind, record } from './kind.ts'

const named = [
  text('code', { required: true, aliases: ['Code', 'Id', '编号', '代码'] }),
  text('nameZh', { required: true, aliases: ['名称', '中文名', 'Name'] }),
  text('nameEn', { listed: false, aliases: ['英文名', 'English Name'] }),
]
const credit = [
  link('person', 'person', {
    aliases: ['Owner', 'OwnerId', '销售', '业务员', '销售员', 'Sales Agent', 'sales_agent'],
  }),
  link('orgUnit', 'orgUnit', { listed: false, aliases: ['部门', '团队', 'Team'] }),
]
const region = link('region', 'region', { aliases: ['地区', '省市', 'Territory', 'State', 'City', '城市'] })
const product = link('product', 'product', {
  aliases: ['Product', '物料', '商品', '产品名称', 'ProductFamily'],
})

export const RECORD_KINDS: readonly Kind[] = [
  record({
    name: 'customer',
    table: 'customer',
    title: 'nameZh',
    sight: 'customer',
    write: 'facts.write',
    fields: [
      text('code', {
        required: true,
        aliases: ['Account ID', 'AccountId', '客户编号', '客户代码', 'FNumber'],
      }),
      text('nameZh', {
        required: true,
        aliases: ['Account Name', 'account', 'Customer', 'Company', '客户名称', '公司名称', '名称'],
      }),
      text('nameEn', { listed: false, aliases: ['英文名'] }),
      link('customerType', 'customerType', { aliases: ['Type', '客户类别', '客户分类'] }),
      region,
      ...credit,
      text('industry', { aliases: ['sector', 'Industry', '所属行业'] }),
      text('size', { listed: false, aliases: ['employees', 'NumberOfEmployees', '企业规模'] }),
      text('address', { listed: false, aliases: ['Billing Address', '详细地址', 'office_location'] }),
      text('phone', { listed: false, aliases: ['Phone', '联系电话'] }),
      text('website', { listed: false, aliases: ['Website', '网址'] }),
      degrees('latitude', { aliases: ['lat', 'Latitude'] }),
      degrees('longitude', { aliases: ['lng', 'lon', 'Longitude'] }),
      day('since', { listed: false, aliases: ['year_established', '建档日期', 'CreatedDate'] }),
    ],
  }),
  record({
    name: 'contact',
    table: 'contact',
    title: 'name',
    sight: 'customer',
    write: 'facts.write',
    fields: [
      text('name', { required: true, aliases: ['Contact Name', '姓名', '联系人姓名'] }),
      link('customer', 'customer', {
        required: true,
        aliases: ['Account Name', 'Company', '客户名称', '公司'],
      }),
      text('title', { aliases: ['Title', '职位'] }),
      choice('level', ['executive', 'middle', 'user']),
      choice('decisionRole', [
        'economicBuyer',
        'decisionMaker',
        'technicalBuyer',
        'influencer',
        'champion',
        'user',
        'gatekeeper',
      ]),
      text('phone', { aliases: ['Mobile', '手机', 'Phone'] }),
      text('email', { aliases: ['Email', '邮件'] }),
    ],
  }),
  record({
    name: 'partner',
    table: 'channel_partner',
    title: 'nameZh',
    fields: [
      ...named,
      choice('kind', ['distributor', 'dealer', 'agent', 'retailer', 'integrator']),
      region,
      ...credit,
      day('since'),
      day('until', { listed: false }),
    ],
  }),
  record({
    name: 'outlet',
    table: 'outlet',
    title: 'nameZh',
    fields: [
      ...named,
      text('kind'),
      link('partner', 'partner', { column: 'channel_partner_id' }),
      region,
      link('customer', 'customer', { listed: false }),
      text('address', { listed: false }),
      degrees('latitude'),
      degrees('longitude'),
      day('openedOn'),
      day('closedOn'),
    ],
  }),
  record({
    name: 'outletUniverse',
    table: 'outlet_universe',
    title: 'kind',
    fields: [
      { ...region, required: true },
      text('kind'),
      day('fromDay', { required: true }),
      day('untilDay'),
      integer('outlets', { required: true }),
    ],
  }),
  record({
    name: 'marketSize',
    table: 'market_size',
    title: 'origin',
    fields: [
      { ...region, required: true },
      product,
      day('fromDay', { required: true }),
      day('untilDay', { required: true }),
      decimal('amount'),
      decimal('quantity'),
      integer('customers'),
      text('origin'),
    ],
  }),
  record({
    name: 'objective',
    table: 'objective',
    title: 'nameZh',
    fields: [
      ...named,
      link('parent', 'objective'),
      ...credit,
      day('fromDay', { required: true }),
      day('untilDay', { required: true }),
      note('description'),
    ],
  }),
  record({
    name: 'exchangeRate',
    table: 'exchange_rate',
    title: 'currency',
    fields: [
      text('currency', { required: true }),
      day('day', { required: true }),
      decimal('rate', { required: true }),
    ],
  }),
  record({
    name: 'pipeline',
    table: 'pipeline',
    title: 'nameZh',
    fields: [...named, integer('ordinal', { required: true })],
  }),
  record({
    name: 'stage',
    table: 'pipeline_stage',
    title: 'nameZh',
    fields: [
      link('pipeline', 'pipeline', { required: true }),
      ...named,
      integer('ordinal', { required: true }),
      choice('outcome', ['open', 'won', 'lost'], { required: true }),
      rate('probability', { required: true }),
    ],
  }),
  record({ name: 'lossReason', table: 'loss_reason', title: 'nameZh', fields: named }),
  record({
    name: 'campaign',
    table: 'campaign',
    title: 'nameZh',
    fields: [
      ...named,
      text('medium'),
      day('fromDay', { required: true }),
      day('untilDay'),
      decimal('budget'),
      region,
      product,
      ...credit,
    ],
  }),
]
