export { callerOfKey, createApiKey, findApiKeys, type KeyCaller, revokeApiKey } from './api-keys.ts'
export { mountIngest } from './ingest-routes.ts'
export { ENTRIES_A_MINUTE, REQUESTS_A_MINUTE } from './rate-limit.ts'
