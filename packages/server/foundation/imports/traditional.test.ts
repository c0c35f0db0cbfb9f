import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kindOf } from '@salesloom/contract'
import { templateFit } from './apply-template.ts'
import { likeness } from './likeness.ts'
import { SHIPPED_TEMPLATES } from './shipped-templates.ts'
import { suggestColumns, suggestExternalId, suggestKinds } from './suggest-mapping.ts'
import { foldCharacters } from './values/fold-characters.ts'

const DEALS = ['商機編號', '商機名稱', '客戶名稱', '銷售階段', '預計金額(萬元)', '創建日期', '負責人']
const column = (header: string) => ({ header, samples: [] })

test('An export with traditional headers is known by its columns like one with simplified ones.', () => {
  const crm = SHIPPED_TEMPLATES.find(({ templateId }) => templateId === 'chinese-crm-opportunities')
  assert.ok(crm !== undefined)
  assert.equal(templateFit(crm, DEALS), 6 / 7)
  const [first] = suggestKinds(DEALS.map(column), () => true)
  assert.equal(first?.kind.name, 'opportunity')
  const mapped = suggestColumns(DEALS.map(column), first.kind)
  assert.deepEqual(
    mapped.map(({ header, field }) => [header, field]).filter(([, field]) => field !== null),
    [
      ['商機名稱', 'name'],
      ['客戶名稱', 'customer'],
      ['銷售階段', 'stage'],
      ['預計金額(萬元)', 'amount'],
      ['創建日期', 'day'],
      ['負責人', 'person'],
    ],
  )
  assert.equal(mapped.find(({ field }) => field === 'amount')?.power, 4)
  assert.deepEqual(
    suggestExternalId(suggestColumns(['外部編號', '名稱'].map(column), first.kind), first.kind),
    ['外部編號'],
  )
})

test('Names in either script are alike, and folding twice folds no further.', () => {
  assert.equal(likeness('恆遠機電有限公司', '恒远机电有限公司'), 1)
  const text = DEALS.join('') + '聯絡電話臺灣製藥廠發票應收帳款'
  assert.equal(foldCharacters(foldCharacters(text)), foldCharacters(text))
})

test('The column that numbers the rows of a kind identifies them, in every script and language.', () => {
  const lead = kindOf('lead')
  for (const header of ['线索编号', '線索編號', '线索ID', 'Lead ID', 'Lead number', 'lead_id'])
    assert.deepEqual(suggestExternalId(suggestColumns([header, 'Name'].map(column), lead), lead), [header])
  assert.deepEqual(suggestExternalId(suggestColumns(['客户编号', '名称'].map(column), lead), lead), [])
})
