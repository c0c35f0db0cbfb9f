import { actionWord } from './action-words.ts'
import type { ErrorDetail } from './error-entry.ts'
import { choiceLabel, kindLabelOf, labelOf } from './foundation/kinds/labels.ts'
import { importWord } from './import-words.ts'
import { inputLabel } from './input-labels.ts'
import type { Locale } from './locale.ts'
import { usedInText } from './metric-uses.ts'
import { missingWord } from './missing-words.ts'
import { planWord } from './plan-words.ts'

/** What is missing, what a file is that is not what it should be, or what has to be given. */
function whatIs(value: string, locale: Locale): string {
  return importWord('what', value, locale, missingWord(value, locale) ?? inputLabel(value, locale))
}

/** Places that name a field or a kind say it in the reader's language. */
export function spoken(detail: ErrorDetail, locale: Locale): ErrorDetail {
  return Object.fromEntries(
    Object.entries(detail).map(([key, value]) => {
      if (key === 'field' && typeof value === 'string') return [key, inputLabel(value, locale)]
      if (key === 'usedIn' && typeof value === 'string') return [key, usedInText(value, locale)]
      if (key === 'by' && typeof value === 'string') return [key, labelOf(kindLabelOf(value, locale), locale)]
      if (key === 'action' && typeof value === 'string') return [key, actionWord(value, locale)]
      if (key === 'what' && typeof value === 'string') return [key, whatIs(value, locale)]
      if (key === 'choices' && typeof value === 'string' && locale !== 'en')
        return [
          key,
          value
            .split(', ')
            .map((one) => choiceLabel(one, locale))
            .join(', '),
        ]
      return [key, typeof value === 'string' ? planWord(key, importWord(key, value, locale), locale) : value]
    }),
  )
}

/** Names that come in two languages, `memberZh` and `memberEn`, as one `member` in the reader's. */
export function named(detail: ErrorDetail, locale: Locale): ErrorDetail {
  const suffix = locale === 'en' ? 'En' : 'Zh'
  const names = Object.entries(detail).filter(([key]) => key.endsWith(suffix))
  return { ...detail, ...Object.fromEntries(names.map(([key, value]) => [key.slice(0, -2), value])) }
}
