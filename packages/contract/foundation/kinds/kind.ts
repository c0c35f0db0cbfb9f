import type { Action } from '../../access.ts'
import type { Field } from './field.ts'
import type { FieldName, KindName } from './labels.ts'

/**
 * Whose rows a caller sees: `workspace` everybody's; `credit` those of their people and units, by the columns
 * person_id and org_unit_id; `customer` those of customers that they may see; `deal` those of opportunities that they
 * may see; `people` the people themselves.
 */
export type Sight = 'workspace' | 'credit' | 'customer' | 'deal' | 'people'

/** A kind of record or fact: one definition for its list, its form, its import, its interface and its export. */
export type Kind = {
  readonly name: KindName
  readonly table: string
  /** column of the id */
  readonly key: string
  readonly fields: readonly Field[]
  /** columns that no two entries share besides source and external id, removed ones included; null where there are none */
  readonly unique: readonly string[] | null
  /** whether an entry that arrives from elsewhere with the same unique columns is the one on record */
  readonly sameByKey: boolean
  /** the field that names an entry for a person */
  readonly title: FieldName
  /** the field whose day decides the period, null for what has no day */
  readonly day: FieldName | null
  readonly sight: Sight
  /** who may write it by hand */
  readonly write: Action
  /** whether it is a record of the business or a fact that happened */
  readonly group: 'records' | 'facts'
}

type Parts = Pick<Kind, 'name' | 'table' | 'fields' | 'title'> & Partial<Kind>

/** A record: something the business knows. */
export function record(parts: Parts): Kind {
  return {
    key: `${parts.table}_id`,
    day: null,
    unique: parts.fields.some(({ name }) => name === 'code') ? ['code'] : null,
    sameByKey: false,
    sight: 'workspace',
    write: 'records.write',
    group: 'records',
    ...parts,
  }
}

/** A fact: something that happened on a day. */
export function fact(parts: Parts): Kind {
  return {
    key: `${parts.table}_id`,
    day: 'day',
    unique: null,
    sameByKey: false,
    sight: 'credit',
    write: 'facts.write',
    group: 'facts',
    ...parts,
  }
}
