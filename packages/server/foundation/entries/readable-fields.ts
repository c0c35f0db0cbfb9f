import type { Field, Kind } from '@salesloom/contract'
import type { CallContext } from '../../platform/http/call-context.ts'

const WITHOUT_COST = ['representative', 'respondent', 'guest']

/** The fields of a kind that a caller may read: costs only where the role allows them. */
export function readableFields({ actor }: CallContext, kind: Kind): readonly Field[] {
  return kind.fields.filter((field) => field.guard === null || !WITHOUT_COST.includes(actor.role))
}
