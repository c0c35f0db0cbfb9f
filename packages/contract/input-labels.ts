import { labelOf } from './foundation/kinds/labels.ts'
import { type Locale, type Words, wordsIn } from './locale.ts'

/** What parts of an input are called that are no field of an entry. */
const LABELS: Readonly<Record<string, Words>> = {
  input: ['输入', '輸入', 'Input'],
  body: ['内容', '內容', 'Content'],
  query: ['查询条件', '查詢條件', 'Query'],
  values: ['内容', '內容', 'Values'],
  entries: ['条目', '條目', 'Entries'],
  externalIds: ['外部编号', '外部編號', 'External ids'],
  lines: ['明细', '明細', 'Lines'],
  orderDate: ['日期', '日期', 'Date'],
  from: ['开始日', '開始日', 'First day'],
  to: ['结束日', '結束日', 'Last day'],
  start: ['开始日', '開始日', 'First day'],
  end: ['结束日', '結束日', 'Last day'],
  dueFrom: ['预计成交起始', '預計成交起始', 'Due from'],
  dueTo: ['预计成交截止', '預計成交截止', 'Due until'],
  month: ['月份', '月份', 'Month'],
  fromMonth: ['开始月', '開始月', 'First month'],
  toMonth: ['结束月', '結束月', 'Last month'],
  untilMonth: ['结束月', '結束月', 'Last month'],
  effectiveFrom: ['生效日', '生效日', 'Effective from'],
  toUnit: ['调入部门', '調入部門', 'Receiving unit'],
  due: ['截止日', '截止日', 'Due day'],
  quietFrom: ['静默开始', '靜默開始', 'Quiet from'],
  quietTo: ['静默结束', '靜默結束', 'Quiet until'],
  percent: ['百分比', '百分比', 'Percent'],
  expected: ['预期挽回', '預期挽回', 'Expected recovery'],
  slice: ['范围', '範圍', 'Part of the business'],
  effectiveMonth: ['生效月', '生效月', 'From month'],
  expiresOn: ['到期日', '到期日', 'Expires on'],
  deadline: ['期限', '期限', 'Deadline'],
  merge: ['要合并的客户', '要合併的客戶', 'Customers to merge'],
  keep: ['要保留的客户', '要保留的客戶', 'Customer to keep'],
  ids: ['所选条目', '所選條目', 'Entries chosen'],
  by: ['分解维度', '分解維度', 'Breakdown'],
  metric: ['指标', '指標', 'Metric'],
  measure: ['度量', '度量', 'Measure'],
  format: ['格式', '格式', 'Format'],
  url: ['地址', '地址', 'Address'],
  events: ['事件', '事件', 'Events'],
  kinds: ['数据种类', '資料種類', 'Kinds'],
  password: ['密码', '密碼', 'Password'],
  role: ['角色', '角色', 'Role'],
  comment: ['说明', '說明', 'Comment'],
  low: ['下限', '下限', 'Lower bound'],
  high: ['上限', '上限', 'Upper bound'],
  page: ['页码', '頁碼', 'Page'],
  pageSize: ['每页行数', '每頁列數', 'Rows a page'],
  search: ['搜索', '搜尋', 'Search'],
  effectPercent: ['影响百分比', '影響百分比', 'Effect in percent'],
  leastPercent: ['最低百分比', '最低百分比', 'Least percent'],
  greatestPercent: ['最高百分比', '最高百分比', 'Greatest percent'],
  remedy: ['处理方式', '處理方式', 'Remedy'],
  boundB: ['B 级界限', 'B 級界限', 'Bound of B'],
  standingPerson: ['代理人', '代理人', 'Stand-in'],
  coveredPerson: ['被代理人', '被代理人', 'Person covered'],
}

/** A path of an input; what a file calls its columns is none and stays as it is. */
const PATH = /^[a-z]\w*(\.[^.]+)*$/

function wordOf(name: string, locale: Locale): string {
  const known = LABELS[name]
  if (known !== undefined) return wordsIn(known, locale)
  const label = labelOf(name, locale)
  const target = name.replace(/Ids?$/, '')
  return label === name && target !== name && target !== '' ? wordOf(target, locale) : label
}

/** What a place in an input is called, with its row where it is one of many: `lines.0.quantity` is 第 1 行数量. */
export function inputLabel(place: string, locale: Locale): string {
  if (!PATH.test(place)) return labelOf(place, locale)
  const parts = place.split('.')
  const word = wordOf(parts.findLast((part) => !/^\d+$/.test(part)) ?? place, locale)
  const row = parts.findLast((part) => /^\d+$/.test(part))
  if (row === undefined) return word
  const number = Number(row) + 1
  if (locale === 'en') return `${word} in row ${number}`
  return locale === 'zh-CN' ? `第 ${number} 行${word}` : `第 ${number} 列${word}`
}
