import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT } from '../config/read-config.ts'
import { StartFailure } from '../failure.ts'
import type { Logger } from '../logging/index.ts'

const WEB = join(ROOT, 'packages/web')
const DIST = join(WEB, 'dist')
const STAMP = join(DIST, '.built-from')
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js')

/** Folders whose files end up in the web application. */
const SOURCES = [WEB, join(ROOT, 'packages/contract'), join(ROOT, 'packages/engine')]
const LOCK = join(ROOT, 'package-lock.json')

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'dist' || entry.name === 'node_modules') continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path)
    else if (!/\.test\.tsx?$/.test(entry.name)) yield path
  }
}

/** A fingerprint of everything that the build reads: names and contents, so that a fresh clone is not stale by its dates. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const path of [...SOURCES.flatMap((folder) => [...filesBelow(folder)]), LOCK].toSorted()) {
    hash.update(path.slice(ROOT.length)).update(readFileSync(path))
  }
  return hash.digest('hex')
}

/** Stores a compressed copy beside each text file, once, so that no request compresses. */
function compressAssets(folder: string): void {
  for (const path of filesBelow(folder)) {
    if (/\.(js|css|html|svg|json)$/.test(path) && statSync(path).size > 1_024) {
      writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }))
    }
  }
}

async function runVite(): Promise<void> {
  const child = spawn(process.execPath, [VITE, 'build', '--logLevel', 'error'], {
    cwd: WEB,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const code = await new Promise<number>((resolve) => child.on('exit', (status) => resolve(status ?? 1)))
  if (code !== 0) throw new StartFailure(`The web application could not be built:\n${output.trim()}`)
}

/** Builds the web application when its sources changed since the last build. @returns whether it was built now */
export async function buildWeb(log: Logger): Promise<boolean> {
  const wanted = fingerprint()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return false
  if (!existsSync(VITE)) {
    if (existsSync(DIST)) return false
    throw new StartFailure(
      'The web application is not built and vite is not installed; run npm ci and npm run build.',
    )
  }
  log.info('building the web application')
  await runVite()
  compressAssets(DIST)
  writeFileSync(STAMP, wanted)
  return true
}
