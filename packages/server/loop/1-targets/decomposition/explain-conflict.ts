import type { Conflict } from '@salesloom/engine/fit'
import { groupMinorUnits } from '@salesloom/engine/money'
import { AppError } from '../../../platform/app-error.ts'
import type { Bilingual } from '../member-names.ts'
import type { MarginWish } from './plan-operation.ts'

type Names = (key: string) => Bilingual

type Teller = {
  readonly margins: readonly MarginWish[]
  readonly nameOf: Names
  /** decimal places of the measure's unit */
  readonly digits: number
}

function amount(value: number, digits: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  return Number.isSafeInteger(value) ? groupMinorUnits(value, digits) : String(value)
}

function memberAt({ margins, nameOf }: Teller, place: { set: number; margin: number }): Bilingual {
  const key = margins[place.set]?.totals[place.margin]?.member
  return key === undefined ? { zh: '锁定的合计', en: 'a held total' } : nameOf(key)
}

function joined(names: readonly Bilingual[]): { membersZh: string; membersEn: string } {
  return {
    membersZh: names.map(({ zh }) => zh).join('、'),
    membersEn: names.map(({ en }) => en).join(', '),
  }
}

/** Why margins cannot be met together, with the members and amounts in words. */
export function refuseConflict(conflict: Conflict, teller: Teller): never {
  const { margins, digits } = teller
  switch (conflict.kind) {
    case 'totals-differ': {
      const [a, b] = conflict.sets
      throw new AppError('marginsDiffer', {
        axis: margins[a]?.dimension ?? '',
        otherAxis: margins[b]?.dimension ?? '',
        total: amount(conflict.totals[0], digits),
        otherTotal: amount(conflict.totals[1], digits),
        by: amount(Math.abs(conflict.by), digits),
      })
    }
    case 'out-of-reach': {
      const { zh, en } = memberAt(teller, conflict.place)
      throw new AppError('marginOutOfReach', {
        memberZh: zh,
        memberEn: en,
        total: amount(conflict.total, digits),
        least: amount(conflict.least, digits),
        greatest: amount(conflict.greatest, digits),
      })
    }
    case 'combined':
      throw new AppError('marginsConflict', {
        ...joined(conflict.margins.map((place) => memberAt(teller, place))),
        by: amount(conflict.needed - conflict.greatest, digits),
      })
    case 'pair':
      throw new AppError('marginsConflict', {
        ...joined(
          conflict.cut.lacking.flatMap((lacking, side) =>
            lacking.map((margin) => memberAt(teller, { set: conflict.sets[side]!, margin })),
          ),
        ),
        by: amount(Math.abs(conflict.cut.by), digits),
      })
  }
}
