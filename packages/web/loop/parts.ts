import type { Action } from '@salesloom/contract'
import type { Outputs } from '../api/client.ts'
import { PART_ACTIONS } from './part-actions.ts'

export type PartName = Outputs['home']['getLoopFigures']['figures'][number]['part']

/** The six parts in their order; each one's results are the next one's input, and the last feeds the first. */
export const PARTS = [
  { name: 'targets', order: 1, path: '/targets' },
  { name: 'planning', order: 2, path: '/planning' },
  { name: 'execution', order: 3, path: '/execution' },
  { name: 'monitoring', order: 4, path: '/monitoring' },
  { name: 'skills', order: 5, path: '/skills' },
  { name: 'review', order: 6, path: '/review' },
] as const satisfies readonly { name: PartName; order: number; path: string }[]

export type Part = (typeof PARTS)[number]

/** The parts that somebody may open: guests and respondents none of them. */
export const partsFor = (actions: readonly Action[]): readonly Part[] =>
  PARTS.filter(({ name }) => actions.includes(PART_ACTIONS[name]))

/** The colour of a part's thread. */
export function threadOf(name: PartName): string {
  return `var(--part-${PARTS.find((part) => part.name === name)?.order ?? 1})`
}
