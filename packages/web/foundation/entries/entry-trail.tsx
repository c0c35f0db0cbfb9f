import { type FieldName, fieldLabel, type Kind } from '@salesloom/contract'
import type { Outputs } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { formatMoment } from '../../ui/format/date.ts'

type Line = Outputs['entries']['getEntry']['trail'][number]

function labelOfColumn(kind: Kind, column: string, language: 'zh-CN' | 'zh-TW' | 'en'): string {
  const field = kind.fields.find((candidate) => candidate.column === column)
  return field === undefined ? column : fieldLabel(field.name as FieldName, language)
}

function shownValue(value: unknown): string {
  return value === null || value === undefined || value === '' ? '—' : String(value)
}

function Change({ kind, line }: { readonly kind: Kind; readonly line: Line }) {
  const { language } = useText()
  const after = (line.after ?? {}) as Record<string, unknown>
  const before = (line.before ?? null) as Record<string, unknown> | null
  const columns = Object.keys(after).filter(
    (column) =>
      kind.fields.some((field) => field.column === column) &&
      shownValue(after[column]) !== shownValue(before?.[column]),
  )
  return (
    <dl className="trail-values">
      {columns.map((column) => (
        <div key={column}>
          <dt>{labelOfColumn(kind, column, language)}</dt>
          <dd>
            {before !== null && <span className="faint">{shownValue(before[column])} → </span>}
            {shownValue(after[column])}
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
            <b>{line.actor}</b> <span className="faint">{formatMoment(line.at, language)}</span>
          </p>
          <Change kind={kind} line={line} />
        </li>
      ))}
    </ol>
  )
}
