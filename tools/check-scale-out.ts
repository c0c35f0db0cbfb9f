/**
 * The schema and every statement stay fit for a database that is spread over several machines (Citus, distributed by
 * workspace): keys carry the workspace, policies are plain, and words that do not survive distribution are not used.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './root.ts'

/** Tables that carry no workspace on purpose: the list of workspaces itself. */
const CATALOGUES = new Set(['workspace'])

type Rule = { readonly pattern: RegExp; readonly why: string }

/** What must not stand in SQL, and what happens where it does. */
const FORBIDDEN: readonly Rule[] = [
  { pattern: /\bset_config\s*\(/i, why: 'set_config never reaches other machines; use SET LOCAL' },
  {
    pattern: /\bcreate\s+(or\s+replace\s+)?(constraint\s+)?trigger\b/i,
    why: 'triggers do not work on distributed tables',
  },
  { pattern: /\bmerge\s+into\b/i, why: 'MERGE is not distributed; use INSERT … ON CONFLICT' },
  {
    pattern: /\bon\s+delete\s+set\s+null\b/i,
    why: 'ON DELETE SET NULL would clear the workspace of the key',
  },
  { pattern: /\bselect\s+pg_notify\s*\([^)]*\)\s+from\b/i, why: 'NOTIFY is a statement of its own' },
  {
    pattern: /\badd\s+column\s+\w+\s+(big)?serial\b/i,
    why: 'serial columns cannot be added to distributed tables',
  },
  {
    pattern:
      /\bset\b(?:(?!\bwhere\b|\breturning\b)[^;`])*?[=,(]\s*(now|random|clock_timestamp|nextval|gen_random_uuid)\s*\(/i,
    why: 'volatile functions in SET differ from machine to machine; pass the value in',
  },
  {
    pattern: /\binsert\s+into\b[^;`]*\bvalues\s*\([^;`]*\(\s*select\b/i,
    why: 'no subqueries in INSERT … VALUES; use INSERT … SELECT',
  },
  {
    pattern: /\b23\d{3}\b[^\n]*\bconstraint\b|\.constraint\s*===/i,
    why: 'constraint names differ from shard to shard; look at the state alone',
  },
]

/** Pieces of SQL in a source file: templates of the query builder, raw texts and DDL. */
export function sqlPieces(source: string): string[] {
  const templates = [...source.matchAll(/`((?:[^`\\]|\\.)*)`/g)].map((match) => match[1] ?? '')
  return templates.filter((text) => /\b(select|insert|update|delete|create|alter|set)\b/i.test(text))
}

/** What a statement does that a distributed database would not bear. */
export function statementProblems(file: string, source: string): string[] {
  const pieces = sqlPieces(source)
  const words = FORBIDDEN.flatMap(({ pattern, why }) =>
    pieces.filter((text) => pattern.test(text)).map(() => `${file}: ${why}`),
  )
  return [...words, ...pieces.flatMap((text) => unfiltered(file, text, source))]
}

const TABLE_READ = /\b(?:from|join|update|delete\s+from)\s+([a-z_]+)(?:\s+(?:as\s+)?([a-z]\w*))?/gi
const NOT_TABLES = new Set([
  'unnest',
  'jsonb_to_recordset',
  'generate_series',
  'lateral',
  'pg_class',
  'pg_policy',
  'only',
  'set',
])

/** Statements that name a table of a workspace must name the workspace too: policies alone do not find the machine. */
function unfiltered(file: string, text: string, source: string): string[] {
  const tables = [...text.matchAll(TABLE_READ)].map((match) => match[1] ?? '')
  const own = tables.filter((name) => OWN_TABLES.has(name) && !NOT_TABLES.has(name))
  const filteredByName = /\bwhere\s+\$\{/i.test(text) && /workspace_?id/i.test(source)
  if (own.length === 0 || /workspace_id/.test(text) || filteredByName || ACROSS.has(file)) return []
  return [`${file}: a statement on ${own[0]} does not say the workspace`]
}

/** Whoever signs in for the first time is looked for in every workspace that invited them, by the owner and once. */
const ACROSS = new Set(['packages/server/foundation/people/join-invited.ts'])

type SchemaLine = { readonly kind: string; readonly text: string }

function schemaLines(schema: string): SchemaLine[] {
  return schema
    .split('\n')
    .filter((line) => line.startsWith('-- '))
    .map((line) => ({ kind: line.split(' ')[1] ?? '', text: line.slice(3) }))
}

const tableOf = (text: string) => /public\.(\w+)/.exec(text)?.[1] ?? ''

/** Keys without the workspace, policies that ask other tables, tables without a policy. */
export function schemaProblems(schema: string): string[] {
  const lines = schemaLines(schema).filter(
    ({ text }) => /\bpublic\./.test(text) && !text.includes('schema_migration'),
  )
  const keys = lines
    .filter(({ kind, text }) => kind === 'constraint' && /(PRIMARY KEY|UNIQUE|FOREIGN KEY) \(/.test(text))
    .filter(
      ({ text }) =>
        !CATALOGUES.has(tableOf(text)) && !/(PRIMARY KEY|UNIQUE|FOREIGN KEY) \(workspace_id\b/.test(text),
    )
    .map(({ text }) => `schema: a key does not begin with the workspace: ${text}`)
  const unique = lines
    .filter(({ kind, text }) => kind === 'index' && /UNIQUE INDEX/.test(text))
    .filter(({ text }) => !CATALOGUES.has(tableOf(text)) && !/\(workspace_id\b/.test(text))
    .map(({ text }) => `schema: a unique index does not begin with the workspace: ${text}`)
  const policies = lines
    .filter(({ kind, text }) => kind === 'policy' && /\bselect\b/i.test(text))
    .map(({ text }) => `schema: a policy asks another table: ${text}`)
  const guarded = new Set(lines.filter(({ kind }) => kind === 'policy').map(({ text }) => tableOf(text)))
  const open = lines
    .filter(({ kind, text }) => kind === 'table' && !guarded.has(tableOf(text)))
    .map(({ text }) => `schema: a table has no policy: ${text}`)
  return [...keys, ...unique, ...policies, ...open]
}

const SCHEMA = readFileSync(join(ROOT, 'generated/schema.sql'), 'utf8')
const OWN_TABLES = new Set(
  schemaLines(SCHEMA)
    .filter(
      ({ kind, text }) => kind === 'table' && text.includes('public.') && !text.includes('schema_migration'),
    )
    .map(({ text }) => tableOf(text))
    .filter((name) => !CATALOGUES.has(name)),
)
const SOURCE = /^packages\/server\/.*\.ts$/
const NOT_SERVED = /(\.test\.ts$|\/testing\/)/

if (import.meta.main) {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => SOURCE.test(file) && !NOT_SERVED.test(file))
  const statements = files.flatMap((file) => statementProblems(file, readFileSync(join(ROOT, file), 'utf8')))
  const problems = [...schemaProblems(SCHEMA), ...statements]
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  if (problems.length > 0) process.exitCode = 1
}
