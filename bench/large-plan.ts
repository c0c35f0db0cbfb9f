import { cutDimension, type Dimension, leafPositions } from '../packages/engine/allocation/index.ts'
import { openPlanCube, orderCells, orderPlan, type PlanCube } from '../packages/engine/plan-cube/index.ts'
import { seededRandom } from '../packages/engine/random/index.ts'

/** Organisation nodes at each of five levels: 5,000 in all. */
const ORGANISATION = [1, 8, 64, 448, 4_479]
const REGIONS = 31
const PRODUCTS = 200
const CUSTOMER_TYPES = 20
const COMBINATIONS = 833_334

function organisation(): Dimension {
  const members = ORGANISATION.flatMap((size, level) =>
    Array.from({ length: size }, (_, i) => ({
      key: `unit:${level}:${i}`,
      parent: level === 0 ? null : `unit:${level - 1}:${Math.floor((i * ORGANISATION[level - 1]!) / size)}`,
    })),
  )
  return cutDimension('organisation', members)
}

function flat(name: string, size: number): Dimension {
  const leaves = Array.from({ length: size }, (_, i) => ({ key: `${name}:${i}`, parent: 'all' }))
  return cutDimension(name, [{ key: 'all', parent: null }, ...leaves])
}

export type LargePlan = { readonly plan: PlanCube; readonly dimensions: readonly Dimension[] }

/** Combinations of each person: distinct products and customer types, in no order; one region each. */
function randomPositions(dimensions: readonly Dimension[], random: () => number): Int32Array {
  const [people = [], regions = [], products = [], types = []] = dimensions.map(leafPositions)
  const positions = new Int32Array(COMBINATIONS * 4)
  let row = 0
  for (const [p, person] of people.entries()) {
    const end = Math.round(((p + 1) * COMBINATIONS) / people.length)
    const region = regions[p % regions.length]!
    const taken = new Set<number>()
    while (row < end) {
      const pair = Math.floor(random() * PRODUCTS * CUSTOMER_TYPES)
      if (taken.has(pair)) continue
      taken.add(pair)
      const item = products[Math.floor(pair / CUSTOMER_TYPES)]!
      positions.set([person, region, item, types[pair % CUSTOMER_TYPES]!], 4 * row++)
    }
  }
  return positions
}

/** The plan of the bars: 10,000,008 leaf cells in minor units, skewed as sales are. */
export function largePlan(): LargePlan {
  const random = seededRandom(1)
  const dimensions = [
    organisation(),
    flat('region', REGIONS),
    flat('product', PRODUCTS),
    flat('customerType', CUSTOMER_TYPES),
  ]
  const months = Array.from({ length: 12 }, (_, m) => `2026-${String(m + 1).padStart(2, '0')}`)
  const { shape, order } = orderPlan(dimensions, randomPositions(dimensions, random), months)
  const values = new Float64Array(COMBINATIONS * 12)
  for (let i = 0; i < values.length; i++) values[i] = Math.floor(-Math.log(1 - random()) * 50_000)
  return { plan: openPlanCube(shape, { target: orderCells(order, values, 12) }), dimensions }
}
