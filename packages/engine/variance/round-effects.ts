import { roundToTotal, unbounded } from '../allocation/index.ts'

/** Effects in whole minor units that add up to the whole difference exactly: largest remainder over all of them. */
export function roundEffects<K extends string>(
  effects: Readonly<Record<K, number>>,
  difference: number,
): Record<K, number> {
  const keys = Object.keys(effects) as K[]
  const reals = Float64Array.from(keys, (key) => effects[key])
  const whole = roundToTotal(reals, difference, unbounded(keys.length))
  if (whole === null) throw new RangeError('the effects are no finite amounts')
  return Object.fromEntries(keys.map((key, i) => [key, whole[i]! + 0])) as Record<K, number>
}
