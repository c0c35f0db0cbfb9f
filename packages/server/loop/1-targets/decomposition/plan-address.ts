import type { CellAddress } from '@salesloom/contract'
import {
  type CellAddress as EngineAddress,
  type PlanShape,
  positionOf,
  timeDimension,
} from '@salesloom/engine/allocation'
import { AppError } from '../../../platform/app-error.ts'

/** Dimensions of a plan but time, in the order of its cells. */
export const AXES = ['organisation', 'region', 'product', 'customerType'] as const
export type DimensionAxis = (typeof AXES)[number]

/** `quarter:2013-2` and `year:2013` as the plan's own periods: its second quarter, all of it. */
function engineTime(time: string | undefined): string | undefined {
  if (time === undefined || time.startsWith('year:')) return undefined
  return time.startsWith('quarter:') ? `quarter:${time.split(/[:-]/).at(-1)}` : time
}

/**
 * An address as the engine reads it.
 * @throws AppError `notFound` for a member or period that the plan does not have
 */
export function engineAddress(shape: PlanShape, at: CellAddress): EngineAddress {
  const address: Record<string, string> = {}
  for (const axis of AXES) {
    const key = at[axis]
    if (key === undefined) continue
    const dimension = shape.dimensions.find(({ name }) => name === axis)
    if (dimension === undefined || positionOf(dimension, key) < 0)
      throw new AppError('notFound', { what: axis, id: key })
    address[axis] = key
  }
  const time = engineTime(at.time)
  if (time === undefined) return address
  if (positionOf(timeDimension(shape), time) < 0)
    throw new AppError('notFound', { what: 'period', id: at.time ?? '' })
  return { ...address, time }
}
