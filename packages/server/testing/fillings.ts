import { loadSampleCompany } from '../connectors/sample-company/index.ts'
import { loadSuperstore } from '../connectors/superstore/index.ts'
import { fixedClock, systemClock } from '../platform/clock/index.ts'
import type { Filling } from './test-database.ts'

/** The Superstore sample: 9,994 order lines of four years, with an invented team. */
export const SUPERSTORE: Filling = {
  key: 'superstore',
  fill: (database) => loadSuperstore(database, { clock: systemClock }),
}

/** The sample company as it stands at a moment, with its stories. */
export function sampleCompanyAt(instant: string): Filling {
  return {
    key: `sample company ${instant}`,
    fill: (database) => loadSampleCompany(database, { clock: fixedClock(instant) }),
  }
}
