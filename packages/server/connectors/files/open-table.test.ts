import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { memorySource } from './byte-source.ts'
import { openTable, type ReadingWish } from './open-table.ts'
import { TableFailure } from './raw-row.ts'
import { serialText, showsDate } from './workbook/cell-format.ts'
import { columnOf } from './workbook/read-sheet.ts'
import { type Cell, writeTable } from './write-table.ts'
import { writeZip } from './write-zip.ts'

async function table(content: Buffer | string, wish: ReadingWish = {}) {
  const opened = await openTable(memorySource(Buffer.from(content as string)), wish)
  const rows: Array<readonly string[]> = []
  const broken: Array<string | null> = []
  for await (const batch of opened.rows())
    for (const row of batch) {
      rows.push(row.values)
      broken.push(row.broken)
    }
  return { ...opened.reading, headers: opened.headers, rows, broken }
}

async function refusal(content: Buffer | string): Promise<string> {
  try {
    await table(content)
  } catch (error) {
    if (error instanceof TableFailure) return `${error.code} ${error.detail['what'] ?? ''}`.trim()
    throw error
  }
  return 'taken'
}

function utf16(text: string, order: 'le' | 'be', marked: boolean): Buffer {
  const content = Buffer.from(`${marked ? '\ufeff' : ''}${text}`, 'utf16le')
  return order === 'le' ? content : content.swap16()
}

/** 客户,金额 / 恒远,12 in GB18030. */
const GB18030 = Buffer.from([
  0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a, 0xba, 0xe3, 0xd4, 0xb6, 0x2c, 0x31, 0x32, 0x0a,
])

test('Text is understood in UTF-8 with and without mark, UTF-16 either way with and without mark, and GB18030.', async () => {
  const text = '客户,金额\n恒远,12\n'
  for (const [name, content, encoding] of [
    ['utf-8', text, 'utf-8'],
    ['utf-8 marked', `\ufeff${text}`, 'utf-8'],
    ['utf-16le marked', utf16(text, 'le', true), 'utf-16le'],
    ['utf-16be marked', utf16(text, 'be', true), 'utf-16be'],
    ['utf-16le', utf16(text, 'le', false), 'utf-16le'],
    ['utf-16be', utf16(text, 'be', false), 'utf-16be'],
    ['gb18030', GB18030, 'gb18030'],
  ] as const) {
    const read = await table(content)
    assert.deepEqual(
      [read.encoding, read.headers, read.rows],
      [encoding, ['客户', '金额'], [['恒远', '12']]],
      name,
    )
  }
})

test('Chinese text in UTF-16 is text although bytes of its characters look like control characters and zeros.', async () => {
  // 期 is U+671F, 朝 U+671D, 一 U+4E00, 开 U+5F00: their bytes alone are controls and zeros.
  const text = `日期,客户,星期\n${'期初,朝一开一万一期,星期一\n'.repeat(40)}`
  for (const order of ['le', 'be'] as const)
    for (const marked of [true, false]) {
      const read = await table(utf16(text, order, marked))
      assert.equal(read.encoding, `utf-16${order}`, `${marked}`)
      assert.deepEqual([read.headers, read.rows.length], [['日期', '客户', '星期'], 40])
      assert.deepEqual(read.rows[0], ['期初', '朝一开一万一期', '星期一'])
    }
  const mixed = Buffer.from(Array.from({ length: 4_096 }, (_, at) => (at * 167 + 13 * (at >> 8)) % 256))
  for (const mark of [[], [0xff, 0xfe], [0xfe, 0xff]])
    assert.equal(await refusal(Buffer.concat([Buffer.from(mark), mixed])), 'fileForeign binary')
})

test('Commas, semicolons, tabs and bars are told apart, and line ends of all three systems.', async () => {
  for (const separator of [',', ';', '\t', '|'])
    for (const newline of ['\n', '\r\n', '\r']) {
      const text = [
        ['a', 'b', 'c'],
        ['1', '2,5', '3;4'],
        ['4', '5', '6'],
      ]
        .map((row) => row.map((value) => `"${value}"`).join(separator))
        .join(newline)
      const read = await table(`${text}${newline}`)
      assert.equal(read.separator, separator)
      assert.deepEqual(read.rows, [
        ['1', '2,5', '3;4'],
        ['4', '5', '6'],
      ])
    }
})

test('Titles above the header are left out, blank lines too, and headers are made different.', async () => {
  const read = await table('销售报表\n\n编号,金额,金额,\n1,2,3,4\n\n5,6,7,8\n')
  assert.deepEqual(read.headerRow, 3)
  assert.deepEqual(read.headers, ['编号', '金额', '金额 (2)', '#4'])
  assert.deepEqual(read.rows, [
    ['1', '2', '3', '4'],
    ['5', '6', '7', '8'],
  ])
})

test('A torn row and one with broken quotes are handed on as broken, the others are not held up.', async () => {
  const read = await table('a,b\n1,2\n3\n4,5,6\n"7"x,8\n9,10\n')
  assert.deepEqual(read.broken, [null, 'rowLength', 'rowLength', 'rowQuotes', null])
})

test('A line without an end is one broken row of which the start is kept, and the rows behind it keep their numbers.', async () => {
  const long = `3,${'x'.repeat(3_000_000)}`
  for (const newline of ['\n', '\r\n', '\r']) {
    const read = await table(['a,b', '1,2', long, '5,6', ''].join(newline))
    assert.deepEqual(read.broken, [null, 'rowTooLong', null])
    assert.deepEqual(
      read.rows.map((row) => row.join(',').slice(0, 5)),
      ['1,2', '3,xxx', '5,6'],
    )
    assert.ok((read.rows[1]?.join(',').length ?? 0) < 1_000)
  }
  const last = await table(`a,b\n1,2\n${long}`)
  assert.deepEqual(last.broken, [null, 'rowTooLong'])
  const closed = await table(`a,b\n1,2\n3,"x\n${'x'.repeat(3_000_000)}"\n5,6\n`)
  assert.deepEqual([closed.broken.at(0), closed.broken.at(-1), closed.rows.at(-1)], [null, null, ['5', '6']])
})

test('Files that are something else are refused by what they are, whatever their name.', async () => {
  assert.equal(await refusal(''), 'fileEmpty')
  assert.equal(await refusal('\n\n'), 'fileEmpty')
  assert.equal(await refusal('%PDF-1.7 …'), 'fileForeign pdf')
  assert.equal(
    await refusal(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])),
    'fileForeign oldWorkbook',
  )
  assert.equal(await refusal(Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10])), 'fileForeign picture')
  assert.equal(await refusal(Buffer.from([0x1f, 0x8b, 8, 0])), 'fileForeign otherArchive')
  assert.equal(await refusal('<html><table><tr><td>1</td></tr></table></html>'), 'fileForeign webPage')
  assert.equal(await refusal(Buffer.from([1, 2, 3, 0, 0, 0, 7, 8, 5, 1, 0, 3])), 'fileForeign binary')
  const endless = await table(`a,b\n"${'x'.repeat(1_200_000)}`)
  assert.ok(endless.broken.every((reason) => reason !== null))
})

type Parts = Readonly<Record<string, string>>

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const BOOK: Parts = {
  'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="r"><sheets><sheet name="销售" sheetId="1" r:id="r1"/><sheet name="其他" sheetId="2" r:id="r2"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="r9" Target="file:///etc/passwd" TargetMode="External"/></Relationships>',
  'xl/styles.xml': `<styleSheet ${MAIN}><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
  'xl/sharedStrings.xml': `<sst ${MAIN}><si><t>客户</t></si><si><r><t>恒</t></r><r><t>远</t></r><rPh><t>ignored</t></rPh></si></sst>`,
  'xl/worksheets/sheet1.xml': `<worksheet ${MAIN}><sheetData>
    <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>日期</t></is></c><c r="C1" t="str"><v>金额</v></c><c r="D1" t="str"><v>x</v></c></row>
    <row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>45418</v></c><c r="C3"><f>SUM(A1:A2)</f><v>0.30000000000000004</v></c></row>
    <row r="4"><c r="B4" s="2"><v>45418.5</v></c><c r="C4" t="e"><v>#N/A</v></c><c r="D4" t="b"><v>1</v></c></row>
  </sheetData></worksheet>`,
  'xl/worksheets/sheet2.xml': `<worksheet ${MAIN}><sheetData><row><c t="str"><v>h</v></c></row><row><c><v>7</v></c></row></sheetData></worksheet>`,
}

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

const archive = (parts: Parts): Promise<Buffer> =>
  bytesOf(writeZip(Object.entries(parts).map(([name, content]) => ({ name, content: [content] }))))

test('A workbook gives shared, inline and computed texts, days by their format, and the saved value of formulas.', async () => {
  const content = await archive(BOOK)
  const read = await table(content)
  assert.deepEqual([read.format, read.sheets, read.sheet], ['workbook', ['销售', '其他'], '销售'])
  assert.deepEqual(read.headers, ['客户', '日期', '金额', 'x'])
  assert.deepEqual(read.rows, [
    ['恒远', '2024-05-06', '0.3'],
    ['', '2024-05-06 12:00:00', '#N/A', 'TRUE'],
  ])
  assert.deepEqual((await table(content, { sheet: '其他' })).rows, [['7']])
})

test('A workbook that counts its days from 1904 gives the same days.', async () => {
  const since1904 = {
    ...BOOK,
    'xl/workbook.xml': (BOOK['xl/workbook.xml'] ?? '').replace(
      '<sheets>',
      '<workbookPr date1904="1"/><sheets>',
    ),
  }
  const read = await table(await archive(since1904))
  assert.equal(read.rows[0]?.[1], '2028-05-07')
  assert.deepEqual(
    [serialText(1, false), serialText(61, false), serialText(0, true), serialText(-1, false)],
    ['1900-01-01', '1900-03-01', '1904-01-01', null],
  )
})

test('Formats are dates by their letters outside of quotes and brackets.', () => {
  const dates = ['yyyy-mm-dd', 'd/m/yy', '[$-804]yyyy"年"m"月"d"日"', 'h:mm']
  const numbers = ['0.00', '#,##0.00"days"', '[Red]0', 'General', '0\\d']
  assert.deepEqual(
    [dates.map(showsDate), numbers.map(showsDate)],
    [dates.map(() => true), numbers.map(() => false)],
  )
  assert.deepEqual([columnOf('A1'), columnOf('AB7'), columnOf(undefined)], [0, 27, null])
})

/** A ZIP archive of one part, its directory claiming whatever is wanted. */
function forged(name: string, content: Buffer, claimed: number): Buffer {
  const packed = deflateRawSync(content)
  const file = Buffer.from(name)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(20, 4)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(claimed, 22)
  local.writeUInt16LE(file.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(20, 6)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(claimed, 24)
  entry.writeUInt16LE(file.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length + file.length, 12)
  end.writeUInt32LE(local.length + file.length + packed.length, 16)
  return Buffer.concat([local, file, packed, entry, file, end])
}

test('Bombs, lies about sizes, document types, other archives and damage end in a sentence.', async () => {
  const zeros = Buffer.alloc(64 * 1024 * 1024)
  assert.equal(await refusal(forged('xl/workbook.xml', zeros, zeros.length)), 'workbookBomb')
  assert.equal(await refusal(forged('xl/workbook.xml', zeros, 100)), 'fileDamaged')
  const entity = { ...BOOK, 'xl/workbook.xml': `<!DOCTYPE x [<!ENTITY a "aaaa">]>${BOOK['xl/workbook.xml']}` }
  assert.equal(await refusal(await archive(entity)), 'workbookDtd')
  assert.equal(await refusal(await archive({ 'readme.txt': 'hello' })), 'fileForeign otherArchive')
  assert.equal(await refusal((await archive(BOOK)).subarray(0, 900)), 'fileDamaged')
  const torn = { ...BOOK, 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row>' }
  assert.equal(await refusal(await archive(torn)), 'fileDamaged')
  const far = {
    ...BOOK,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row><c r="ZZZ1"><v>1</v></c></row></sheetData></worksheet>`,
  }
  assert.equal(await refusal(await archive(far)), 'tooManyColumns')
})

test('A workbook whose elements, texts, attributes or comments have no end is refused before they fill the memory.', async () => {
  const sheet = (content: string) =>
    archive({
      ...BOOK,
      'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${content}</sheetData></worksheet>`,
    })
  const times = 120_000
  const deep = `${'<a>'.repeat(times)}${'</a>'.repeat(times)}`
  const attributes = Array.from({ length: times }, (_, at) => ` a${at}="1"`).join('')
  const long = 'a'.repeat(1_500_000)
  for (const content of [
    `<row>${deep}</row>`,
    `<row${attributes}/>`,
    `<row><c t="inlineStr"><is><t>${long}</t></is></c></row>`,
    `<row x="${long}"/>`,
    `<!--${long}-->`,
  ])
    assert.equal(await refusal(await sheet(content)), 'workbookBomb', content.slice(0, 40))
  const shared = { ...BOOK, 'xl/sharedStrings.xml': `<sst><si><t>${long}</t></si></sst>` }
  assert.equal(await refusal(await archive(shared)), 'workbookBomb')
})

test('What is written as CSV and as XLSX is read back.', async () => {
  const rows: Cell[][] = [
    ['恒远 "A", <b>&\n第二行', '-1234.5', '2024-05-06'],
    ['=1+1', '0', null],
  ]
  const columns = (['text', 'number', 'text'] as const).map((kind, at) => ({ title: `列${at}`, kind }))
  for (const format of ['csv', 'xlsx'] as const) {
    const read = await table(await bytesOf(writeTable(format, { name: '表', columns, rows })))
    assert.deepEqual(read.headers, ['列0', '列1', '列2'])
    assert.deepEqual(read.rows[0], rows[0])
    assert.deepEqual(read.rows[1]?.slice(0, 2), ["'=1+1", '0'])
  }
})
