const KEY = 'salesloom.workspace'

/** Code of the workspace that this device last chose; null leaves the choice to the server. */
export function currentWorkspace(): string | null {
  return localStorage.getItem(KEY)
}

/** Remembers the workspace for the next requests; null forgets it. */
export function chooseWorkspace(code: string | null): void {
  if (code === null) localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, code)
}
