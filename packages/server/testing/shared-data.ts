import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ROOT } from '../platform/config/read-config.ts'

const SHARED = resolve(process.env['SALESLOOM_SHARED'] ?? join(ROOT, '../shared'), 'data')

/** Folder of the AdventureWorks files beside the checkout; SALESLOOM_SHARED names another place. */
export const ADVENTUREWORKS = join(SHARED, 'adventureworks')

/** A reason to skip a test, in words, where the data are absent; false where they are there. */
export const WITHOUT_ADVENTUREWORKS: string | false = existsSync(
  join(ADVENTUREWORKS, 'FactResellerSales.csv'),
)
  ? false
  : `the AdventureWorks files are not in ${ADVENTUREWORKS}; set SALESLOOM_SHARED to run this`
