import { formatMonth } from '../../ui/format/date.ts'
import { type Language, nameIn } from '../../ui/format/locale.ts'
import type { ComputedRow } from './figure-value.tsx'

type Member = ComputedRow['members'][number]

/** A member of a breakdown in words; months by their names. */
export function memberText(member: Member | undefined, language: Language): string {
  if (member === undefined) return ''
  if (member.breakdown === 'month') return formatMonth(member.code, language, true)
  const name = nameIn(member.name, language)
  return name === '' ? member.code : name
}
