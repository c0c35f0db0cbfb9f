import { FACT_KINDS } from './facts.ts'
import type { Field } from './field.ts'
import type { Kind } from './kind.ts'
import type { KindName } from './labels.ts'
import { RECORD_KINDS } from './records.ts'
import { TREE_KINDS } from './trees.ts'

/** Every kind of entry, records first. */
export const KINDS: readonly Kind[] = [...RECORD_KINDS, ...FACT_KINDS]

export const KIND_NAMES = KINDS.map((kind) => kind.name)

/** Every kind that a file can bring in: entries, and the trees. */
export const IMPORT_KINDS: readonly Kind[] = [...KINDS, ...TREE_KINDS]

export const IMPORT_KIND_NAMES = IMPORT_KINDS.map((kind) => kind.name)

/** Whether a kind is a tree: nodes with places, and no entries. */
export function isTree({ name }: Pick<Kind, 'name'>): boolean {
  return TREE_KINDS.some((kind) => kind.name === name)
}

/** The definition of a kind. */
export function kindOf(name: KindName): Kind {
  return IMPORT_KINDS.find((kind) => kind.name === name) as Kind
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
