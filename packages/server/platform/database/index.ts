export { type Address, connect, connectionOptions, type Database } from './connection.ts'
export { statement } from './statement.ts'
export {
  inWorkspace,
  readWorkspace,
  SERIALIZATION,
  type WorkspaceTransaction,
} from './workspace-transaction.ts'
