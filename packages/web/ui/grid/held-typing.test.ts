import assert from 'node:assert/strict'
import { test } from 'node:test'
import { heldTyping } from './held-typing.ts'

/** A field as far as typing into it goes. */
class Field extends EventTarget {
  #text = ''
  readonly keys: string[] = []
  get value(): string {
    return this.#text
  }
  set value(text: string) {
    this.#text = text
  }
  override dispatchEvent(event: Event): boolean {
    this.keys.push(event.type)
    return true
  }
}

test('what is typed before the editor is there comes into it whole, and Enter after it', () => {
  const frames: Array<() => void> = []
  const next = () => {
    for (const frame of frames.splice(0)) frame()
  }
  let field: Field | null = null
  Object.assign(globalThis, {
    document: { querySelector: () => field },
    requestAnimationFrame: (frame: () => void) => frames.push(frame),
    HTMLTextAreaElement: Field,
    HTMLInputElement: Field,
    KeyboardEvent: class extends Event {},
  })
  const { begins, keeps } = heldTyping()
  const press = (key: string) => ({ key, ctrlKey: false, metaKey: false })
  assert.equal(keeps(press('1')), false, 'nothing is on its way yet')
  begins(press('1'))
  for (const key of ['2', '4', 'Backspace', '3', 'Enter']) assert.equal(keeps(press(key)), true, key)
  next()
  const opened = new Field()
  opened.value = '1'
  field = opened
  next()
  assert.equal(opened.value, '123')
  next()
  assert.deepEqual(opened.keys, ['input', 'keydown'])
  assert.equal(keeps(press('5')), false, 'the editor hears for itself')
})
