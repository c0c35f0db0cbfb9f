import { FACT_KINDS } from './facts.ts'
import type { Field } from './field.ts'
import type { Kind } from './kind.ts'
import type { KindName } from './labels.ts'
import { RECORD_KINDS } from './records.ts'

/** Every kind of entry, records first. */
export const KINDS: readonly Kind[] = [...RECORD_KINDS, ...FACT_KINDS]

export const KIND_NAMES = KINDS.map((kind) => kind.name)

/** The definition of a kind. */
export function kindOf(name: KindName): Kind {
  return KINDS.find((kind) => kind.name === name) as Kind
}

/** A field of a kind; null where it has none of that name. */
export function fieldOf(kind: Kind, name: string): Field | null {
  return kind.fields.find((field) => field.name === name) ?? null
}

export type { Field, FieldType, LinkTarget } from './field.ts'
export type { Kind, Sight } from './kind.ts'
export {
  choiceLabel,
  type FieldName,
  fieldLabel,
  type KindName,
  kindLabel,
  kindLabelOf,
  labelOf,
} from './labels.ts'
