import type { Outputs } from '../../api/client.ts'

/** What the server answers for the person's home. */
export type HomeData = Outputs['home']['getHome']
