import type { Migration } from 'kysely/migration'
import * as foundation from './0001-foundation.ts'
import * as signIn from './0002-sign-in.ts'
import * as rowLevelSecurity from './0003-row-level-security.ts'
import * as people from './0005-people.ts'

/** All migrations in order: numbered, forward only, never edited once released. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-foundation': foundation,
  '0002-sign-in': signIn,
  '0003-row-level-security': rowLevelSecurity,
  '0005-people': people,
}
