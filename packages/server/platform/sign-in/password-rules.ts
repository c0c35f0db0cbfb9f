import { readFileSync } from 'node:fs'
import { AppError } from '../app-error.ts'

/** Length is what makes a password hard to guess; composition rules make people write patterns (NIST SP 800-63B). */
export const DEFAULT_PASSWORD_LENGTH = 12
export const SHORTEST_PASSWORD_LENGTH = 10
export const LONGEST_PASSWORD_LENGTH = 64

/** The library hashes at most this much. */
const MAXIMUM = 128

const COMMON = new Set(
  readFileSync(new URL('common-passwords.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== ''),
)

/** Letters as people disguise them: `p@ssw0rd` is `password`. */
const DISGUISES: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}

const plain = (text: string): string => [...text].map((mark) => DISGUISES[mark] ?? mark).join('')

/** So many digits and marks around a common word add little: `password2024!`. More of them may be a secret. */
const TRIMMINGS = 8

/** Whether a word of the list, with a few digits and marks before or behind, is all there is. */
function isCommon(password: string): boolean {
  const low = password.toLowerCase()
  const core = low.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const cores = low.length - core.length > TRIMMINGS ? [] : [core, plain(core)]
  const forms = [low, plain(low), ...cores]
  return forms.some((form) => COMMON.has(form) || COMMON.has(form.replace(/[\s_.-]/g, '')))
}

/** Whether at most four characters repeat, or neighbours follow each other: `abcabcabcabc`, `1234567890ab`. */
function isPattern(password: string): boolean {
  const marks = [...password.toLowerCase()]
  const repeats = [1, 2, 3, 4].some((period) =>
    marks.every((mark, i) => i < period || mark === marks[i - period]),
  )
  const steps = marks.slice(1).map((mark, i) => (mark.codePointAt(0) ?? 0) - (marks[i]?.codePointAt(0) ?? 0))
  const even = steps.filter((step, i) => Math.abs(step) <= 1 && (i === 0 || step === steps[i - 1])).length
  return repeats || even >= marks.length * 0.75
}

/** The parts of a name and address that a guesser tries first; short ones would forbid too much. */
function isPersonal(password: string, owner: { readonly email: string; readonly name: string }): boolean {
  const low = password.toLowerCase()
  const parts = [...owner.email.toLowerCase().split(/[@.+_-]/), ...owner.name.toLowerCase().split(/\s+/)]
  const whole = [
    owner.name.toLowerCase().replaceAll(/\s+/g, ''),
    owner.email.toLowerCase().split('@')[0] ?? '',
  ]
  return [...parts.filter((part) => part.length >= 5), ...whole.filter((part) => part.length >= 4)].some(
    (part) => low.includes(part),
  )
}

/**
 * Refuses a new password that is too short, known to everybody, a mere pattern, or made of its owner's name or
 * address. What passes is not asked for capitals, digits or marks.
 */
export function checkPassword(
  password: string,
  owner: { readonly email: string; readonly name: string },
  minimum: number,
): void {
  const length = [...password].length
  if (length < minimum) throw new AppError('passwordTooShort', { minimum })
  if (length > MAXIMUM) throw new AppError('passwordTooLong', { maximum: MAXIMUM })
  if (isPersonal(password, owner)) throw new AppError('passwordPersonal')
  if (isCommon(password) || isPattern(password)) throw new AppError('passwordCommon')
}
