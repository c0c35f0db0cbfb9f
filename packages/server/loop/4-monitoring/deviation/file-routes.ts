import { AppError } from '../../../platform/app-error.ts'
import {
  announcedBytes,
  bytesOf,
  type FileCall,
  type FileRoute,
  fileAnswer,
} from '../../../platform/http/file-routes.ts'
import { attachFile, openFile } from './attach-file.ts'

function idOf({ parameter }: FileCall, name: string, what: 'deviation' | 'file'): number {
  const id = Number(parameter(name))
  if (!Number.isSafeInteger(id) || id < 1) throw new AppError('notFound', { what, id: 0 })
  return id
}

async function receive(call: FileCall): Promise<Response> {
  const { context, request, query } = call
  const attached = await attachFile(context, {
    deviationId: idOf(call, 'deviationId', 'deviation'),
    why: query('why') ?? '',
    name: query('name') ?? '',
    announced: announcedBytes(request),
    bytes: bytesOf(request),
  })
  return Response.json(attached)
}

async function send(call: FileCall): Promise<Response> {
  const { name, mediaType, content } = await openFile(call.context, idOf(call, 'fileId', 'file'))
  return fileAnswer(new Uint8Array(content), name, mediaType)
}

/** Files of whys on their way in and out. */
export const evidenceRoutes: readonly FileRoute[] = [
  {
    method: 'POST',
    path: '/api/v1/monitoring/deviations/:deviationId/files',
    action: 'responses.write',
    handle: receive,
  },
  { method: 'GET', path: '/api/v1/monitoring/files/:fileId', action: 'monitoring.read', handle: send },
]
