import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { type Cell, neutralise, type Table, writeCsv, writeXlsx } from './write-table.ts'

async function bytesOf(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of parts) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The files of an archive by its directory, the way a reader finds them. */
function unzip(archive: Buffer): Map<string, string> {
  const end = archive.length - 22
  assert.equal(archive.readUInt32LE(end), 0x0605_4b50)
  const files = new Map<string, string>()
  let at = archive.readUInt32LE(end + 16)
  for (let i = 0; i < archive.readUInt16LE(end + 10); i++) {
    assert.equal(archive.readUInt32LE(at), 0x0201_4b50)
    const [packed, size, nameLength, local] = [20, 24, 28, 42].map((offset) =>
      offset === 28 ? archive.readUInt16LE(at + offset) : archive.readUInt32LE(at + offset),
    ) as [number, number, number, number]
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
    const start = local + 30 + archive.readUInt16LE(local + 26)
    const content = inflateRawSync(archive.subarray(start, start + packed))
    assert.equal(content.length, size)
    files.set(name, content.toString('utf8'))
    at += 46 + nameLength
  }
  return files
}

const table = (rows: readonly (readonly Cell[])[], kinds: readonly ('text' | 'number')[]): Table => ({
  name: 'Test',
  columns: kinds.map((kind, i) => ({ title: `column ${i + 1}`, kind })),
  rows,
})

const csvOf = async (source: Table) => (await bytesOf(writeCsv(source))).toString('utf8')

test('a cell that a spreadsheet would compute gets an apostrophe, and numbers stay numbers', async () => {
  const dangerous = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1']
  const csv = await csvOf(
    table(
      [...dangerous.map((text) => [text, '-12.5000']), ['plain', -3], ['−1', 'not a number']],
      ['text', 'number'],
    ),
  )
  assert.equal(
    csv,
    `\uFEFFcolumn 1,column 2\r\n'=1+1,-12.5000\r\n'+1,-12.5000\r\n'-1,-12.5000\r\n'@SUM(A1),-12.5000\r\n"'\t=1",-12.5000\r\n"'\r=1",-12.5000\r\nplain,-3\r\n−1,not a number\r\n`,
  )
  const sheet =
    unzip(await bytesOf(writeXlsx(table([['=HYPERLINK("x")', '-12.5']], ['text', 'number'])))).get(
      'xl/worksheets/sheet1.xml',
    ) ?? ''
  assert.match(sheet, /<t xml:space="preserve">'=HYPERLINK\(&quot;x&quot;\)<\/t>/)
  assert.match(sheet, /<c><v>-12\.5<\/v><\/c>/)
  assert.ok(!sheet.includes('<f>'))
})

test('no text of any kind leaves a CSV cell that begins like a formula, and every cell comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { minLength: 1, maxLength: 6 }),
      async (texts) => {
        const csv = (
          await csvOf(
            table(
              [texts],
              texts.map(() => 'text'),
            ),
          )
        )
          .split('\r\n')
          .slice(1)
          .join('\r\n')
        const cells = [...csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",]*))(?:,|\r\n$)/g)].map((match) =>
          (match[1] ?? match[2] ?? '').replaceAll('""', '"'),
        )
        assert.deepEqual(cells.slice(0, texts.length), texts.map(neutralise))
        assert.ok(cells.every((cell) => !/^[=+\-@\t\r]/.test(cell)))
      },
    ),
    { numRuns: 200, seed: 7 },
  )
})

test('a workbook holds the parts that a reader looks for, escapes its text and drops what XML does not know', async () => {
  const files = unzip(
    await bytesOf(writeXlsx(table([['a<b>&"c"\u0000\uD800 中文', null]], ['text', 'text']))),
  )
  assert.deepEqual([...files.keys()].toSorted(), [
    '[Content_Types].xml',
    '_rels/.rels',
    'xl/_rels/workbook.xml.rels',
    'xl/workbook.xml',
    'xl/worksheets/sheet1.xml',
  ])
  assert.match(
    files.get('xl/worksheets/sheet1.xml') ?? '',
    /a&lt;b&gt;&amp;&quot;c&quot;\uFFFD 中文<\/t><\/is><\/c><c\/><\/row>/,
  )
})

test('two hundred thousand rows are written without being held', async () => {
  function* many(): Generator<readonly Cell[]> {
    for (let i = 0; i < 200_000; i++) yield [`row ${i}`, i]
  }
  let bytes = 0
  let largest = 0
  for await (const chunk of writeXlsx({ ...table([], ['text', 'number']), rows: many() })) {
    bytes += chunk.length
    largest = Math.max(largest, chunk.length)
  }
  assert.ok(bytes > 500_000 && largest < 200_000, `${bytes} bytes, the largest piece ${largest}`)
})
