import type { Field, Kind } from '@salesloom/contract'
import type { CallContext } from '../../platform/http/call-context.ts'
import { mayReadField } from '../access/index.ts'

/** The fields of a kind that a caller may read: costs only where the role allows them. */
export function readableFields(context: CallContext, kind: Kind): readonly Field[] {
  return kind.fields.filter((field) => field.guard === null || mayReadField(context, field.guard))
}
