import type { ImportMapping, KindName, MappedColumn } from '@salesloom/contract'

/** A template: the columns of another system's export and what they mean. */
export type Template = {
  readonly templateId: string
  readonly name: string
  readonly shipped: boolean
  readonly mapping: ImportMapping
}

type Spelling = Partial<Omit<MappedColumn, 'header' | 'field'>>
type Column = readonly [headers: string | readonly string[], field: string | null, spelling?: Spelling]

function columnsOf(columns: readonly Column[]): MappedColumn[] {
  return columns.flatMap(([headers, field, spelling]) =>
    (typeof headers === 'string' ? [headers] : headers).map((header) => ({
      header,
      field,
      order: null,
      numbers: null,
      shares: null,
      power: 0,
      tax: null,
      ...spelling,
    })),
  )
}

function template(
  templateId: string,
  name: string,
  kind: KindName,
  source: string,
  columns: readonly Column[],
  more: Partial<ImportMapping> = {},
): Template {
  return {
    templateId,
    name,
    shipped: true,
    mapping: {
      kind,
      source,
      reading: { encoding: null, separator: null, sheet: null, headerRow: null },
      columns: columnsOf(columns),
      constants: {},
      taxRate: { header: null, rate: null },
      externalId: [],
      sourceColumn: null,
      replace: {},
      links: {},
      ...more,
    },
  }
}

/** Sources: the field lists of Salesforce's object reference, HubSpot's deal properties and 金蝶云星空's sales order. */
export const SHIPPED_TEMPLATES: readonly Template[] = [
  template(
    'salesforce-opportunities',
    'Salesforce · Opportunities',
    'opportunity',
    'salesforce',
    [
      [['Id', 'Opportunity ID'], null],
      [['Name', 'Opportunity Name'], 'name'],
      [['AccountId', 'Account Name'], 'customer'],
      [['StageName', 'Stage'], 'stage'],
      ['Amount', 'amount'],
      [['Probability', 'Probability (%)'], 'probability', { shares: 'percent' }],
      [['CloseDate', 'Close Date'], 'expectedCloseOn'],
      [['CreatedDate', 'Created Date'], 'day'],
      [['OwnerId', 'Opportunity Owner'], 'person'],
      [['LeadSource', 'Lead Source'], 'medium'],
      [['NextStep', 'Next Step'], 'nextStep'],
      [['CurrencyIsoCode', 'Amount Currency'], 'currency'],
      [['CampaignId', 'Primary Campaign Source'], 'campaign'],
      ['Description', 'note'],
      ...(
        [
          'ExpectedRevenue',
          'Type',
          'IsClosed',
          'IsWon',
          'ForecastCategoryName',
          'LastModifiedDate',
          'LastActivityDate',
          'FiscalYear',
          'FiscalQuarter',
        ] as const
      ).map((header): Column => [header, null]),
    ],
    { externalId: ['Id', 'Opportunity ID'] },
  ),
  template(
    'hubspot-deals',
    'HubSpot · Deals',
    'opportunity',
    'hubspot',
    [
      [['Record ID', 'hs_object_id'], null],
      [['Deal Name', 'dealname'], 'name'],
      [['Pipeline', 'pipeline'], 'pipeline'],
      [['Deal Stage', 'dealstage'], 'stage'],
      [['Amount', 'amount'], 'amount'],
      [['Close Date', 'closedate'], 'expectedCloseOn'],
      [['Create Date', 'createdate'], 'day'],
      [['Deal owner', 'hubspot_owner_id'], 'person'],
      [['Associated Company', 'Associated Company (Primary)'], 'customer'],
      [['Closed Lost Reason', 'closed_lost_reason'], 'lossReason'],
      [['Next Step', 'hs_next_step'], 'nextStep'],
      [['Deal Description', 'description'], 'note'],
      [['Currency', 'deal_currency_code'], 'currency'],
    ],
    { externalId: ['Record ID', 'hs_object_id'] },
  ),
  template(
    'chinese-crm-opportunities',
    '国内 CRM · 商机',
    'opportunity',
    'crm',
    [
      [['商机编号', '商机ID', '唯一性ID'], null],
      [['商机名称', '销售机会名称', '项目名称'], 'name'],
      [['客户名称', '客户', '公司名称'], 'customer'],
      [['销售阶段', '商机阶段', '阶段'], 'stage'],
      [['预计金额', '商机金额', '预计销售金额', '预计销售金额(元)'], 'amount'],
      [['预计金额(万元)', '商机金额(万元)'], 'amount', { power: 4 }],
      [['赢单率', '可能性', '赢率', '成功率'], 'probability', { shares: 'percent' }],
      [['预计成交日期', '预计签约日期', '结单日期'], 'expectedCloseOn'],
      [['创建时间', '创建日期'], 'day'],
      [['负责人', '商机负责人', '所有人', '销售'], 'person'],
      [['所属部门', '负责人主属部门', '部门'], 'orgUnit'],
      [['商机来源', '线索来源'], 'medium'],
      [['产品名称', '意向产品'], 'product'],
      [['输单原因', '丢单原因'], 'lossReason'],
      ['下一步计划', 'nextStep'],
      [['竞争对手', '竞品'], 'competitor'],
      ['备注', 'note'],
    ],
    { externalId: ['商机编号', '商机ID', '唯一性ID'] },
  ),
  template(
    'erp-sales-orders',
    'ERP 销售订单明细 (金蝶云星空)',
    'orderLine',
    'erp',
    [
      [['单据编号', 'FBillNo'], 'number'],
      [['行号', '序号', 'FSeq', '明细序号'], 'lineNumber'],
      [['日期', '单据日期', 'FDate', 'FDATE'], 'day'],
      [['客户', '客户名称', 'FCustId', 'FCustId.FName'], 'customer'],
      [['销售员', 'FSalerId', 'FSalerId.FName'], 'person'],
      [['物料编码', 'FMaterialId', 'FMaterialId.FNumber'], 'product'],
      [['销售数量', '数量', 'FQty'], 'quantity'],
      [['单价', '不含税单价', 'FPrice'], 'unitPrice', { numbers: 'point' }],
      [['含税单价', 'FTaxPrice'], 'unitPrice', { numbers: 'point' }],
      [['折扣率(%)', '折扣率%', 'FDiscountRate'], 'discountRate', { shares: 'percent' }],
      [['金额', '不含税金额', 'FAmount'], 'amount'],
      [['价税合计', 'FAllAmount'], 'amount'],
      [['成本金额', 'FCostAmount'], 'cost'],
      ...(['物料名称', '规格型号', '单据状态', '销售部门', '币别', '税率(%)', '税额'] as const).map(
        (header): Column => [header, null],
      ),
    ],
    { externalId: [] },
  ),
]
