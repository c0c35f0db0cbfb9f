/**
 * npm run bench [names…] [--json]: measures this version beside its marks, medians of five runs after a warm-up.
 * Peers run in between, on the same machine. Nothing here is a timed test: machines are noisy.
 */
import { cpus } from 'node:os'
import { alertsBench } from './alerts.bench.ts'
import { cubeBench } from './cube.bench.ts'
import { customerValueBench } from './customer-value.bench.ts'
import { editPlanBench } from './edit-plan.bench.ts'
import { fitBench } from './fit.bench.ts'
import { forecastBench } from './forecast.bench.ts'
import { importBench } from './import.bench.ts'
import { livePagesBench } from './live-pages.bench.ts'
import type { Benchmark, Finding } from './measure.ts'
import { metricsBench } from './metrics.bench.ts'
import { orderToScreenBench } from './order-to-screen.bench.ts'
import { routingBench } from './routing.bench.ts'
import { startUpBench } from './start-up.bench.ts'

const BENCHMARKS: readonly Benchmark[] = [
  importBench,
  startUpBench,
  orderToScreenBench,
  livePagesBench,
  editPlanBench,
  fitBench,
  forecastBench,
  routingBench,
  customerValueBench,
  metricsBench,
  cubeBench,
  alertsBench,
]

function figure(value: number, unit: Finding['unit']): string {
  if (unit === '') return value.toFixed(3)
  return value < 10 ? value.toFixed(2) : value.toFixed(1)
}

function row({ name, what, unit, median, runs, mark, sense, peer, held }: Finding): string {
  const range = `${figure(Math.min(...runs), unit)}–${figure(Math.max(...runs), unit)}`
  return [
    name.padEnd(18),
    `${figure(median, unit)} ${unit}`.padStart(10),
    range.padStart(14),
    `${sense === 'at most' ? '≤' : '≥'} ${figure(mark, unit)} ${unit}`.padStart(12),
    held ? '  holds ' : '  MISSED',
    peer === null ? what : `${what} (${peer})`,
  ].join(' ')
}

/** One benchmark that fails is told and does not hide the others; the exit code says that something failed. */
async function runOne(benchmark: Benchmark): Promise<readonly Finding[]> {
  try {
    return await benchmark.run()
  } catch (error) {
    process.stderr.write(`${benchmark.name} failed: ${String(error)}\n`)
    process.exitCode = 1
    return []
  }
}

async function main(): Promise<void> {
  const json = process.argv.includes('--json')
  const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
  const unknown = names.find((name) => !BENCHMARKS.some((benchmark) => benchmark.name === name))
  if (unknown !== undefined) {
    process.stderr.write(
      `There is no benchmark “${unknown}”; there are: ${BENCHMARKS.map(({ name }) => name).join(', ')}.\n`,
    )
    process.exitCode = 2
    return
  }
  const findings: Finding[] = []
  if (!json)
    process.stdout.write(
      `${'what'.padEnd(18)} ${'median'.padStart(10)} ${'range'.padStart(14)} ${'mark'.padStart(12)}\n`,
    )
  for (const benchmark of BENCHMARKS) {
    if (names.length > 0 && !names.includes(benchmark.name)) continue
    for (const found of await runOne(benchmark)) {
      findings.push(found)
      if (!json) process.stdout.write(`${row(found)}\n`)
    }
  }
  if (json)
    process.stdout.write(
      `${JSON.stringify({ node: process.version, processors: cpus().length, findings }, null, 2)}\n`,
    )
}

await main()
process.exit()
