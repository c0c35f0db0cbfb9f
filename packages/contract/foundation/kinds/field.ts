import type { FieldName } from './labels.ts'

/** What a field holds. Decimals are text with up to four places; days are civil dates; times are instants. */
export type FieldType =
  | 'text'
  | 'note'
  | 'decimal'
  | 'integer'
  | 'rate'
  | 'day'
  | 'time'
  | 'flag'
  | 'choice'
  | 'link'
  | 'degrees'

/** What a link may point to: another kind of entry, or a record that has a tree or a history of its own. */
export type LinkTarget =
  | 'customer'
  | 'contact'
  | 'person'
  | 'orgUnit'
  | 'region'
  | 'product'
  | 'customerType'
  | 'order'
  | 'opportunity'
  | 'lead'
  | 'pipeline'
  | 'stage'
  | 'proposal'
  | 'contract'
  | 'invoice'
  | 'campaign'
  | 'partner'
  | 'outlet'
  | 'objective'
  | 'lossReason'

/** One thing that an entry says. */
export type Field = {
  /** name on the wire; also finds its label */
  readonly name: FieldName
  /** column of the kind's table */
  readonly column: string
  readonly type: FieldType
  readonly required: boolean
  readonly to: LinkTarget | null
  readonly choices: readonly string[]
  /** headers under which files of other systems carry it, besides its own labels */
  readonly aliases: readonly string[]
  /** whether a list shows it unless told otherwise */
  readonly listed: boolean
  /** a figure that only some roles may read */
  readonly guard: 'cost' | null
}

type Options = Partial<Pick<Field, 'required' | 'aliases' | 'listed' | 'guard' | 'column'>>

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function field(name: FieldName, type: FieldType, options: Options, more: Partial<Field> = {}): Field {
  return {
    name,
    column: snake(name),
    type,
    required: false,
    to: null,
    choices: [],
    aliases: [],
    listed: true,
    guard: null,
    ...more,
    ...options,
  }
}

const of =
  (type: FieldType) =>
  (name: FieldName, options: Options = {}): Field =>
    field(name, type, options)

export const text = of('text')
export const note = (name: FieldName, options: Options = {}): Field =>
  field(name, 'note', { listed: false, ...options })
export const decimal = of('decimal')
export const integer = of('integer')
export const rate = of('rate')
export const day = of('day')
export const flag = of('flag')
export const time = of('time')
export const degrees = (name: FieldName, options: Options = {}): Field =>
  field(name, 'degrees', { listed: false, ...options })

export function choice(name: FieldName, choices: readonly string[], options: Options = {}): Field {
  return field(name, 'choice', options, { choices })
}

/** A field that points to another record; its column is the name with `_id` unless told otherwise. */
export function link(name: FieldName, to: LinkTarget, options: Options = {}): Field {
  return field(name, 'link', options, { to, column: `${snake(name)}_id` })
}
