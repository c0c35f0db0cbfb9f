import { writeTable } from '../../connectors/files/write-table.ts'
import { AppError } from '../../platform/app-error.ts'
import {
  announcedBytes,
  bytesOf,
  type FileCall,
  type FileRoute,
  tableAnswer,
} from '../../platform/http/file-routes.ts'
import { problemFile } from './problem-file.ts'
import { uploadFile } from './upload-file.ts'

async function receive({ context, request, query }: FileCall, limit: number): Promise<Response> {
  const name = query('name') ?? ''
  const announced = announcedBytes(request)
  return Response.json(await uploadFile(context, { name, announced, bytes: bytesOf(request) }, limit))
}

async function send({ context, parameter, query, locale }: FileCall): Promise<Response> {
  const importRunId = Number(parameter('importRunId'))
  if (!Number.isSafeInteger(importRunId)) throw new AppError('notFound', { what: 'import', id: 0 })
  const severity = query('severity') === 'remark' ? 'remark' : 'refused'
  const file = await problemFile(context, importRunId, severity, locale)
  const pieces = writeTable('csv', file)
  return tableAnswer(pieces, file.name, 'csv')
}

/** Uploads and downloads of imports. */
export function importRoutes(limit: number): readonly FileRoute[] {
  return [
    {
      method: 'POST',
      path: '/api/v1/imports/files',
      action: 'facts.write',
      handle: (call) => receive(call, limit),
    },
    {
      method: 'GET',
      path: '/api/v1/imports/:importRunId/problems.csv',
      action: 'facts.write',
      handle: send,
    },
  ]
}
