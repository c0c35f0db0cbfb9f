import type { Outputs } from '../../../api/client.ts'

/** A response as the server tells it. */
export type Response = Outputs['monitoring']['findResponses'][number]
