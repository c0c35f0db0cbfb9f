/** Every endpoint declares its permission and its address in the contract. */
import { ACTIONS, contract, mayDo, ROLES } from '../packages/contract/index.ts'

type Node = {
  '~orpc'?: {
    meta?: { permission?: { action?: string; reach?: string } }
    route?: { method?: string; path?: string }
    inputSchema?: unknown
  }
}

export type Endpoint = {
  readonly name: string
  readonly action: string | null
  readonly reach: string | null
  readonly method: string | null
  readonly path: string | null
  readonly takesInput: boolean
}

/** All procedures of the contract, by their dotted names. */
export function findEndpoints(tree: object = contract, prefix = ''): Endpoint[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const name = prefix === '' ? key : `${prefix}.${key}`
    const { '~orpc': definition } = value as Node
    if (definition === undefined) return findEndpoints(value as object, name)
    const { meta, route, inputSchema } = definition
    return [
      {
        name,
        action: meta?.permission?.action ?? null,
        reach: meta?.permission?.reach ?? null,
        method: route?.method ?? null,
        path: route?.path ?? null,
        takesInput: inputSchema !== undefined,
      },
    ]
  })
}

/** What is wrong with the endpoints, one sentence each. */
export function permissionProblems(endpoints: readonly Endpoint[]): string[] {
  const actions: readonly string[] = ACTIONS
  const undeclared = endpoints
    .filter((endpoint) => endpoint.action === null || !actions.includes(endpoint.action))
    .map((endpoint) => `${endpoint.name} declares no permission`)
  const homeless = endpoints
    .filter((endpoint) => endpoint.path === null || endpoint.method === null)
    .map((endpoint) => `${endpoint.name} has no route`)
  const unused = ACTIONS.filter((action) => !ROLES.some((role) => mayDo(role, action))).map(
    (action) => `no role holds ${action}`,
  )
  return [...undeclared, ...homeless, ...unused]
}

if (import.meta.main) {
  const endpoints = findEndpoints()
  const problems = permissionProblems(endpoints)
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  if (problems.length > 0) process.exitCode = 1
  else process.stdout.write(`${endpoints.length} endpoints declare their permission.\n`)
}
