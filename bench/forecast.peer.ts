import { spawnSync } from 'node:child_process'

/** R's forecast package on the same series: the models with their bands, timed inside of R, its start left out. */
const PROGRAM = `
suppressPackageStartupMessages(library(forecast))
rows <- strsplit(readLines(file("stdin")), " ")
series <- lapply(rows, function(row) ts(as.numeric(row), frequency = 12))
measure <- function(name, count, model) {
  model(series[[1]])
  used <- series[seq_len(min(count, length(series)))]
  seconds <- system.time(for (x in used) model(x))[["elapsed"]]
  cat(name, length(used) / seconds, "\\n")
}
measure("ets", 5, function(x) forecast(ets(x), h = 12, level = c(80, 95)))
measure("thetaf", 100, function(x) thetaf(x, h = 12, level = c(80, 95)))
measure("auto.arima", 5, function(x) forecast(auto.arima(x), h = 12, level = c(80, 95)))
`

function runR(program: string, input: string): string | null {
  const { status, stdout } = spawnSync('Rscript', ['-e', program], { input, encoding: 'utf8' })
  return status === 0 ? stdout : null
}

/** Whether R and its forecast package are on this machine (Debian: r-base-core, r-cran-forecast). */
export function isInstalled(): boolean {
  return runR('suppressPackageStartupMessages(library(forecast))', '') !== null
}

/** Series a second by each method of R. */
export function perSecondInR(series: readonly Float64Array[]): { readonly [method: string]: number } {
  const answer = runR(PROGRAM, `${series.map((values) => values.join(' ')).join('\n')}\n`)
  if (answer === null) throw new Error('R could not measure its methods')
  return Object.fromEntries(
    answer
      .trim()
      .split('\n')
      .map((line) => line.split(' '))
      .map(([method, value]) => [method!, Number(value)]),
  )
}
