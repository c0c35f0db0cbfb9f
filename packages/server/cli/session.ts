import { type Config, readConfig, readSecret } from '../platform/config/read-config.ts'
import { openStorage, type Storage } from '../platform/database/storage.ts'
import { migrate } from '../platform/migrations/migrate.ts'

/** What a command works with: settings and a migrated database, beside a running server or alone. */
export type CommandSession = Storage & { readonly config: Config; readonly secret: string }

/** Opens the database for one command and leaves it afterwards, whatever happens. */
export async function withDatabase<T>(work: (session: CommandSession) => Promise<T>): Promise<T> {
  const config = readConfig(process.env)
  const secret = readSecret(process.env, config)
  const storage = await openStorage(config)
  try {
    await migrate(storage.address)
    return await work({ ...storage, config, secret })
  } finally {
    await storage.close()
  }
}
