/** npm run check: format, lint, types, import rules, texts, permissions, sizes, drift. `--only a,b` runs some of them. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './root.ts'

type Step = { readonly name: string; readonly commands: ReadonlyArray<readonly string[]> }

const bin = (name: string) => join(ROOT, 'node_modules', name)
const TSC = bin('typescript-native/bin/tsc')
const PROJECTS = {
  engine: ['packages/engine', 'packages/engine/tsconfig.test.json'],
  contract: ['packages/contract'],
  server: ['packages/server'],
  web: ['packages/web'],
  tools: ['.'],
}

const STEPS: readonly Step[] = [
  { name: 'format and lint', commands: [[bin('@biomejs/biome/bin/biome'), 'check', '.']] },
  ...Object.entries(PROJECTS).map(([name, projects]) => ({
    name: `types of ${name}`,
    commands: projects.map((project) => [TSC, '-p', project]),
  })),
  {
    name: 'imports',
    commands: [
      [
        bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
        '--config',
        '.dependency-cruiser.mjs',
        'packages',
      ],
    ],
  },
  { name: 'texts', commands: [['tools/check-texts.ts']] },
  { name: 'permissions', commands: [['tools/check-permissions.ts']] },
  { name: 'scale out', commands: [['tools/check-scale-out.ts']] },
  { name: 'sizes', commands: [['tools/check-sizes.ts']] },
  { name: 'drift', commands: [['tools/generate.ts', '--check']] },
]

type Result = { readonly ok: boolean; readonly output: string }

async function run(args: readonly string[]): Promise<Result> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const code = await new Promise<number>((resolve) => child.on('exit', (status) => resolve(status ?? 1)))
  return { ok: code === 0, output: output.trim() }
}

/** Runs the checks and tells what each found. @returns how many passed and failed */
export async function check(only: readonly string[] = []): Promise<{ passed: number; failed: number }> {
  let failed = 0
  const steps = STEPS.filter((step) => only.length === 0 || only.includes(step.name))
  for (const step of steps) {
    const started = performance.now()
    const results: Result[] = []
    for (const command of step.commands) results.push(await run(command))
    const wrong = results.filter((result) => !result.ok)
    const seconds = ((performance.now() - started) / 1_000).toFixed(1)
    process.stdout.write(`${wrong.length === 0 ? '✓' : '✗'} ${step.name.padEnd(18)}${seconds} s\n`)
    for (const result of wrong) process.stdout.write(`${result.output}\n`)
    if (wrong.length > 0) failed++
  }
  return { passed: steps.length - failed, failed }
}

if (import.meta.main) {
  const at = process.argv.indexOf('--only')
  const { failed } = await check(at < 0 ? [] : (process.argv[at + 1] ?? '').split(','))
  if (failed > 0) process.exitCode = 1
}
