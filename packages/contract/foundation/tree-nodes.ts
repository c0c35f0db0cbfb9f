import { z } from 'zod'
import { bilingual, civilDate, id, ledgerDecimal } from '../primitives.ts'
import { procedure } from '../procedure.ts'
import { LIFE_CYCLE_STAGES } from './kinds/trees.ts'

/** The trees that places in them change with time. */
export const treeName = z.enum(['orgUnit', 'region', 'product', 'customerType'])
export type TreeName = z.infer<typeof treeName>

const code = z.string().trim().min(1).max(60)
const name = z.string().trim().min(1).max(200)

/** What a node may say besides its names; what a tree does not know is refused. */
const attributes = z.object({
  latitude: z.number().min(-90).max(90).nullable().optional(),
  longitude: z.number().min(-180).max(180).nullable().optional(),
  cityTier: z.string().max(40).nullable().optional(),
  income: ledgerDecimal.nullable().optional(),
  population: z.number().int().min(0).nullable().optional(),
  competitionIntensity: z.number().min(0).max(1).nullable().optional(),
  tier: z.string().max(40).nullable().optional(),
  unit: z.string().max(20).nullable().optional(),
})
export type NodeAttributes = z.infer<typeof attributes>

const placement = z.object({
  from: civilDate,
  to: civilDate.nullable().describe('first day on which it no longer holds'),
  parent: z.object({ id, name: bilingual }).nullable(),
})

const done = z.object({ id })

/** Changes of the trees: organisation, regions, products, customer types. */
export const treeNodes = {
  /** A node with its places through time, its attributes, and what depends on it. */
  getNode: procedure('records.read', 'workspace')
    .route({ method: 'GET', path: '/trees/{tree}/{id}', tags: ['records'] })
    .input(z.object({ tree: treeName, id }))
    .output(
      z.object({
        id,
        code: z.string(),
        kind: z.string(),
        name: bilingual,
        attributes,
        placements: z.array(placement),
        prices: z.array(
          z.object({
            from: civilDate,
            to: civilDate.nullable(),
            listPrice: z.string().nullable(),
            standardCost: z.string().nullable().describe('null also where the caller may not see costs'),
          }),
        ),
        stages: z.array(z.object({ from: civilDate, to: civilDate.nullable(), stage: z.string() })),
        dependants: z.array(z.object({ what: z.string(), count: z.number().int() })),
      }),
    ),

  createNode: procedure('records.write', 'workspace')
    .route({ method: 'POST', path: '/trees/{tree}', tags: ['records'] })
    .input(
      z.object({
        tree: treeName,
        parentId: id.nullable(),
        from: civilDate,
        code,
        kind: z.string().trim().min(1).max(40),
        name: z.object({ zh: name, en: name }),
        attributes: attributes.default({}),
      }),
    )
    .output(done),

  editNode: procedure('records.write', 'workspace')
    .route({ method: 'PATCH', path: '/trees/{tree}/{id}', tags: ['records'] })
    .input(
      z.object({
        tree: treeName,
        id,
        code: code.optional(),
        kind: z.string().trim().min(1).max(40).optional(),
        name: z.object({ zh: name, en: name }).optional(),
        attributes: attributes.default({}),
      }),
    )
    .output(done),

  /** Puts a node under another parent from a day on; what was before stays as it was. */
  moveNode: procedure('records.write', 'workspace')
    .route({ method: 'POST', path: '/trees/{tree}/{id}/move', tags: ['records'] })
    .input(z.object({ tree: treeName, id, parentId: id.nullable(), from: civilDate }))
    .output(
      done.extend({
        stoodUnder: id
          .nullable()
          .describe('parent on that day before the move: moving it there again undoes it'),
      }),
    ),

  /** Ends a node from a day on: it stays in history, and nothing stands below it any more. */
  closeNode: procedure('records.write', 'workspace')
    .route({ method: 'POST', path: '/trees/{tree}/{id}/close', tags: ['records'] })
    .input(z.object({ tree: treeName, id, from: civilDate }))
    .output(done),

  /** Removes a node that nothing depends on. */
  removeNode: procedure('records.write', 'workspace')
    .route({ method: 'POST', path: '/trees/{tree}/{id}/remove', tags: ['records'] })
    .input(z.object({ tree: treeName, id }))
    .output(done),

  /** Sets a product's price and cost from a day on. */
  setProductPrice: procedure('records.write', 'workspace')
    .route({ method: 'POST', path: '/products/{productId}/prices', tags: ['records'] })
    .input(
      z.object({
        productId: id,
        from: civilDate,
        listPrice: ledgerDecimal.nullable(),
        standardCost: ledgerDecimal.nullable(),
      }),
    )
    .output(done),

  /** Sets a product's life-cycle stage from a day on. */
  setProductStage: procedure('records.write', 'workspace')
    .route({ method: 'POST', path: '/products/{productId}/stages', tags: ['records'] })
    .input(
      z.object({
        productId: id,
        from: civilDate,
        stage: z.enum(LIFE_CYCLE_STAGES),
      }),
    )
    .output(done),

  /** The customer-type tree. */
  getCustomerTypes: procedure('records.read', 'workspace')
    .route({ method: 'GET', path: '/customer-types', tags: ['records'] })
    .input(z.object({ asOf: civilDate.optional() }))
    .output(
      z.object({
        asOf: civilDate,
        customerTypes: z.array(
          z.object({
            customerTypeId: id,
            parentId: id.nullable(),
            kind: z.string(),
            code: z.string().nullable(),
            name: bilingual,
            level: z.number().int(),
          }),
        ),
      }),
    ),
}
