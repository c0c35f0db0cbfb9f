import { type EntryQuery, type EntryValue, type KindName, kindOf } from '@salesloom/contract'
import { findEntries, putEntries, type SaidEntry } from '../foundation/entries/index.ts'
import { inWorkspace } from '../platform/database/index.ts'
import type { CallContext } from '../platform/http/call-context.ts'

/** Entries that arrive from a source. */
export function putFrom(context: CallContext, source: string, kind: KindName, entries: readonly SaidEntry[]) {
  return inWorkspace(context.database, context.workspaceId, (tx) =>
    putEntries(tx, context, kindOf(kind), source, entries),
  )
}

export type Wish = Partial<EntryQuery & { readonly pageSize: number }>

/** The first page of a list. */
export function findOf(context: CallContext, kind: KindName, wish: Wish) {
  return findEntries(context, {
    kind,
    search: '',
    filters: [],
    descending: false,
    removed: false,
    page: 1,
    pageSize: 50,
    ...wish,
  })
}

/** A pipeline with the stages contact, quote, won and lost. */
export async function putPipeline(context: CallContext): Promise<void> {
  const main = { code: 'main', nameZh: '标准流程', ordinal: 1 }
  await putFrom(context, 'crm', 'pipeline', [{ externalId: 'p', values: main }])
  const stage = (code: string, nameZh: string, ordinal: number, outcome: string, probability: string) => ({
    externalId: code,
    values: { pipeline: 'main', code, nameZh, ordinal, outcome, probability },
  })
  await putFrom(context, 'crm', 'stage', [
    stage('contact', '接触', 1, 'open', '0.1'),
    stage('quote', '报价', 2, 'open', '0.5'),
    stage('won', '赢单', 3, 'won', '1'),
    stage('lost', '丢单', 4, 'lost', '0'),
  ])
}

export const linked = (value: EntryValue | undefined) => value as { id: number; name: { zh: string } }

/** Whether an error is a refusal with a code. */
export const code = (expected: string) => (error: unknown) => (error as { code: string }).code === expected
