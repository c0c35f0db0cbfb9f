import { type Better, type Blend, type Chance, chanceOf, valueAtChance } from './outlook.ts'

/** Above this chance a target asks for nothing, below {@link TOO_HARD} it is hope. */
export const TOO_EASY = 0.8
export const TOO_HARD = 0.2

export type Verdict = 'tooEasy' | 'sensible' | 'tooHard'

/** Which side of the band a chance lies on; its bounds belong to the band. */
export function judgeChance(chance: number): Verdict {
  if (chance > TOO_EASY) return 'tooEasy'
  return chance < TOO_HARD ? 'tooHard' : 'sensible'
}

export type GradeName = 'base' | 'stretch' | 'challenge'
export type Grade = Chance & { readonly grade: GradeName; readonly wanted: number; readonly value: number }

/** Chances that the three grades are meant to have. */
export type GradeChances = Readonly<Record<GradeName, number>>
export const USUAL_CHANCES: GradeChances = { base: 0.8, stretch: 0.5, challenge: 0.2 }

const DIGITS = 3

/** A target that can be said: three digits unless more are asked for, and of a whole count no fraction. */
export function speakable(value: number, whole: boolean, digits = DIGITS): number {
  if (value === 0 || !Number.isFinite(value)) return value
  const places = digits - 1 - Math.floor(Math.log10(Math.abs(value)))
  const rounded = Number(value.toFixed(Math.min(12, Math.max(0, places))))
  const scale = 10 ** Math.max(0, -places)
  const said = places < 0 ? Math.round(value / scale) * scale : rounded
  return whole ? Math.round(said) : said
}

/**
 * Base, stretch and challenge: values with the chances wanted, rounded so that they can be said, and the chance that each
 * then has.
 */
export function gradeGoal(
  blend: Blend,
  better: Better,
  whole: boolean,
  wanted: GradeChances = USUAL_CHANCES,
): Grade[] {
  const names: readonly GradeName[] = ['base', 'stretch', 'challenge']
  return names.map((grade) => {
    const value = speakable(valueAtChance(blend, wanted[grade], better), whole)
    return { grade, wanted: wanted[grade], value, ...chanceOf(blend, value, better) }
  })
}
