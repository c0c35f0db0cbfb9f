import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const MAIN = join(ROOT, 'packages/server/main.ts')

export type Environment = Readonly<Record<string, string>>

/** The application as a process of its own, as npm start runs it. */
export type Program = {
  readonly child: ChildProcess
  readonly url: string
  readonly output: () => string
  /** Resolves with the exit code, or 1 for a signal. */
  readonly exited: Promise<number>
}

/** A port that nobody uses at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** A data folder for one test, removed afterwards; folders of a killed server belong to its account. */
export function temporaryFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'salesloom-e2e-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) }
}

function environment(extra: Environment): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, SALESLOOM_SECRET: __, ...inherited } = process.env
  return { ...inherited, NODE_NO_WARNINGS: '1', SALESLOOM_BUILD: 'off', SALESLOOM_LOG: 'warn', ...extra }
}

const launched = new Set<ChildProcess>()

/** Kills what a failed test left running. */
export function killLaunched(): void {
  for (const child of launched) child.kill('SIGKILL')
}

/** Starts the application without waiting for it. */
export function launch(env: Environment): Program {
  const child = spawn(process.execPath, [MAIN, 'start'], {
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout?.on('data', (chunk) => (output += chunk))
  child.stderr?.on('data', (chunk) => (output += chunk))
  launched.add(child)
  child.on('exit', () => launched.delete(child))
  const exited = new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? 1)))
  return { child, url: `http://127.0.0.1:${env['PORT']}`, output: () => output, exited }
}

/** Starts the application and waits until it is ready to answer. */
export async function start(env: Environment, patienceMs = 60_000): Promise<Program> {
  const program = launch(env)
  const deadline = performance.now() + patienceMs
  while (performance.now() < deadline) {
    if (program.child.exitCode !== null) throw new Error(`it ended: ${program.output()}`)
    const ready = await fetch(`${program.url}/health/ready`).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return program
    await sleep(25)
  }
  throw new Error(`it was not ready within ${patienceMs} ms: ${program.output()}`)
}

/** Ends the application the way Ctrl-C does. */
export async function stop(program: Program): Promise<number> {
  program.child.kill('SIGINT')
  return program.exited
}

/** A command that takes longer hangs; a restore of the sample took 60 seconds on a machine busy with other work. */
const COMMAND_TIMEOUT_MS = 120_000

/** Runs one command to its end, while the test goes on hearing from the server that it speaks to. */
export async function command(
  args: readonly string[],
  env: Environment,
  input = '',
): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: environment(env),
    timeout: COMMAND_TIMEOUT_MS,
  })
  const [out, err] = [text(child.stdout), text(child.stderr)]
  // A command that asks nothing may have ended before it read anything.
  child.stdin.on('error', () => {}).end(input)
  const code = await new Promise<number>((resolve) => child.on('close', (status) => resolve(status ?? 1)))
  return { code, out: await out, err: await err }
}

/** Processes whose command line or working directory speaks of a folder. */
export function processesOf(folder: string): number[] {
  const list = spawnSync(
    'sh',
    [
      '-c',
      `for p in /proc/[0-9]*; do if [ "$(readlink $p/cwd 2>/dev/null | cut -c1-${folder.length})" = "${folder}" ] || tr '\\0' ' ' < $p/cmdline 2>/dev/null | grep -qF "${folder}"; then echo "\${p#/proc/}"; fi; done`,
    ],
    { encoding: 'utf8' },
  )
  return list.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map(Number)
    .filter((pid) => pid !== process.pid && pid !== list.pid)
}
