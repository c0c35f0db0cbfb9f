import { type EntryRow, type EntryValue, fieldLabel, type Kind } from '@salesloom/contract'
import { Button } from 'antd'
import { useText } from '../../i18n/index.ts'
import { valueText } from './entry-value.tsx'

type TheirsProps = {
  readonly kind: Kind
  /** as the entry stands now */
  readonly row: EntryRow
  readonly changed: Readonly<Record<string, EntryValue>>
  /** fields that both changed */
  readonly names: readonly string[]
  readonly onTake: (name: string) => void
}

/** Values that somebody else has given meanwhile beside one's own, each of which can be let go. */
export function Theirs({ kind, row, changed, names, onTake }: TheirsProps) {
  const { t, language } = useText()
  const fields = kind.fields.filter((field) => names.includes(field.name))
  return (
    <section className="notice care" role="alert" aria-label={t('entries.theirs.title')}>
      <i aria-hidden="true">!</i>
      <div>
        <b>{t('entries.theirs.title')}</b>
        <p>{t(fields.length === 0 ? 'entries.theirs.elsewhere' : 'entries.theirs.text')}</p>
        {fields.length > 0 && (
          <ul className="theirs">
            {fields.map((field) => (
              <li key={field.name}>
                <span>{fieldLabel(field.name, language)}</span>
                <span>
                  {t('entries.theirs.now')} <b>{valueText(field, row.values[field.name], language)}</b>
                </span>
                {/* A link that was chosen is named in its field. */}
                {field.type !== 'link' && (
                  <span>
                    {t('entries.theirs.yours')} <b>{valueText(field, changed[field.name], language)}</b>
                  </span>
                )}
                <Button size="small" onClick={() => onTake(field.name)}>
                  {t('entries.theirs.take')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}
