export { type AuditFilter, findAuditChoices, findAuditEntries } from './find-audit-entries.ts'
export { type AuditRecord, recordAudit } from './record-audit.ts'
export { streamAuditEntries } from './stream-audit-entries.ts'
