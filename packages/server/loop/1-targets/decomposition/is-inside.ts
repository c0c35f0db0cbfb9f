import type { CellAddress } from '@salesloom/contract'
import { coveredRange, overlap, planDimensions, positionOf } from '@salesloom/engine/allocation'
import type { Visibility } from '../../../platform/http/call-context.ts'
import type { OpenPlan } from './open-plan.ts'
import { editsOf, type PlanOperation, placeOf } from './plan-operation.ts'
import { scopesOf } from './plan-rows.ts'

/** Whether a unit or person lies at or below one of the caller's own. */
function isBelow({ shape }: OpenPlan, scopes: readonly string[], key: string | undefined): boolean {
  const organisation = shape.dimensions.find(({ name }) => name === 'organisation')
  if (organisation === undefined || key === undefined) return false
  const position = positionOf(organisation, key)
  return scopes.some((scope) => {
    const [from, to] = coveredRange(organisation, scope)
    return position >= from && position < to
  })
}

/** Where the edits of an operation were made. */
function placesOf(operation: PlanOperation): readonly CellAddress[] {
  return operation.kind === 'spread' || operation.kind === 'calibrate'
    ? editsOf(operation.payload).map(({ at }) => at)
    : [placeOf(operation)]
}

/** Whether a caller may read what an operation said: they see everything, or all of it was done in their part. */
export function isInside(plan: OpenPlan, visibility: Visibility, operation: PlanOperation): boolean {
  const scopes = scopesOf(plan.shape, visibility)
  return (
    scopes === null || placesOf(operation).every(({ organisation }) => isBelow(plan, scopes, organisation))
  )
}

/** Whether a place has something in common with a caller's part. @param scopes the tops of that part; null the whole */
export function isNear({ shape }: OpenPlan, scopes: readonly string[] | null, at: CellAddress): boolean {
  const address = Object.fromEntries(Object.entries(at).filter(([, key]) => key !== undefined)) as Record<
    string,
    string
  >
  return (
    scopes === null ||
    scopes.some((scope) => overlap(planDimensions(shape), address, { organisation: scope }))
  )
}
