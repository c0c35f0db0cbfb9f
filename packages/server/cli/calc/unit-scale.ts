import { MalformedInput } from './calculation.ts'

/** Between the numbers of a request and whole multiples of its unit. */
export type UnitScale = {
  /** @throws MalformedInput where the number is no multiple of the unit, or too large to be exact or a number at all */
  readonly read: (value: number, path: string) => number
  readonly floor: (value: number) => number
  readonly ceil: (value: number) => number
  readonly write: (units: number) => number
}

const TOLERANCE = 1e-9

/** Decimal places of a unit such as 0.01; 0 for whole numbers. */
function placesOf(unit: number): number {
  const [, fraction = '', exponent = '0'] = /^\d+(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(unit)) ?? []
  return Math.max(0, fraction.length - Number(exponent))
}

/** @param unit null where the measure has none: numbers pass as they are */
export function unitScale(unit: number | null): UnitScale {
  if (unit === null) {
    const same = (value: number) => value
    const read = (value: number, path: string) => {
      if (!Number.isFinite(value))
        throw new MalformedInput(path, 'a number that is not beyond all bounds', value)
      return value
    }
    return { read, floor: same, ceil: same, write: same }
  }
  const places = Math.min(20, placesOf(unit))
  const near = (value: number) => {
    const units = Math.round(value / unit)
    return Math.abs(value / unit - units) <= TOLERANCE * Math.max(1, Math.abs(units)) ? units : null
  }
  return {
    read: (value, path) => {
      const units = near(value)
      if (units === null) throw new MalformedInput(path, `a multiple of the unit ${unit}`, value)
      if (!Number.isSafeInteger(units))
        throw new MalformedInput(path, `at most ${Number.MAX_SAFE_INTEGER} units`, value)
      return units === 0 ? 0 : units
    },
    floor: (value) => near(value) ?? Math.floor(value / unit),
    ceil: (value) => near(value) ?? Math.ceil(value / unit),
    write: (units) => (units === 0 ? 0 : Number((units * unit).toFixed(places))),
  }
}
