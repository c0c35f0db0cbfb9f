import type { NamedDays } from '@salesloom/engine/calendar'
import { z } from 'zod'
import { ROLES } from '../../access.ts'
import { breakdown, metricCode } from '../../foundation/metrics.ts'
import { bilingual, civilDate, id, minorUnits, ratio, slice } from '../../primitives.ts'
import { procedure } from '../../procedure.ts'

/** How a figure is shown. */
export const TILE_FORMS = ['number', 'bullet', 'trend', 'bars', 'heat', 'map', 'funnel', 'table'] as const
export const tileForm = z.enum(TILE_FORMS)
export type TileForm = z.infer<typeof tileForm>

/** Periods that a board is of: they move on with the data. */
export const BOARD_PERIODS = [
  'month',
  'lastMonth',
  'quarter',
  'lastQuarter',
  'year',
  'lastYear',
  'twelve',
] as const satisfies readonly NamedDays[]
export const boardPeriod = z.enum(BOARD_PERIODS)

/** What a board or a tile is narrowed to. */
export const boardFilter = slice.omit({ from: true, to: true })
export type BoardFilter = z.infer<typeof boardFilter>

/** What a tile compares its figure with. */
export const tileComparison = z.enum(['target', 'lastYear', 'previousPeriod', 'none'])

export const tile = z.object({
  key: z.string().regex(/^[a-zA-Z0-9]{1,16}$/),
  form: tileForm,
  metric: metricCode.describe('of a funnel left aside: it counts deals'),
  by: z.array(breakdown).max(2).describe('a tree is broken down into what lies below the filter'),
  filter: boardFilter.describe('goes before the board’s own'),
  period: boardPeriod.nullable().describe('null: the board’s'),
  compare: tileComparison,
  title: z.string().trim().min(1).max(60).nullable().describe('null: the metric’s name'),
  width: z.number().int().min(3).max(12).describe('of twelve columns'),
  height: z.number().int().min(1).max(3).describe('rows'),
})
export type Tile = z.infer<typeof tile>

export const boardContent = z.object({
  period: boardPeriod,
  filter: boardFilter,
  tiles: z
    .array(tile)
    .max(24)
    .refine((tiles) => new Set(tiles.map(({ key }) => key)).size === tiles.length, {
      message: 'two tiles have the same key',
    }),
})
export type BoardContent = z.infer<typeof boardContent>

/** Who besides the owner sees a board: nobody, everybody, or some roles. Each sees their own part of the figures. */
const audience = z.array(z.enum([...ROLES, 'everybody'])).max(ROLES.length + 1)

const name = z.string().trim().min(1).max(80)

const board = z.object({
  dashboardId: id.nullable().describe('null: the one that every member of the role begins with'),
  name: z.string(),
  standard: z.enum(['director', 'manager', 'representative']).nullable(),
  mine: z.boolean(),
  ownerName: z.string(),
  audience,
  version: z.number().int(),
  changedBy: z.string(),
  changedAt: z.iso.datetime().nullable(),
  content: boardContent,
})
export type Board = z.infer<typeof board>

const figure = z.object({ numerator: z.number(), denominator: z.number().nullable(), value: ratio })

const tileRow = figure.extend({
  members: z.array(z.object({ breakdown, id: id.nullable(), code: z.string(), name: bilingual })),
  compared: figure.nullable(),
  place: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
})

const stage = z.object({
  stageId: id,
  name: bilingual,
  entered: z.number().int(),
  open: z.number().int(),
  conversion: z.number().nullable(),
  medianDays: z.number().nullable(),
  isBottleneck: z.boolean(),
})

const tileAnswer = z.object({
  from: civilDate,
  to: civilDate,
  asOf: civilDate,
  slice,
  ignored: z.array(z.string()).describe('parts of the board’s filter that the figure is not kept by'),
  otherChannels: z
    .boolean()
    .describe('the target is of some channels and the total of others too: the two are not to be divided'),
  narrowed: z
    .boolean()
    .describe('the target is of one channel: figure, target and projection are of that channel, see `slice`'),
  by: z.array(breakdown),
  total: figure,
  compared: figure.nullable(),
  due: z.number().nullable().describe('of the target, by the end of asOf; null without a target'),
  projection: z
    .object({
      basis: z.enum(['plan', 'history']).describe('whose season the rest follows'),
      value: z.number(),
      low: z.number().describe('the interval holds it with 80 %'),
      high: z.number(),
      chance: z.object({ chance: z.number(), low: z.number(), high: z.number() }).nullable(),
    })
    .nullable(),
  unprojected: z.enum(['over', 'notBegun', 'shortHistory', 'quiet']).nullable(),
  rows: z.array(tileRow),
  band: z.array(z.object({ code: z.string(), expected: z.number(), low: z.number(), high: z.number() })),
  stages: z.array(stage),
  lostValue: minorUnits.nullable().describe('what is lost at the bottleneck of the funnel'),
  cut: z.number().int().describe('rows left out because there are too many'),
  unrated: z.number().int(),
})
export type TileAnswer = z.infer<typeof tileAnswer>

const asked = z.object({
  period: boardPeriod,
  days: z
    .object({ from: civilDate, to: civilDate })
    .optional()
    .describe('chosen for the whole board instead of its period; tiles with a period of their own keep it'),
  filter: boardFilter.default({}),
})

export const dashboards = {
  /** Boards that the caller may open: the standard one of the role, own ones, and those that are shared. */
  findDashboards: procedure('monitoring.read', 'own')
    .route({ method: 'GET', path: '/dashboards', tags: ['dashboards'] })
    .output(z.array(board)),

  /** Keeps a board of the caller's own. */
  createDashboard: procedure('monitoring.read', 'own')
    .route({ method: 'POST', path: '/dashboards', tags: ['dashboards'] })
    .input(z.object({ name, audience, content: boardContent }))
    .output(z.object({ dashboardId: id, version: z.number().int() })),

  /** Changes a board; a second writer who saw an older version is refused and compares both. */
  editDashboard: procedure('monitoring.read', 'own')
    .route({ method: 'PUT', path: '/dashboards/{dashboardId}', tags: ['dashboards'] })
    .input(z.object({ dashboardId: id, version: z.number().int(), name, audience, content: boardContent }))
    .output(z.object({ dashboardId: id, version: z.number().int() })),

  /** Takes a board away; `restore` brings it back. */
  removeDashboard: procedure('monitoring.read', 'own')
    .route({ method: 'DELETE', path: '/dashboards/{dashboardId}', tags: ['dashboards'] })
    .input(z.object({ dashboardId: id, restore: z.boolean().default(false) }))
    .output(z.object({ dashboardId: id })),

  /**
   * Everything that a tile shows, of what the caller may see: the figure of the catalogue, what it is compared with, where
   * it is heading at the end of the period and the chance of the target, its parts, its course with bands.
   */
  computeTile: procedure('monitoring.read', 'subtree')
    .route({ method: 'POST', path: '/dashboards/tile', tags: ['dashboards'] })
    .input(
      asked.extend({
        tile: tile.pick({ form: true, metric: true, by: true, filter: true, period: true, compare: true }),
      }),
    )
    .output(tileAnswer),
}
