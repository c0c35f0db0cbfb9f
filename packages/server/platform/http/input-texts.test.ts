import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  ACTIONS,
  detailOfIssue,
  ERRORS,
  type ErrorCode,
  errorText,
  INPUT_REASONS,
  LOCALES,
  MISSING_THINGS,
  problemTitle,
} from '@salesloom/contract'
import { z } from 'zod'

const NUMBER = z.string().regex(/^-?\d{1,15}(\.\d{1,4})?$/)

/** A value that each kind of issue is about, by its code and what it says. */
const WRONG: ReadonlyArray<readonly [name: string, shape: z.ZodType, value: unknown, reason: string]> = [
  ['missing', z.string(), undefined, '不能为空'],
  ['text', z.string(), 5, '应为文字'],
  ['number', z.number(), 'x', '应为数字'],
  ['whole', z.int(), 1.5, '应为整数'],
  ['flag', z.boolean(), 'x', '应为是或否'],
  ['list', z.array(z.string()), 'x', '应为列表'],
  ['object', z.object({}), 'x', '应为一组值'],
  ['date', z.date(), 'x', '值的类型不对'],
  ['long', z.string().max(3), 'four', '最多 3 个字符'],
  ['short', z.string().min(3), 'x', '至少 3 个字符'],
  ['empty', z.string().min(1), '', '不能为空'],
  ['many', z.array(z.number()).max(1), [1, 2], '最多 1 项'],
  ['few', z.array(z.number()).min(1), [], '至少 1 项'],
  ['large', z.number().max(3), 4, '不能大于 3'],
  ['small', z.number().min(3), 2, '不能小于 3'],
  ['not below', z.number().lt(3), 3, '必须小于 3'],
  ['not above', z.number().gt(3), 3, '必须大于 3'],
  ['email', z.email(), 'x', '不是有效的邮箱地址'],
  ['url', z.url(), 'x', '不是有效的网址'],
  ['day', z.iso.date(), 'x', '不是有效的日期 (年-月-日)'],
  ['instant', z.iso.datetime(), 'x', '不是有效的时间'],
  ['pattern', z.string().regex(/^a$/), 'x', '格式不对'],
  ['decimal', NUMBER, 'x', '应为数字 (整数部分最多 15 位, 小数最多四位)'],
  ['multiple', z.number().multipleOf(5), 7, '应为 5 的倍数'],
  ['keys', z.strictObject({}), { 多余: 1 }, '含有未知的项 (多余)'],
  ['choice', z.enum(['甲', '乙']), 'x', '应为以下之一: 甲, 乙'],
  ['union', z.union([z.string(), z.number()]), true, '值不符合要求'],
  ['key', z.record(z.string().max(1), z.number()), { 金额: 1 }, '值不符合要求'],
  ['custom', z.string().refine(() => false, 'no good'), 'x', '值不符合要求'],
]

const issueOf = (shape: z.ZodType, value: unknown) => shape.safeParse(value).error?.issues[0]

test('Whatever a check of a shape says reaches its reader in their language.', () => {
  for (const [name, shape, value, reason] of WRONG) {
    const detail = detailOfIssue(issueOf(z.object({ amount: shape }), { amount: value }))
    assert.equal(errorText('invalidInput', 'zh-CN', detail), `“金额”有误: ${reason}。`, name)
    assert.doesNotMatch(errorText('invalidInput', 'zh-TW', detail), /[A-Za-z]/, name)
    assert.match(errorText('invalidInput', 'en', detail), /^“(Amount|金额)” is not right: [a-z].*\.$/, name)
  }
  const seen = new Set(WRONG.map(([, shape, value]) => issueOf(shape, value)?.code))
  for (const code of ['invalid_type', 'too_big', 'too_small', 'invalid_format', 'not_multiple_of'])
    assert.ok(seen.has(code as 'custom'), code)
  for (const code of ['unrecognized_keys', 'invalid_union', 'invalid_key', 'invalid_value', 'custom'])
    assert.ok(seen.has(code as 'custom'), code)
})

test('A place in an input is called as people call it, with its row.', () => {
  const zh = (field: string, reason: string) => errorText('invalidInput', 'zh-CN', { field, reason })
  assert.equal(zh('lines.0.quantity', 'notDecimal').slice(0, 9), '“第 1 行数量”')
  assert.equal(zh('slice.to', 'beforeFirst'), '“结束日”有误: 结束日不能早于开始日。')
  assert.equal(zh('merge', 'nothingToMerge'), '“要合并的客户”有误: 请至少选择一个要合并的其他客户。')
  assert.equal(zh('channel', 'unknown'), '“渠道”有误: 不存在。')
  assert.equal(zh('email', 'notAnEmail'), '“邮箱”有误: 不是有效的邮箱地址。')
  assert.equal(zh('lines.2.productId', 'unknown'), '“第 3 行产品”有误: 不存在。')
  assert.equal(
    errorText('invalidInput', 'en', { field: 'lines.0.quantity', reason: 'missing' }),
    '“Quantity in row 1” is not right: it is missing.',
  )
  assert.equal(zh('low', '5 > 3'), '“下限”有误: 5 > 3。')
  assert.equal(zh('low', 'some English'), '“下限”有误: 值不符合要求。')
})

/** What a pattern captures in the server's own files, with the file. */
function saidInServer(pattern: RegExp): ReadonlyArray<readonly [file: string, said: string]> {
  const root = new URL('../../', import.meta.url)
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('node_modules'),
  )
  return files.flatMap((file) => {
    const text = readFileSync(new URL(file, root), 'utf8')
    return [...text.matchAll(pattern)].map((match) => [file, match[1] ?? ''] as const)
  })
}

test('Every reason that the server gives is one that has its texts.', () => {
  const given = saidInServer(/AppError\(\s*'invalidInput',\s*\{[^}]*?reason: '([^']*)'/g)
  assert.ok(given.length > 15, String(given.length))
  for (const [file, reason] of given)
    assert.ok(Object.hasOwn(INPUT_REASONS, reason) || !/\p{L}/u.test(reason), `${file}: ${reason}`)
})

test('The title of every problem is a sentence without gaps.', () => {
  for (const code of Object.keys(ERRORS) as ErrorCode[])
    for (const locale of LOCALES) {
      const title = problemTitle(code, locale)
      assert.match(title, /[.。!?]$/, `${code} ${locale}`)
      assert.doesNotMatch(title, /[{}]| {2}|“”|「」| \./, `${code} ${locale}`)
    }
})

test('Codes of files, imports, kinds and choices are said in words.', () => {
  assert.match(errorText('fileForeign', 'zh-CN', { what: 'oldWorkbook' }), /旧版 Excel 工作簿/)
  assert.match(errorText('fileForeign', 'en', { what: 'webPage' }), /its content: a web page/)
  assert.match(errorText('importState', 'zh-TW', { state: 'running' }), /「匯入中」/)
  assert.equal(errorText('notFound', 'en', { what: 'salesReturn', id: 7 }), 'There is no return 7.')
  assert.equal(errorText('notFound', 'zh-CN', { what: 'salesReturn', id: 7 }), '找不到退货 7。')
  const choice = { field: 'status', value: 'x', choices: 'draft, approved' }
  assert.match(errorText('notAChoice', 'zh-CN', choice), /草稿, 已批准/)
  assert.match(errorText('notAChoice', 'en', choice), /draft, approved/)
})

test('Whatever the server says is not there has its word in every language.', () => {
  // What is no literal is held to the words by its type: `new AppError('notFound', …)` takes a `MissingThing` only.
  const said = saidInServer(/'notFound',\s*\{\s*what: '([^']*)'/g)
  assert.ok(said.length > 60, String(said.length))
  const things = new Set<string>([...said.map(([, what]) => what), ...MISSING_THINGS])
  for (const what of things) {
    const text = (locale: 'zh-CN' | 'zh-TW' | 'en') => errorText('notFound', locale, { what, id: 3 })
    assert.match(text('zh-CN'), /^找不到(API )?\p{Script=Han}+ 3。$/u, what)
    assert.match(text('zh-TW'), /^找不到(API )?\p{Script=Han}+ 3。$/u, what)
    assert.match(text('en'), /^There is no (API )?[a-z -]+ 3\.$/, what)
  }
  assert.equal(errorText('notFound', 'zh-CN', { what: 'scenario', id: 3 }), '找不到目标方案 3。')
  assert.equal(errorText('cascadeReason', 'zh-CN', { what: 'amount' }), '请写明: 金额。')
})

test('A permission that a role lacks is named by what it lets somebody do.', () => {
  for (const action of ACTIONS) {
    for (const locale of ['zh-CN', 'zh-TW'] as const)
      assert.match(
        errorText('forbidden', locale, { action }),
        /\((SMART )?[^()]*\p{Script=Han}+[^()]*\)。$/u,
        action,
      )
    for (const locale of LOCALES)
      assert.ok(!errorText('forbidden', locale, { action }).includes(`(${action})`), `${action} ${locale}`)
  }
  assert.equal(
    errorText('forbidden', 'zh-CN', { action: 'fields.margin' }),
    '您的角色没有此项权限 (查看毛利)。',
  )
  const state = { state: 'accepted', action: 'sign' }
  assert.equal(
    errorText('cascadeState', 'zh-CN', state),
    '当前状态 (已接受) 下不能执行此操作 (签署)。请刷新后查看。',
  )
  assert.doesNotMatch(errorText('forbidden', 'zh-CN', { action: 'orders' }), /[a-z]/)
})
