import { detailOfIssue, type TableFormat } from '@salesloom/contract'
import { entryQuery, slice } from '@salesloom/contract/schemas'
import type { z } from 'zod'
import { pullRows } from '../../connectors/files/pull-rows.ts'
import { writeTable } from '../../connectors/files/write-table.ts'
import { AppError } from '../../platform/app-error.ts'
import { civilToday } from '../../platform/clock/index.ts'
import { type FileCall, type FileRoute, formatOf, tableAnswer } from '../../platform/http/file-routes.ts'
import { exportEntries, exportOrderLines } from './export-lists.ts'
import { exportTree, isTreeList } from './export-tree.ts'
import type { ExportedList } from './exported-list.ts'

/** Sends a list while it is read; nobody waits for the whole of it. */
function stream({ name, columns, each }: ExportedList, format: TableFormat, day: string): Response {
  const pieces = writeTable(format, { name, columns, rows: pullRows(each) })
  return tableAnswer(pieces, `${name}-${day}`, format)
}

/** The filter of a list as its address says it. */
function wished<Shape extends z.ZodType>(
  shape: Shape,
  text: string | null,
  more: object = {},
): z.infer<Shape> {
  let given: unknown = {}
  try {
    given = JSON.parse(text ?? '{}')
  } catch {
    throw new AppError('invalidInput', { field: 'query', reason: 'notJson' })
  }
  const parsed = shape.safeParse({ ...(given as object), ...more })
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AppError('invalidInput', detailOfIssue(issue, 'query'))
}

function listOf({ context, parameter, query, locale }: FileCall): ExportedList {
  const name = parameter('list')
  if (isTreeList(name)) return exportTree(context, name, locale)
  if (name === 'orderLine') return exportOrderLines(context, wished(slice, query('query')), locale)
  const columns = (query('columns') ?? '').split(',').filter((column) => column !== '')
  return exportEntries(context, wished(entryQuery, query('query'), { kind: name }), columns, locale)
}

export { TREES } from './export-tree.ts'

/** Every list as a file: /api/v1/exports/{kind}/{csv|xlsx}?query={…}&columns=a,b */
export const exportRoutes: readonly FileRoute[] = [
  {
    method: 'GET',
    path: '/api/v1/exports/:list/:format',
    action: 'facts.read',
    handle: async (call) =>
      stream(listOf(call), formatOf(call.parameter('format')), civilToday(call.context.clock, 'UTC')),
  },
]
