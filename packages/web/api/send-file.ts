import { currentLanguage } from '../i18n/index.ts'
import { currentStandIn } from './stand-in.ts'
import { currentWorkspace } from './workspace.ts'

/** A file that the server refused, with its sentence. */
export class UploadRefused extends Error {}

function headersOf(): [string, string][] {
  const [workspace, standIn] = [currentWorkspace(), currentStandIn()]
  return [
    ['x-salesloom', '1'],
    ['x-salesloom-locale', currentLanguage()],
    ['content-type', 'application/octet-stream'],
    ...(workspace === null ? [] : [['x-salesloom-workspace', workspace] as [string, string]]),
    ...(standIn === null ? [] : [['x-salesloom-stand-in', standIn] as [string, string]]),
  ]
}

/**
 * Sends a file and tells how far it is. A request of the browser's older kind, because only that one tells.
 * @returns what the server answered
 * @throws UploadRefused, TypeError where the server cannot be reached
 */
export function sendFile(path: string, file: File, onProgress: (share: number) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    for (const [name, value] of headersOf()) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => onProgress(event.total === 0 ? 0 : event.loaded / event.total)
    request.onerror = () => reject(new TypeError('offline'))
    request.onload = () => {
      const answer = JSON.parse(request.responseText || '{}') as { message?: string }
      if (request.status === 200) resolve(answer)
      else reject(new UploadRefused(answer.message ?? String(request.status)))
    }
    request.send(file)
  })
}
