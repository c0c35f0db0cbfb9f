import { z } from 'zod'
import { bilingual, id, page } from '../primitives.ts'
import { procedure } from '../procedure.ts'
import { KIND_NAMES, type KindName } from './kinds/index.ts'

/** A kind of record or fact by its name. */
export const kindName = z.enum(KIND_NAMES as [KindName, ...KindName[]])

/** How a filter compares. A link to a tree includes everything below it. */
export const comparison = z.enum(['is', 'isNot', 'contains', 'atLeast', 'atMost', 'empty', 'notEmpty'])

const filter = z.object({
  field: z.string().max(40),
  comparison,
  value: z.string().max(200).default(''),
})
export type EntryFilter = z.infer<typeof filter>

/** The rows of a kind that a list, an export or a bulk change is about. */
export const entryQuery = z.object({
  kind: kindName,
  search: z.string().max(100).default(''),
  filters: z.array(filter).max(12).default([]),
  sort: z.string().max(40).optional(),
  descending: z.boolean().default(false),
  removed: z.boolean().default(false).describe('the removed ones instead of those that stand'),
})
export type EntryQuery = z.infer<typeof entryQuery>

const linked = z.object({ id, name: bilingual })
const value = z.union([z.string(), z.number(), z.boolean(), linked, z.null()])
export type EntryValue = z.infer<typeof value>

const row = z.object({
  id,
  version: z.number().int(),
  source: z.string(),
  externalId: z.string(),
  updatedAt: z.iso.datetime(),
  removedAt: z.iso.datetime().nullable(),
  values: z.record(z.string(), value),
})
export type EntryRow = z.infer<typeof row>

/** Values as they are said: links by id, or by the record's code, name or external id. */
const said = z.record(z.string(), z.union([z.string().max(20_000), z.number(), z.boolean(), z.null()]))

const ids = z.array(id).min(1).max(1_000)

export const entries = {
  /** How many rows of each kind there are for the caller, and the day of the latest. */
  countEntries: procedure('facts.read', 'subtree')
    .route({ method: 'GET', path: '/entries/counts', tags: ['entries'] })
    .output(z.array(z.object({ kind: kindName, total: z.number().int(), latest: z.string().nullable() }))),

  /** Rows of a kind: searched (Chinese, pinyin, initials), filtered, sorted, paged, with the exact sums of all of them. */
  findEntries: procedure('facts.read', 'subtree')
    .route({ method: 'POST', path: '/entries/find', tags: ['entries'] })
    .input(page.extend(entryQuery.shape))
    .output(
      z.object({
        total: z.number().int(),
        sums: z
          .record(z.string(), z.string())
          .describe('sum of each amount over all rows found; money converted at the rate of each day'),
        currency: z.string().nullable().describe('currency of the sums of money; null: rows have none'),
        unrated: z.number().int().describe('rows whose currency has no rate on their day; not in the sums'),
        rows: z.array(row),
      }),
    ),

  /** One entry with its trail, newest change first. */
  getEntry: procedure('facts.read', 'subtree')
    .route({ method: 'GET', path: '/entries/{kind}/{id}', tags: ['entries'] })
    .input(z.object({ kind: kindName, id }))
    .output(
      z.object({
        row,
        trail: z.array(
          z.object({
            at: z.iso.datetime(),
            actor: z.string(),
            action: z.string(),
            before: z.unknown(),
            after: z.unknown(),
          }),
        ),
      }),
    ),

  /** What a link may point to, by the start of a name, pinyin or code. */
  findLinks: procedure('facts.read', 'subtree')
    .route({ method: 'GET', path: '/entries/links', tags: ['entries'] })
    .input(
      z.object({
        kind: kindName,
        field: z.string().max(40),
        text: z.string().max(100).default(''),
        within: id.optional(),
      }),
    )
    .output(z.array(z.object({ id, name: bilingual, code: z.string().nullable() }))),

  /**
   * Records an entry. Where a removed one stands in its way (`removedInTheWay`, its id in the detail), `restoreId`
   * brings that one back with the values given.
   */
  createEntry: procedure('facts.write', 'subtree')
    .route({ method: 'POST', path: '/entries/{kind}', tags: ['entries'] })
    .input(z.object({ kind: kindName, values: said, restoreId: id.optional() }))
    .output(z.object({ id, version: z.number().int() })),

  /** Changes some fields; a version that is no longer current is refused with what the other one said. */
  editEntry: procedure('facts.write', 'subtree')
    .route({ method: 'PATCH', path: '/entries/{kind}/{id}', tags: ['entries'] })
    .input(z.object({ kind: kindName, id, version: z.number().int(), values: said }))
    .output(z.object({ id, version: z.number().int() })),

  /**
   * Gives many entries the same values, each with its own line in the trail; all or none. With the versions that were
   * seen, entries that somebody has changed since are refused with their names (`versionsConflict`).
   */
  editEntries: procedure('facts.write', 'subtree')
    .route({ method: 'POST', path: '/entries/{kind}/edit', tags: ['entries'] })
    .input(
      z.object({
        kind: kindName,
        ids,
        values: said,
        versions: z
          .array(z.number().int())
          .max(10_000)
          .optional()
          .describe('of each of the ids, as they were seen'),
      }),
    )
    .output(z.object({ changed: z.number().int() })),

  /** Takes entries out of every list and figure; they can be restored. */
  removeEntries: procedure('facts.write', 'subtree')
    .route({ method: 'POST', path: '/entries/{kind}/remove', tags: ['entries'] })
    .input(z.object({ kind: kindName, ids }))
    .output(z.object({ changed: z.number().int() })),

  restoreEntries: procedure('facts.write', 'subtree')
    .route({ method: 'POST', path: '/entries/{kind}/restore', tags: ['entries'] })
    .input(z.object({ kind: kindName, ids }))
    .output(z.object({ changed: z.number().int() })),

  /** Customers that look like the same one: by name without legal form and punctuation, telephone or website. */
  findDuplicates: procedure('facts.read', 'subtree')
    .route({ method: 'GET', path: '/customers/duplicates', tags: ['entries'] })
    .output(
      z.array(
        z.object({
          reason: z.enum(['name', 'phone', 'website']),
          customers: z.array(linked.extend({ code: z.string() })),
        }),
      ),
    ),

  /** Makes several customers one: everything that points to the others points to the one kept. */
  mergeCustomers: procedure('records.write', 'subtree')
    .route({ method: 'POST', path: '/customers/merge', tags: ['entries'] })
    .input(z.object({ keep: id, merge: z.array(id).min(1).max(50) }))
    .output(z.object({ moved: z.record(z.string(), z.number().int()) })),

  /** Views of a list that were saved: one's own and the shared ones. */
  findViews: procedure('signedIn', 'own')
    .route({ method: 'GET', path: '/views', tags: ['entries'] })
    .input(z.object({ page: z.string().max(60) }))
    .output(
      z.array(
        z.object({
          savedViewId: id,
          name: z.string(),
          own: z.boolean(),
          shared: z.boolean(),
          content: z.unknown(),
        }),
      ),
    ),

  saveView: procedure('signedIn', 'own')
    .route({ method: 'POST', path: '/views', tags: ['entries'] })
    .input(
      z.object({
        page: z.string().max(60),
        name: z.string().trim().min(1).max(60),
        shared: z.boolean().default(false),
        content: z.record(z.string(), z.unknown()),
      }),
    )
    .output(z.object({ savedViewId: id })),

  removeView: procedure('signedIn', 'own')
    .route({ method: 'POST', path: '/views/{savedViewId}/remove', tags: ['entries'] })
    .input(z.object({ savedViewId: id }))
    .output(z.object({ removed: z.boolean() })),
}
