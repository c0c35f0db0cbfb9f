import { fieldLabel, type Kind } from '@salesloom/contract'
import type { Outputs } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { isMoney, valueText } from './entry-value.tsx'

type Found = Outputs['entries']['findEntries']

/** What all rows that were found add up to, with the currency of what is money. */
export function EntrySums({ kind, found }: { readonly kind: Kind; readonly found: Found }) {
  const { t, language } = useText()
  const summed = kind.fields.filter(
    (field) => field.name in found.sums && field.listed && field.name !== 'unitPrice',
  )
  if (summed.length === 0 || found.total === 0) return null
  return (
    <p className="entry-sums">
      <span className="faint">{t('entries.sumOfAll')}</span>
      {summed.map((field) => (
        <span key={field.name}>
          {fieldLabel(field.name, language)}{' '}
          <b className="figures">{valueText(field, found.sums[field.name] ?? '0', language)}</b>
          {found.currency !== null && isMoney(field) && <span className="faint"> {found.currency}</span>}
        </span>
      ))}
      {found.unrated > 0 && (
        <span className="faint">{t('entries.unratedRows', { count: found.unrated })}</span>
      )}
    </p>
  )
}
