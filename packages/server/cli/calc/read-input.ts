import type { z } from 'zod'
import { MalformedInput } from './calculation.ts'

type Issue = z.core.$ZodIssue

/** `operations[0].at.region`; the whole input is `input`. */
function pathText(path: readonly PropertyKey[]): string {
  const text = path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '')
  return text === '' ? 'input' : text
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    input,
  )
}

function depthOf(issue: Issue): number {
  return issue.path.length
}

/** Whether a shape is out of the question: what it looks for first, the field that tells it from the others, is not there. */
function lacksField([issue]: readonly Issue[], value: unknown): boolean {
  const field = issue?.path[0]
  if (typeof value !== 'object' || value === null || field === undefined) return false
  return !Object.hasOwn(value, field)
}

/** Whether a shape alone refuses the value of a field that tells shapes apart: another is meant. */
function isOfAnotherKind(branch: readonly Issue[], all: readonly (readonly Issue[])[]): boolean {
  const refuses = (issues: readonly Issue[], path: string) => issues.some((one) => one.path.join() === path)
  return branch.some(
    ({ code, path }) =>
      code === 'invalid_value' && all.some((other) => other !== branch && !refuses(other, path.join())),
  )
}

/**
 * In a choice of shapes those whose fields are there count first; of them the one that came furthest says most: its
 * first issue, with the path from the root.
 */
function furthest(issue: Issue, value: unknown): Issue {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue
  const complete = issue.errors.filter((branch) => !lacksField(branch, value))
  const meant = complete.filter((branch) => !isOfAnotherKind(branch, complete))
  const candidates = [meant, complete, issue.errors]
    .find((branches) => branches.length > 0)!
    .map((branch) => branch[0])
    .filter((inner): inner is Issue => inner !== undefined)
    .map((inner) => furthest({ ...inner, path: [...issue.path, ...inner.path] }, valueAt(value, inner.path)))
  const [deepest, ...others] = candidates.toSorted((a, b) => depthOf(b) - depthOf(a))
  if (deepest?.code !== 'invalid_value') return deepest ?? issue
  const more = others.flatMap((other) =>
    other.code === 'invalid_value' && other.path.join() === deepest.path.join() ? other.values : [],
  )
  return { ...deepest, values: [...deepest.values, ...more] }
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

/** What an issue expected, without what came (that is added from the input itself). */
function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ')
    case 'unrecognized_keys':
      return `no field ${issue.keys.map((key) => `“${key}”`).join(', ')}`
    case 'too_small':
      return `${issue.origin} of at least ${issue.minimum}`
    case 'too_big':
      return `${issue.origin} of at most ${issue.maximum}`
    case 'invalid_format':
      if (issue.format === 'date') return 'a date that exists, as 2026-01-31'
      return issue.message
    default:
      return issue.message.replace(/^Invalid input: expected /, '').replace(/, received .*$/, '')
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new MalformedInput('input', `JSON (${reason})`, text.slice(0, 20))
  }
}

/**
 * Reads JSON against a schema.
 * @throws MalformedInput naming the first field that is wrong, what was expected and what came
 */
export function readInput(schema: z.ZodType, text: string): unknown {
  const input = parseJson(text)
  const read = schema.safeParse(input)
  if (read.success) return read.data
  const [first] = read.error.issues
  const issue = furthest(first!, valueAt(input, first!.path))
  const got = valueAt(input, issue.path)
  const error = new MalformedInput(pathText(issue.path), expectation(issue), got)
  error.message = `${pathText(issue.path)}: expected ${expectation(issue)}, got ${shorten(got)}`
  throw error
}
