import type { TextKey } from '../../i18n/index.ts'

/** Which sentence an answer of the sign-in asks for. */
export function failureKey(status: number, wrong: 'credentials' | 'code' | 'provider'): TextKey {
  if (status === 429) return 'signIn.failed.tooMany'
  if (status === 0 || status >= 500) return 'signIn.failed.offline'
  return `signIn.failed.${wrong}`
}
