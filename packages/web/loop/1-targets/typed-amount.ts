import { groupDigits } from '@salesloom/engine/money'

/** Digits in threes, so that a large figure can be read while it is typed. */
export function groupedAmount(value: string | number | undefined): string {
  return groupDigits(String(value ?? ''))
}

/** What was typed without its grouping. It stays text: the number of an empty field would be 0, which nobody typed. */
export function typedAmount(text: string | undefined): string {
  return (text ?? '').replaceAll(/[,，\s]/g, '')
}
