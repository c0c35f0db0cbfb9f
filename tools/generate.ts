/**
 * Writes what is generated and committed: the schema that the migrations make, the row types of its tables and the
 * OpenAPI description. With `--check` it writes nothing and fails where a file is not what it should be.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeApi } from '../packages/server/platform/http/openapi.ts'
import { describeSchema, describeTypes } from '../packages/server/platform/migrations/describe-schema.ts'
import { withTestDatabase } from '../packages/server/testing/test-database.ts'
import { ROOT } from './root.ts'

/** Name and wanted content of each generated file. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const api = `${JSON.stringify(await describeApi(), null, 2)}\n`
  return withTestDatabase(async ({ database }) => {
    const client = await database.pool.connect()
    try {
      return new Map([
        ['schema.sql', await describeSchema(client)],
        ['database.ts', await describeTypes(client)],
        ['openapi.json', api],
      ])
    } finally {
      client.release()
    }
  })
}

/** Names of generated files that differ from what they should be. */
export function drifted(files: ReadonlyMap<string, string>, folder: string): string[] {
  return [...files]
    .filter(
      ([name, content]) =>
        !existsSync(join(folder, name)) || readFileSync(join(folder, name), 'utf8') !== content,
    )
    .map(([name]) => name)
}

async function main(): Promise<void> {
  const folder = join(ROOT, 'generated')
  const files = await generatedFiles()
  const different = drifted(files, process.env['SALESLOOM_GENERATED'] ?? folder)
  if (!process.argv.includes('--check')) {
    for (const name of different) writeFileSync(join(folder, name), files.get(name) ?? '')
    process.stdout.write(
      different.length === 0
        ? 'Generated files are as they should be.\n'
        : `Wrote ${different.join(', ')}.\n`,
    )
    return
  }
  if (different.length > 0) {
    process.stderr.write(
      `generated/${different.join(', generated/')} differs from the sources: run npm run generate.\n`,
    )
    process.exitCode = 1
  }
}

if (import.meta.main) await main()
