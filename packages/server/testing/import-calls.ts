import type { ImportCheck, ImportMapping, ImportRun } from '@salesloom/contract'

export type Call = (path: string, init?: RequestInit) => Promise<Response>
/** An import as the interface answers it. */
export type State = { run: ImportRun; mapping: ImportMapping; check: ImportCheck | null }

/** Calls a procedure; a refusal is an error that begins with its code. */
export async function rpc<T>(caller: Call, name: string, input: unknown): Promise<T> {
  const body = JSON.stringify({ json: input })
  const response = await caller(`/rpc/${name.replaceAll('.', '/')}`, { method: 'POST', body })
  const { json } = (await response.json()) as { json: T & { code?: string; message?: string } }
  if (!response.ok) throw new Error(`${json.code}: ${json.message}`)
  return json
}

/** Uploads a file. @returns the number of its import */
export async function upload(caller: Call, name: string, content: Buffer | string): Promise<number> {
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
export async function settled(caller: Call, importRunId: number): Promise<State> {
  for (let tries = 0; tries < 600; tries++) {
    const state = await rpc<State>(caller, 'imports.getImport', { importRunId })
    if (!['checking', 'running'].includes(state.run.state)) return state
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the import does not come to rest')
}
