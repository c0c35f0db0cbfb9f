import { fileURLToPath } from 'node:url'

/** The checkout that these tools belong to. */
export const ROOT = fileURLToPath(new URL('../', import.meta.url))
