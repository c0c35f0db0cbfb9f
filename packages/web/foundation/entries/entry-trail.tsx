import {
  auditActionText,
  type EntryValue,
  type Field,
  fieldLabel,
  type Kind,
  type Locale,
} from '@salesloom/contract'
import type { Outputs } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { formatMoment } from '../../ui/format/date.ts'
import { valueText } from './entry-value.tsx'

type Line = Outputs['entries']['getEntry']['trail'][number]

const shownValue = (field: Field, value: unknown, language: Locale): string =>
  value === '' ? '—' : valueText(field, value as EntryValue | undefined, language)

function Change({ kind, line }: { readonly kind: Kind; readonly line: Line }) {
  const { language } = useText()
  const after = (line.after ?? {}) as Record<string, unknown>
  const before = (line.before ?? null) as Record<string, unknown> | null
  const shown = kind.fields
    .filter(({ column }) => column in after)
    .map((field) => ({
      field,
      was: shownValue(field, before?.[field.column], language),
      is: shownValue(field, after[field.column], language),
    }))
    .filter(({ was, is }) => was !== is)
  return (
    <dl className="trail-values">
      {shown.map(({ field, was, is }) => (
        <div key={field.name}>
          <dt>{fieldLabel(field.name, language)}</dt>
          <dd>
            {before !== null && <span className="faint">{was} → </span>}
            {is}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Who changed what of an entry, newest first. */
export function EntryTrail({ kind, trail }: { readonly kind: Kind; readonly trail: readonly Line[] }) {
  const { t, language } = useText()
  if (trail.length === 0) return <p className="muted">{t('entries.trailNone')}</p>
  return (
    <ol className="trail">
      {trail.map((line) => (
        <li key={`${line.at} ${line.action}`}>
          <p>
            <b>{line.actor}</b> {auditActionText(line.action, language)}{' '}
            <span className="faint">{formatMoment(line.at, language)}</span>
          </p>
          <Change kind={kind} line={line} />
        </li>
      ))}
    </ol>
  )
}
