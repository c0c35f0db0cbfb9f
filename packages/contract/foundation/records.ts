import { z } from 'zod'
import { ROLES } from '../access.ts'
import { bilingual, civilDate, id, page } from '../primitives.ts'
import { procedure } from '../procedure.ts'
import { treeNodes } from './tree-nodes.ts'

/** Ask for a tree as it was on a day; today where left out. */
const asOf = z.object({ asOf: civilDate.optional() })

const person = z.object({
  personId: id,
  name: bilingual,
  title: bilingual.nullable(),
  orgUnitId: id,
  leads: z.boolean().describe('whether the person leads the unit'),
  role: z.enum(ROLES).nullable().describe('role of their sign-in, null where they have none'),
})

export const records = {
  ...treeNodes,

  /** The organisation tree with the people in it, as of a day; limited to the caller's subtree. */
  getOrganisation: procedure('records.read', 'subtree')
    .route({ method: 'GET', path: '/organisation', tags: ['records'] })
    .input(asOf)
    .output(
      z.object({
        asOf: civilDate,
        units: z.array(
          z.object({
            orgUnitId: id,
            parentId: id.nullable(),
            kind: z.string(),
            name: bilingual,
            level: z.number().int(),
          }),
        ),
        people: z.array(person),
      }),
    ),

  /** The region tree, with coordinates where known. */
  getRegions: procedure('records.read', 'workspace')
    .route({ method: 'GET', path: '/regions', tags: ['records'] })
    .input(asOf)
    .output(
      z.object({
        asOf: civilDate,
        regions: z.array(
          z.object({
            regionId: id,
            parentId: id.nullable(),
            kind: z.string(),
            code: z.string().nullable(),
            name: bilingual,
            level: z.number().int(),
            latitude: z.number().nullable().describe('WGS-84; null where nobody has said it'),
            longitude: z.number().nullable(),
          }),
        ),
      }),
    ),

  /** The product tree: line or category → sub-category → product. */
  getProducts: procedure('records.read', 'workspace')
    .route({ method: 'GET', path: '/products', tags: ['records'] })
    .input(asOf)
    .output(
      z.object({
        asOf: civilDate,
        products: z.array(
          z.object({
            productId: id,
            parentId: id.nullable(),
            kind: z.enum(['category', 'subcategory', 'product']),
            code: z.string().nullable(),
            name: bilingual,
            level: z.number().int(),
            listPrice: z.string().nullable(),
          }),
        ),
      }),
    ),

  /** Customers that the caller may see, searched by name or code. */
  findCustomers: procedure('records.read', 'subtree')
    .route({ method: 'GET', path: '/customers', tags: ['records'] })
    .input(
      page.extend({
        search: z.string().max(100).optional(),
        sort: z.enum(['name', 'code', 'region', 'type', 'lastOrder']).default('name'),
        descending: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        total: z.number().int(),
        rows: z.array(
          z.object({
            customerId: id,
            code: z.string(),
            name: bilingual,
            type: bilingual.nullable(),
            region: bilingual.nullable(),
            latitude: z.number().nullable(),
            longitude: z.number().nullable(),
            lastOrder: civilDate.nullable(),
          }),
        ),
      }),
    ),

  /** People, customers, products and regions whose name or code contains the text, best match first. */
  findAnything: procedure('records.read', 'subtree')
    .route({ method: 'GET', path: '/search', tags: ['records'] })
    .input(z.object({ text: z.string().min(1).max(100), limit: z.number().int().min(1).max(50).default(12) }))
    .output(
      z.array(
        z.object({
          kind: z.enum(['person', 'customer', 'product', 'region', 'orgUnit']),
          id,
          name: bilingual,
          detail: bilingual.nullable(),
        }),
      ),
    ),
}
