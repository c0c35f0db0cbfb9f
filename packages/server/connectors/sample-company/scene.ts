import { type Book, type Customer, regionCode } from './customers.ts'
import type { Organisation, Person } from './organisation.ts'
import type { Draft } from './tables.ts'
import type { Timeline } from './timeline.ts'

/** A campaign under its number, with its first and last day. */
export type Campaign = { readonly id: number; readonly from: number; readonly until: number }

/** What every part of the generator works with. */
export type Scene = {
  readonly seed: number
  readonly timeline: Timeline
  readonly draft: Draft
  readonly organisation: Organisation
  /** numbers of the regions by code */
  readonly regions: ReadonlyMap<string, number>
  readonly campaigns: readonly Campaign[]
}

/** Customer, person, unit and region of something that happened on a day. */
export function credit(scene: Scene, book: Book, customer: Customer, day: number) {
  return creditTo(scene, book.personOn(day), customer)
}

export function creditTo(scene: Scene, person: Person, customer: Customer) {
  return {
    customer_id: customer.id,
    person_id: person.id,
    org_unit_id: person.unit,
    region_id: scene.regions.get(regionCode(customer.city)) ?? null,
  }
}

export const CURRENCY = 'CNY'
