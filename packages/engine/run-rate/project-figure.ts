import { type Better, type Blend, type Chance, chanceOf, valueAtChance } from '../goals/index.ts'

/** Where a figure is heading at the end of its period. */
export type Projection = {
  readonly value: number
  /** ends of the interval that holds it with 80 % */
  readonly low: number
  readonly high: number
  /** of the target; null without one */
  readonly chance: Chance | null
}

const LOWER_END = 0.1

/** The projection of a figure: its centre, its 80 % interval, and the chance of its target. */
export function projectFigure(blend: Blend, target: number | null, better: Better): Projection {
  return {
    value: blend.reduce((sum, { outlook, weight }) => sum + weight * outlook.centre, 0),
    low: valueAtChance(blend, 1 - LOWER_END, 'higher'),
    high: valueAtChance(blend, LOWER_END, 'higher'),
    chance: target === null ? null : chanceOf(blend, target, better),
  }
}
