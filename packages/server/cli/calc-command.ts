import { text } from 'node:stream/consumers'
import { type Command, Option } from 'commander'
import { z } from 'zod'
import { type Calculation, MalformedInput } from './calc/calculation.ts'
import { customerValueCalculation } from './calc/customer-value.ts'
import { fitCalculation } from './calc/fit.ts'
import { forecastCalculation } from './calc/forecast.ts'
import { funnelCalculation } from './calc/funnel.ts'
import { gradeCalculation } from './calc/grade.ts'
import { readInput } from './calc/read-input.ts'
import { reconcileCalculation } from './calc/reconcile.ts'
import { routeCalculation } from './calc/route.ts'
import { spreadCalculation } from './calc/spread.ts'
import { visitPlanCalculation } from './calc/visit-plan.ts'
import { winProbabilityCalculation } from './calc/win-probability.ts'

/** Everything that `salesloom calc` offers. */
export const CALCULATIONS: readonly Calculation[] = [
  spreadCalculation,
  fitCalculation,
  forecastCalculation,
  reconcileCalculation,
  routeCalculation,
  visitPlanCalculation,
  customerValueCalculation,
  funnelCalculation,
  winProbabilityCalculation,
  gradeCalculation,
]

type Options = { schema?: boolean }

/** The answer as JSON text; an impossible request is an answer too. */
export async function answerTo(calculation: Calculation, input: string): Promise<string> {
  const outcome = await calculation.calculate(readInput(calculation.input, input))
  return JSON.stringify(
    outcome.ok ? outcome.value : { infeasible: { reason: outcome.reason, detail: outcome.detail } },
  )
}

/** Whether an error names a field: what a schema lets through the engine may still refuse, by its path. */
function namesField(error: unknown): error is Error {
  if (error instanceof MalformedInput) return true
  return error instanceof RangeError && /^[\w.[\]]+: expected /.test(error.message)
}

/** The shape of the input as a JSON schema. */
export function schemaOf(calculation: Calculation): string {
  return JSON.stringify(z.toJSONSchema(calculation.input, { io: 'input' }), null, 2)
}

/** The sentence about malformed input; null for an error that is not about it. */
export function refusalOf(calculation: Calculation, error: unknown): string | null {
  return namesField(error) ? `salesloom calc ${calculation.name}: ${error.message}` : null
}

async function run(calculation: Calculation, { schema }: Options): Promise<void> {
  if (schema === true) {
    process.stdout.write(`${schemaOf(calculation)}\n`)
    return
  }
  try {
    process.stdout.write(`${await answerTo(calculation, await text(process.stdin))}\n`)
  } catch (error) {
    const refusal = refusalOf(calculation, error)
    if (refusal === null) throw error
    process.stderr.write(`${refusal}\n`)
    process.exitCode = 2
  }
}

/** calc: functions of the engine on JSON, without a database. */
export function addCalcCommand(program: Command): void {
  const calc = program
    .command('calc')
    .description('run a function of the engine on JSON from standard input; no database is needed')
  for (const calculation of CALCULATIONS) {
    calc
      .command(calculation.name)
      .description(calculation.summary)
      .addOption(new Option('--schema', 'print the JSON schema of the input'))
      .action((options: Options) => run(calculation, options))
  }
}
