import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CopyText, field } from './copy-text.ts'

test('rows become the bytes of their text, however long and in whatever script', () => {
  const rows = ['1\tplain\n', `2\t${'恒远机电🚲'.repeat(90_000)}\n`, '3\tafter a long one\n']
  const text = new CopyText()
  assert.equal(text.length, 0)
  for (const row of rows) text.add(row)
  assert.equal(text.bytes.toString('utf8'), rows.join(''))
  assert.equal(text.length, Buffer.byteLength(rows.join('')))
})

test('a value of COPY keeps what would end a field or a row, and tells nothing from an empty text', () => {
  assert.equal(field('a\tb\nc\\d\re'), 'a\\\tb\\\nc\\\\d\\\re')
  assert.equal(field(null), '\\N')
  assert.equal(field(''), '')
  assert.equal(field(7), '7')
})
