import { auditActionText, auditActorText, auditSubjectText, type Locale } from '@salesloom/contract'
import { type AuditFilter, streamAuditEntries } from '../../foundation/audit/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import type { Cell, Table } from './write-table.ts'

const TITLES: Readonly<Record<Locale, { readonly name: string; readonly columns: readonly string[] }>> = {
  'zh-CN': {
    name: '审计',
    columns: ['编号', '时间 (UTC)', '操作人', '代理', '操作', '用例', '对象', '对象编号', '之前', '之后'],
  },
  'zh-TW': {
    name: '稽核',
    columns: ['編號', '時間 (UTC)', '操作人', '代理', '操作', '用例', '對象', '對象編號', '之前', '之後'],
  },
  en: {
    name: 'Audit',
    columns: [
      'Number',
      'Time (UTC)',
      'Who',
      'Standing in for',
      'Action',
      'Use case',
      'Subject',
      'Subject code',
      'Before',
      'After',
    ],
  },
}

const asText = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value)

async function* rowsOf(
  context: CallContext,
  filter: AuditFilter,
  locale: Locale,
): AsyncGenerator<readonly Cell[]> {
  for await (const entry of streamAuditEntries(context, filter)) {
    const { auditEntryId, at, actor, standingInFor, action, subject, before, after } = entry
    const done = auditActionText(action, locale)
    const who = auditActorText(actor, locale)
    const what = auditSubjectText(subject, locale)
    const change = [asText(before), asText(after)]
    yield [auditEntryId, at, who, standingInFor, done, action, what, subject, ...change]
  }
}

/** The trail as a table, its titles in the reader's language. */
export function auditTable(context: CallContext, filter: AuditFilter, locale: Locale): Table {
  const { name, columns } = TITLES[locale]
  return {
    name,
    columns: columns.map((title, i) => ({ title, kind: i === 0 ? 'number' : 'text' })),
    rows: rowsOf(context, filter, locale),
  }
}
