import { callerOf, procedures } from '../../platform/http/procedures.ts'
import { getHome } from './get-home.ts'
import { getLoopFigures } from './get-loop-figures.ts'

/** The loop seen from one person's desk: it reads from the parts and owns nothing. */
export const home = {
  getHome: procedures.home.getHome.handler(({ context }) => getHome(callerOf(context))),
  getLoopFigures: procedures.home.getLoopFigures.handler(({ context }) => getLoopFigures(callerOf(context))),
}
