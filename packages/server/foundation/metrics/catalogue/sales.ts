import { count, distinct, inGroup, less, say, sum, total } from './build.ts'

const ORDERED = sum('orderLine', 'amount')
const RETURNED = sum('salesReturn', 'amount')

/** Sales by basis (口径), units, orders, discount. */
export const SALES = inGroup('sales', [
  {
    code: 'sales',
    name: say('销售额', '銷售額', 'Sales'),
    description: say(
      '订单口径: 折扣后, 不含税与运费, 按下单日期。',
      '訂單口徑: 折扣後, 不含稅與運費, 按下單日期。',
      'Ordered basis: after discount, without tax and freight, by the day of the order.',
    ),
    formula: say('Σ 订单行金额', 'Σ 訂單明細金額', 'Σ line amount'),
    numerator: total(ORDERED),
  },
  {
    code: 'netSales',
    name: say('净销售额', '淨銷售額', 'Net sales'),
    description: say(
      '销售额减退货; 退货按退货日期扣减, 不是负的销售。',
      '銷售額減退貨; 退貨按退貨日期扣減, 不是負的銷售。',
      'Sales less returns, which count on the day of the return.',
    ),
    formula: say(
      'Σ 订单行金额 − Σ 退货金额',
      'Σ 訂單明細金額 − Σ 退貨金額',
      'Σ line amount − Σ return amount',
    ),
    numerator: less(ORDERED, RETURNED),
  },
  {
    code: 'returnRate',
    name: say('退货率', '退貨率', 'Return rate'),
    description: say(
      '期间退货金额占期间销售额的比例; 退货可能属于更早的订单。',
      '期間退貨金額占期間銷售額的比例; 退貨可能屬於更早的訂單。',
      'Returns of the period as a share of its sales; a return may be of an earlier order.',
    ),
    formula: say('退货金额 ÷ 销售额', '退貨金額 ÷ 銷售額', 'returns ÷ sales'),
    unit: 'percent',
    better: 'lower',
    numerator: total(RETURNED),
    denominator: total(ORDERED),
  },
  {
    code: 'salesWithTax',
    name: say('含税销售额', '含稅銷售額', 'Sales with tax'),
    description: say(
      '销售额加订单税额。税额记在整单上, 因此不能按产品拆分。',
      '銷售額加訂單稅額。稅額記在整單上, 因此不能按產品拆分。',
      'Sales plus the tax of the orders, which is kept by whole order and so cannot be split by product.',
    ),
    formula: say('Σ 订单行金额 + Σ 订单税额', 'Σ 訂單明細金額 + Σ 訂單稅額', 'Σ line amount + Σ order tax'),
    numerator: total(ORDERED, sum('order', 'taxAmount')),
  },
  {
    code: 'salesCredited',
    name: say('分摊业绩', '分攤業績', 'Credited sales'),
    description: say(
      '按业绩分摊比例计: 有分摊的订单计给分摊的人, 没有的计给负责人。各人比例合计不足或超过 100 % 时, 总额与销售额不同。',
      '按業績分攤比例計: 有分攤的訂單計給分攤的人, 沒有的計給負責人。各人比例合計不足或超過 100 % 時, 總額與銷售額不同。',
      'By split credit: an order with credits counts for those people, one without for its salesperson. Where the shares of an order are not 100 % in all, the total differs from sales.',
    ),
    formula: say('Σ 订单行金额 × 分摊比例', 'Σ 訂單明細金額 × 分攤比例', 'Σ line amount × credit share'),
    numerator: total(sum('creditedLine', 'amount')),
  },
  {
    code: 'salesSigned',
    name: say('签单额', '簽單額', 'Signed sales'),
    description: say(
      '签单口径: 按签单日期 (没有时按下单日期)。',
      '簽單口徑: 按簽單日期 (沒有時按下單日期)。',
      'Signed basis: by the day of signing, or of the order where none is noted.',
    ),
    formula: say('Σ 订单行金额 (签单日期)', 'Σ 訂單明細金額 (簽單日期)', 'Σ line amount by signing day'),
    numerator: total(sum('orderLine', 'amount', { day: 'signedDay' })),
  },
  {
    code: 'contractsSigned',
    name: say('签约额', '簽約額', 'Contracts signed'),
    description: say(
      '合同口径: 不含税, 按签约日期。',
      '合約口徑: 不含稅, 按簽約日期。',
      'Contract basis: without tax, by the day of signing.',
    ),
    formula: say('Σ 合同金额', 'Σ 合約金額', 'Σ contract amount'),
    numerator: total(sum('contract', 'amount')),
  },
  {
    code: 'salesShipped',
    name: say('发货额', '出貨額', 'Shipped sales'),
    description: say(
      '发货口径: 不含税, 按发货日期。',
      '出貨口徑: 不含稅, 按出貨日期。',
      'Shipped basis: without tax, by the day of shipment.',
    ),
    formula: say('Σ 发货金额', 'Σ 出貨金額', 'Σ shipped amount'),
    numerator: total(sum('shipment', 'amount')),
  },
  {
    code: 'salesInvoiced',
    name: say('开票额', '開票額', 'Invoiced sales'),
    description: say(
      '开票口径: 不含税, 按开票日期。',
      '開票口徑: 不含稅, 按開票日期。',
      'Invoiced basis: without tax, by the day of the invoice.',
    ),
    formula: say('Σ 发票金额', 'Σ 發票金額', 'Σ invoice amount'),
    numerator: total(sum('invoice', 'amount')),
  },
  {
    code: 'salesInvoicedWithTax',
    name: say('含税开票额', '含稅開票額', 'Invoiced with tax'),
    description: say('开票口径, 含税。', '開票口徑, 含稅。', 'Invoiced basis, with tax.'),
    formula: say('Σ 发票金额 + Σ 税额', 'Σ 發票金額 + Σ 稅額', 'Σ invoice amount + Σ tax'),
    numerator: total(sum('invoice', 'amount'), sum('invoice', 'taxAmount')),
  },
  {
    code: 'units',
    name: say('销量', '銷量', 'Units'),
    description: say('订购数量之和。', '訂購數量之和。', 'Quantities ordered, added up.'),
    formula: say('Σ 数量', 'Σ 數量', 'Σ quantity'),
    unit: 'count',
    numerator: total(sum('orderLine', 'quantity')),
  },
  {
    code: 'orders',
    name: say('订单数', '訂單數', 'Orders'),
    description: say(
      '按下单日期计数的订单。',
      '按下單日期計數的訂單。',
      'Orders by the day they were placed.',
    ),
    formula: say('订单计数', '訂單計數', 'count of orders'),
    unit: 'count',
    numerator: total(count('order')),
  },
  {
    code: 'averageOrder',
    name: say('平均订单额', '平均訂單額', 'Average order'),
    description: say(
      '每张订单的销售额。按产品细分时, 只计含该产品的订单与其中该产品的金额。',
      '每張訂單的銷售額。按產品細分時, 只計含該產品的訂單與其中該產品的金額。',
      'Sales per order. Within a product: the orders that hold it, and their lines of it.',
    ),
    formula: say('销售额 ÷ 订单数', '銷售額 ÷ 訂單數', 'sales ÷ orders'),
    numerator: total(ORDERED),
    denominator: total(distinct('orderLine', 'order')),
  },
  {
    code: 'discountRate',
    name: say('折扣率', '折扣率', 'Discount rate'),
    description: say(
      '让出的折扣占折扣前金额的比例。',
      '讓出的折扣占折扣前金額的比例。',
      'Discount given as a share of the amount before discount.',
    ),
    formula: say(
      '(折前金额 − 销售额) ÷ 折前金额',
      '(折前金額 − 銷售額) ÷ 折前金額',
      '(list amount − sales) ÷ list amount',
    ),
    unit: 'percent',
    better: 'lower',
    numerator: less(sum('orderLine', 'listAmount'), ORDERED),
    denominator: total(sum('orderLine', 'listAmount')),
  },
])

const COST = sum('orderLine', 'cost')

/** What is left of sales. */
export const PROFIT = inGroup('profit', [
  {
    code: 'grossProfit',
    name: say('毛利', '毛利', 'Gross profit'),
    description: say(
      '销售额减标准成本; 没有成本的行按零成本计。',
      '銷售額減標準成本; 沒有成本的明細按零成本計。',
      'Sales less standard cost; a line without a cost counts as costing nothing.',
    ),
    formula: say('销售额 − 成本', '銷售額 − 成本', 'sales − cost'),
    numerator: less(ORDERED, COST),
  },
  {
    code: 'grossMargin',
    name: say('毛利率', '毛利率', 'Gross margin'),
    description: say('毛利占销售额的比例。', '毛利占銷售額的比例。', 'Gross profit as a share of sales.'),
    formula: say('毛利 ÷ 销售额', '毛利 ÷ 銷售額', 'gross profit ÷ sales'),
    unit: 'percent',
    numerator: less(ORDERED, COST),
    denominator: total(ORDERED),
  },
])
