import { DEAL_SOURCES } from './deals.ts'
import { FIELD_SOURCES } from './field-work.ts'
import { GROUND_SOURCES } from './ground.ts'
import { LEDGER_SOURCES } from './ledger.ts'
import { ORDER_SOURCES } from './orders.ts'
import type { FactSource } from './source.ts'

/** Every source that a metric may be computed from. */
export const FACT_SOURCES: readonly FactSource[] = [
  ...ORDER_SOURCES,
  ...LEDGER_SOURCES,
  ...DEAL_SOURCES,
  ...FIELD_SOURCES,
  ...GROUND_SOURCES,
]

const BY_NAME = new Map(FACT_SOURCES.map((source) => [source.name, source]))

/** The source of a fact; null where there is none of that name. */
export function sourceOf(name: string): FactSource | null {
  return BY_NAME.get(name) ?? null
}

export {
  type Amount,
  columnOf,
  type Dimension,
  dimensionColumn,
  type FactSource,
  type Filterable,
} from './source.ts'
