import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { SUPERSTORE } from '../testing/fillings.ts'
import { type FilledDatabase, openFilled } from '../testing/test-database.ts'
import { importFileCommand } from './import-file.ts'
import type { ImportFileOptions } from './import-file-options.ts'

let opened: FilledDatabase
let folder: string

before(async () => {
  opened = await openFilled(SUPERSTORE)
  folder = mkdtempSync(join(tmpdir(), 'salesloom-import-'))
})
after(async () => {
  process.exitCode = 0
  rmSync(folder, { recursive: true })
  await opened.close()
})

async function bringIn(content: string, more: Partial<ImportFileOptions> = {}): Promise<string> {
  const file = join(folder, 'file.csv')
  writeFileSync(file, content)
  process.exitCode = 0
  return importFileCommand({ database: opened.database }, file, {
    workspace: 'superstore',
    mode: 'good-rows',
    map: {},
    set: {},
    json: true,
    problems: join(folder, 'bad.csv'),
    ...more,
  })
}

test('A file goes in from the command line, its refused rows into a file that can be repaired, with an exit code that says so.', async () => {
  const said = JSON.parse(await bringIn('客户编号,客户名称\nL1,甲\nL2,\n', { kind: 'customer' }))
  assert.deepEqual([said.state, said.created, said.refused], ['done', 1, 1])
  assert.equal(process.exitCode, 3)
  const bad = readFileSync(join(folder, 'bad.csv'), 'utf8')
  assert.match(bad, /L2,,3,/)
  const again = JSON.parse(await bringIn(bad.replace('L2,,', 'L2,乙,'), { kind: 'customer' }))
  assert.deepEqual([again.created, again.refused, process.exitCode], [1, 0, 0])
})

test('All or nothing stores nothing, and what only a person knows is asked for with its flag.', async () => {
  await assert.rejects(
    bringIn('客户编号,客户名称\nM1,甲\nM2,\n', { kind: 'customer', mode: 'all-or-nothing' }),
    /nothing was stored\. The rows are in .*bad\.csv/,
  )
  const { rows } = await opened.database.pool.query(`select 1 from customer where code = 'M1'`)
  assert.equal(rows.length, 0)
  const days = '编号,名称,起始日期\nC1,活动,05/06/2024\n'
  await assert.rejects(bringIn(days, { kind: 'campaign' }), /--day-order/)
  await bringIn(days, { kind: 'campaign', dayOrder: 'mdy' })
  const campaign = await opened.database.pool.query(`select from_day from campaign where code = 'C1'`)
  assert.deepEqual(campaign.rows, [{ from_day: '2024-05-06' }])
  const taxed = '发票号,日期,开票总额(含税)\nT1,2024-05-06,226\n'
  const map = { '开票总额(含税)': 'amount' }
  await assert.rejects(
    bringIn(taxed.replace('开票总额(含税)', '价税合计'), { kind: 'invoice' }),
    /--tax-rate/,
  )
  await bringIn(taxed.replace('开票总额(含税)', '价税合计'), { kind: 'invoice', taxRate: '13%' })
  const invoice = await opened.database.pool.query(`select amount from invoice where number = 'T1'`)
  assert.deepEqual(invoice.rows, [{ amount: '200.0000' }])
  await assert.rejects(bringIn(days, { kind: 'campaign', map }), /no column/)
})
