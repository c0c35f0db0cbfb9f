import type { ImportCheck, ImportMapping, ImportRun } from '@salesloom/contract'
import type { Requests } from './test-application.ts'

/** An import as its page sees it. */
export type ImportState = {
  readonly run: ImportRun
  readonly mapping: ImportMapping
  readonly check: ImportCheck | null
}

/** Requestss a procedure and gives its output; a refusal is an error with its code. */
export async function rpc<T>(caller: Requests, name: string, input: unknown): Promise<T> {
  const body = JSON.stringify({ json: input })
  const response = await caller(`/rpc/${name.replaceAll('.', '/')}`, { method: 'POST', body })
  const { json } = (await response.json()) as { json: T & { code?: string; message?: string } }
  if (!response.ok) throw new Error(`${json.code}: ${json.message}`)
  return json
}

/** Uploads a file to be imported. @returns its number */
export async function upload(caller: Requests, name: string, content: Buffer | string): Promise<number> {
  const response = await caller(`/api/v1/imports/files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    body: content as BodyInit,
    headers: { 'content-type': 'application/octet-stream' },
  })
  const answer = (await response.json()) as { importRunId: number; code?: string; message?: string }
  if (!response.ok) throw new Error(`${answer.code}: ${answer.message}`)
  return answer.importRunId
}

/** Waits until an import has come to rest. */
export async function settled(caller: Requests, importRunId: number): Promise<ImportState> {
  for (let tries = 0; tries < 600; tries++) {
    const state = await rpc<ImportState>(caller, 'imports.getImport', { importRunId })
    if (!['checking', 'running'].includes(state.run.state)) return state
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the import does not come to rest')
}
