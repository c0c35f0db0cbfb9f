import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { StartFailure } from '../../platform/failure.ts'
import { readWholeTable } from './read-table.ts'
import { mapTable } from './row-reader.ts'
import { RecordSplitter } from './split-records.ts'

const folder = mkdtempSync(join(tmpdir(), 'salesloom-table-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function fileOf(content: string | Buffer): string {
  const file = join(folder, 'table.csv')
  writeFileSync(file, content)
  return file
}

const rowsOf = async (content: string | Buffer, columns = ['a', 'b']) =>
  (await readWholeTable(fileOf(content), columns)).map((row) => [row.rowNumber, ...row.values])

async function sentence(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof StartFailure, `expected one sentence, got ${String(error)}`)
  return error.message
}

test('Columns are found by name in any order; quotes, line ends and blank lines are read as RFC 4180 says.', async () => {
  assert.deepEqual(await rowsOf('b,x,a\n1,2,3\n'), [[2, '3', '1']])
  assert.deepEqual(await rowsOf('\uFEFFa,b\r\n"x,""y""\r\nz",2\r\n\r\n3,4'), [
    [2, 'x,"y"\r\nz', '2'],
    [4, '3', '4'],
  ])
})

test('What is wrong with a file is one sentence with its place.', async () => {
  assert.match(await sentence(rowsOf('')), /table\.csv is empty/)
  assert.match(await sentence(rowsOf('a,c\n1,2\n')), /no column b; it has: a, c/)
  assert.match(await sentence(rowsOf('a,b\n1,2\n1,2,3\n')), /row 3: 3 values where the header has 2/)
  assert.match(await sentence(rowsOf('a,b\n1,"2\n3,4\n')), /row 2: a quote is opened and never closed/)
  assert.match(await sentence(rowsOf('a,b\n1,2\n1,"2"x\n')), /row 3: .*quote/)
  assert.match(await sentence(rowsOf('a,b\n1,2\n1,\0\n')), /row 3: it holds a zero byte/)
  assert.match(await sentence(rowsOf(Buffer.from([97, 44, 98, 10, 0xff, 0xfe, 10]))), /not UTF-8/)
  assert.match(await sentence(rowsOf(`a,b\n"${'x'.repeat(1_100_000)}`)), /row 2: .*quote/)
})

test('A file that is missing, a folder and a link are refused.', async () => {
  mkdirSync(join(folder, 'inner'))
  fileOf('a,b\n1,2\n')
  symlinkSync(join(folder, 'table.csv'), join(folder, 'link.csv'))
  assert.match(await sentence(readWholeTable(join(folder, 'none.csv'), ['a'])), /none\.csv is missing/)
  assert.match(await sentence(readWholeTable(join(folder, 'inner'), ['a'])), /inner is not a file/)
  assert.match(await sentence(readWholeTable(join(folder, 'link.csv'), ['a'])), /link\.csv is a link/)
})

test('A value that does not fit is named by file, row, column and value.', async () => {
  const read = (content: string, take: Parameters<typeof mapTable>[2]) =>
    sentence(mapTable(fileOf(content), ['a', 'b'], take))
  assert.match(
    await read('a,b\n2013-02-30,1\n', (row) => row.date('a')),
    /row 2, column a: “2013-02-30” is not a date/,
  )
  assert.match(await read('a,b\nx,1\nx,2\n', (row) => row.key('a')), /row 3, column a: “x” is not unique/)
  assert.match(await read('a,b\n1,1e5\n', (row) => row.decimal('b')), /column b: “1e5” is not an amount/)
  assert.match(await read('a,b\n1,1.01\n', (row) => row.share('b')), /“1.01” is not a share/)
  assert.match(await read('a,b\n91,1\n', (row) => row.degrees('a', 90)), /“91” is not a number of degrees/)
  assert.match(await read('a,b\nk,1\n', (row) => row.link(new Map(), 'a')), /“k” is not a key/)
})

test('However a text is cut into pieces, the records are the same.', () => {
  const value = fc.stringMatching(/^[a-z",\n]{0,6}$/)
  const record = fc.array(value, { minLength: 2, maxLength: 4 })
  fc.assert(
    fc.property(
      fc.array(record, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 9 }),
      (records, step) => {
        const text = `head,er\n${records
          .map((values) => values.map((v) => `"${v.replaceAll('"', '""')}"`).join(','))
          .join('\n')}\n`
        const splitter = new RecordSplitter()
        const read: string[][] = []
        for (let at = 0; at < text.length; at += step) read.push(...splitter.push(text.slice(at, at + step)))
        read.push(...splitter.end())
        assert.deepEqual(read, [['head', 'er'], ...records])
      },
    ),
  )
})
