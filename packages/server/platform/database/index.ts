export { type Address, connect, connectionOptions, type Database } from './connection.ts'
export { inWorkspace, readWorkspace, type WorkspaceTransaction } from './workspace-transaction.ts'
