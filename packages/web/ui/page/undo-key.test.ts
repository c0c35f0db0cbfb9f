import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isUndo, Undoable } from './undo-key.ts'

const CTRL_Z = {
  key: 'z',
  ctrlKey: true,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  defaultPrevented: false,
  typing: false,
}

test('Ctrl Z or ⌘ Z takes back, but not letters that are being typed, nor what a grid takes back itself.', () => {
  assert.ok(isUndo(CTRL_Z))
  assert.ok(isUndo({ ...CTRL_Z, ctrlKey: false, metaKey: true, key: 'Z' }))
  for (const other of [
    { key: 'y' },
    { ctrlKey: false },
    { shiftKey: true },
    { altKey: true },
    { defaultPrevented: true },
    { typing: true },
  ])
    assert.ok(!isUndo({ ...CTRL_Z, ...other }), JSON.stringify(other))
})

test('What was done last is taken back first, once, and only while it is offered.', () => {
  const undone: string[] = []
  const undoable = new Undoable()
  for (const key of ['a', 'b', 'c', 'a']) undoable.offer(key, () => undone.push(key))
  undoable.withdraw('c')
  undoable.withdraw('unknown')
  assert.deepEqual([undoable.undoLatest(), undoable.undoLatest(), undoable.undoLatest()], [true, true, false])
  assert.deepEqual(undone, ['a', 'b'])
})
