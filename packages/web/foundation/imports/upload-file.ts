import { currentWorkspace } from '../../api/workspace.ts'
import { currentLanguage } from '../../i18n/index.ts'

/** A refused upload, with the server's sentence. */
export class UploadRefused extends Error {}

/** Sends a file and tells how far it is. A request of the browser's older kind, because only that one tells. */
export function uploadFile(file: File, onProgress: (share: number) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/v1/imports/files?name=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('x-salesloom', '1')
    request.setRequestHeader('x-salesloom-locale', currentLanguage())
    request.setRequestHeader('content-type', 'application/octet-stream')
    const workspace = currentWorkspace()
    if (workspace !== null) request.setRequestHeader('x-salesloom-workspace', workspace)
    request.upload.onprogress = (event) => onProgress(event.total === 0 ? 0 : event.loaded / event.total)
    request.onerror = () => reject(new TypeError('offline'))
    request.onload = () => {
      const answer = JSON.parse(request.responseText || '{}') as { importRunId?: number; message?: string }
      if (request.status === 200 && answer.importRunId !== undefined) resolve(answer.importRunId)
      else reject(new UploadRefused(answer.message ?? String(request.status)))
    }
    request.send(file)
  })
}
