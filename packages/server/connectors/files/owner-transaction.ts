import type pg from 'pg'
import type { Database } from '../../platform/database/index.ts'

/** Runs an import in one transaction of the owner role: all of it is seen at once, or nothing. */
export async function ownerTransaction<T>(
  database: Database,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}
