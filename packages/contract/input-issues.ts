import type { ErrorDetail } from './error-entry.ts'
import type { InputReason } from './input-reasons.ts'

/** What a check of a shape says about a value; of it, only what is read here. */
export type InputIssue = {
  readonly code?: string | undefined
  readonly message: string
  readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined
}

type Known = InputIssue & {
  readonly expected?: string
  readonly format?: string
  readonly pattern?: string
  readonly origin?: string
  readonly inclusive?: boolean
  readonly maximum?: number | bigint
  readonly minimum?: number | bigint
  readonly divisor?: number
  readonly keys?: readonly string[]
  readonly values?: readonly unknown[]
}

type Found = { readonly reason: InputReason } & ErrorDetail

const TYPES: Readonly<Record<string, InputReason>> = {
  string: 'notText',
  number: 'notNumber',
  int: 'notWholeNumber',
  bigint: 'notWholeNumber',
  boolean: 'notFlag',
  array: 'notList',
  tuple: 'notList',
  set: 'notList',
  object: 'notObject',
  record: 'notObject',
  map: 'notObject',
}

const FORMATS: Readonly<Record<string, InputReason>> = {
  email: 'notAnEmail',
  url: 'notAnAddress',
  date: 'notACivilDate',
  datetime: 'notAnInstant',
  time: 'notAnInstant',
  safeint: 'notWholeNumber',
}

const COUNTED = new Set(['array', 'set', 'map', 'file'])

function bounded({ code, origin, inclusive, maximum, minimum }: Known): Found {
  const number = origin !== 'string' && !COUNTED.has(origin ?? '')
  const kinds = (text: InputReason, list: InputReason, value: InputReason): InputReason =>
    origin === 'string' ? text : number ? value : list
  if (code === 'too_big') {
    const reason = kinds('tooLong', 'tooMany', inclusive === false ? 'notBelow' : 'tooLarge')
    return { reason, most: Number(maximum) }
  }
  if (origin === 'string' && Number(minimum) === 1) return { reason: 'missing' }
  const reason = kinds('tooShort', 'tooFew', inclusive === false ? 'notAbove' : 'tooSmall')
  return { reason, least: Number(minimum) }
}

function typed({ expected, message }: Known): Found {
  if (/received undefined/.test(message)) return { reason: 'missing' }
  return { reason: TYPES[expected ?? ''] ?? 'wrongType' }
}

function formatted({ format, pattern }: Known): Found {
  if (format === 'regex' && /\\d\{1,15\}/.test(pattern ?? '')) return { reason: 'notDecimal' }
  return { reason: FORMATS[format ?? ''] ?? 'wrongFormat' }
}

function reasonOf(issue: Known): Found {
  switch (issue.code) {
    case 'invalid_type':
      return typed(issue)
    case 'too_big':
    case 'too_small':
      return bounded(issue)
    case 'invalid_format':
      return formatted(issue)
    case 'not_multiple_of':
      return { reason: 'notAMultiple', of: Number(issue.divisor) }
    case 'unrecognized_keys':
      return { reason: 'unknownKeys', keys: (issue.keys ?? []).join(', ') }
    case 'invalid_value':
      return { reason: 'notAmong', choices: (issue.values ?? []).join(', ') }
    default:
      return { reason: 'unfit' }
  }
}

/** The detail of `invalidInput` for what a check of a shape says first: the place in the input, and the reason. */
export function detailOfIssue(issue: InputIssue | undefined, whole = 'input'): { field: string } & Found {
  if (issue === undefined) return { field: whole, reason: 'unfit' }
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part))
  return { field: path.join('.') || whole, ...reasonOf(issue) }
}
