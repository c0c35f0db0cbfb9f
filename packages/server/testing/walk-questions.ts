import { contract } from '@salesloom/contract'
import { z } from 'zod'
import { findEndpoints } from '../../../tools/check-permissions.ts'
import { INPUTS } from './walk-inputs.ts'

/** A read endpoint with one input to ask it with. */
export type Question = {
  readonly name: string
  readonly input: unknown
  /** how many changes away from the plain question */
  readonly changes: 0 | 1 | 2
}

/** What to put where an input names somebody or something: ids and texts that lead outside a caller's subtree. */
export type Lures = Readonly<Record<string, readonly (string | number | boolean)[]>>

type Schema = {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly enum?: readonly string[]
}

/** A change of an input at a path, such as `slice.personId = 7`. */
type Change = { readonly path: readonly string[]; readonly value: unknown; readonly lure: boolean }

function procedureOf(name: string): { '~orpc': { inputSchema?: z.ZodType } } {
  return name
    .split('.')
    .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], contract) as never
}

/** Breakdowns that name people and customers. */
const NAMING: ReadonlySet<string> = new Set(['person', 'orgUnit', 'customer'])

/** Everything that can be said differently in an input: lures by the name of the field, choices by their list. */
function changesOf(schema: Schema, lures: Lures, path: readonly string[] = []): Change[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const at = [...path, key]
    const named = (lures[key] ?? []).map((value) => ({ path: at, value, lure: true }))
    const chosen = (field.enum ?? []).map((value) => ({ path: at, value, lure: false }))
    const listed = (field.items?.enum ?? []).map((value) => ({
      path: at,
      value: [value],
      lure: NAMING.has(value),
    }))
    return [...named, ...chosen, ...listed, ...changesOf(field, lures, at)]
  })
}

function changed(input: unknown, { path, value }: Pick<Change, 'path' | 'value'>): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  const node = (input ?? {}) as Record<string, unknown>
  return { ...node, [key]: changed(node[key], { path: rest, value }) }
}

/** How many choices and pairs of changes are asked of an endpoint; everything that leads outside a subtree is asked always. */
export type Most = { readonly choices: number; readonly pairs: number }

/** A draft of a goal forecasts its metric: some of the changes are enough. */
const MOST_DRAFTS: Most = { choices: 6, pairs: 2 }

/** At most so many of a list, evenly from all of it. */
function spread<Item>(items: readonly Item[], most: number): Item[] {
  const step = Math.max(1, Math.ceil(items.length / most))
  return items.filter((_, i) => i % step === 0)
}

/** Verbs that answer without changing anything: who may read may also keep a view, and that is no question. */
const ASKING = /\.(find|get|compute|compare|preview|draft|explain|count)[A-Z]\w*$/

/**
 * Every question about reading that the contract allows: each read endpoint as it stands, with every single change
 * of its input, and with pairs of changes. A new endpoint or field takes part by itself.
 */
export function findQuestions(lures: Lures, most: Most): Question[] {
  const reads = findEndpoints().filter(
    ({ name, action, method }) =>
      action !== 'public' && (method === 'GET' || (action?.endsWith('.read') === true && ASKING.test(name))),
  )
  return reads.flatMap(({ name }) => {
    const base = INPUTS[name] ?? null
    const { inputSchema } = procedureOf(name)['~orpc']
    if (inputSchema === undefined) return [{ name, input: base, changes: 0 as const }]
    const schema = z.toJSONSchema(inputSchema, { io: 'input', unrepresentable: 'any' }) as Schema
    const changes = changesOf(schema, lures)
    const { choices, pairs } = /\.draft[A-Z]/.test(name) ? MOST_DRAFTS : most
    const singles = [
      ...changes.filter(({ lure }) => lure),
      ...spread(
        changes.filter(({ lure }) => !lure),
        choices,
      ),
    ]
    const couples = changes.flatMap((first, i) =>
      changes
        .slice(i + 1)
        .filter((second) => second.path.join('.') !== first.path.join('.'))
        .map((second) => changed(changed(base, first), second)),
    )
    const asked = (changes: 0 | 1 | 2) => (input: unknown) => ({ name, input, changes })
    const ones = singles.map((change) => changed(base, change))
    const twos = spread(couples, pairs)
    return [asked(0)(base), ...ones.map(asked(1)), ...twos.map(asked(2))]
  })
}
