import { z } from 'zod'

/** Largest size of a number in a request: its square and the sums of squares stay far from overflow. */
const LARGEST = 1e15

/** A number of either sign, at most 10¹⁵ in size: beyond it answers would overflow to no number at all. */
export const magnitude = z.number().min(-LARGEST).max(LARGEST)

/** A number from 0 to 10¹⁵. */
export const notNegative = z.number().min(0).max(LARGEST)

/** A number from 10⁻¹², so that dividing by it does not overflow, to 10¹⁵. */
export const aboveZero = z.number().min(1e-12).max(LARGEST)

/** How many steps a search may be asked for: it is to end on its own. */
export const MOST_ITERATIONS = 10_000_000
