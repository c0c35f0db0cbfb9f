/**
 * Random cases for each property: 100, or as many as `PROPERTY_RUNS` says (`npm run test:nightly` asks for 1,000). The
 * only file of the engine that reads the environment; nothing but tests imports it.
 */
function propertyRuns(): number {
  const runs = Number(process.env['PROPERTY_RUNS'] ?? 100)
  if (!Number.isSafeInteger(runs) || runs < 1)
    throw new RangeError(`PROPERTY_RUNS: expected a whole number of at least 1, got ${runs}`)
  return runs
}

export const numRuns = propertyRuns()
