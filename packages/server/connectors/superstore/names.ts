/** Chinese names of what the sample names in English only. */
export const ZH: Readonly<Record<string, string>> = {
  Furniture: '家具',
  'Office Supplies': '办公用品',
  Technology: '技术产品',
  Bookcases: '书柜',
  Chairs: '椅子',
  Furnishings: '装饰陈设',
  Tables: '桌子',
  Appliances: '电器',
  Art: '美术用品',
  Binders: '装订夹',
  Envelopes: '信封',
  Fasteners: '紧固件',
  Labels: '标签',
  Paper: '纸张',
  Storage: '收纳',
  Supplies: '耗材',
  Accessories: '配件',
  Copiers: '复印机',
  Machines: '设备',
  Phones: '电话',
  Consumer: '个人消费者',
  Corporate: '公司',
  'Home Office': '小型办公',
  East: '东部',
  West: '西部',
  Central: '中部',
  South: '南部',
}

/** The Chinese name where there is one, else the name itself. */
export function zh(name: string): string {
  return ZH[name] ?? name
}
