import type { Outputs } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { Change, Money } from '../../ui/figure/figure.tsx'
import { Tag } from '../../ui/figure/tag.tsx'
import { formatMonth } from '../../ui/format/date.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { shortMoney } from '../../ui/format/money.ts'
import { formatChange, formatNumber } from '../../ui/format/number.ts'
import { DataTable } from '../../ui/page/data-table.tsx'

type Preview = Outputs['targets']['previewTarget']

const growthOf = (base: number, target: number): number | null => (base === 0 ? null : target / base - 1)

/** That the base year is not over: which months are open, and what growth the year so far would need. */
function UnfinishedBase({ preview, baseYear }: { readonly preview: Preview; readonly baseYear: number }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { unfinished, baseTotal, total } = preview
  if (unfinished === null) return null
  const { months, expected } = unfinished
  const open = new Intl.ListFormat(language).format(months.map((month) => formatMonth(month, language)))
  return (
    <div className="notice care" role="status" style={{ marginBottom: 8 }}>
      <i aria-hidden="true">!</i>
      <div>
        <b>{t('targets.set.unfinished', { year: baseYear, months: open })}</b>
        <p>{t('targets.set.unfinishedSeason', { before: baseYear - 1 })}</p>
        {expected !== null && (
          <p>
            {t('targets.set.unfinishedExpected', {
              year: baseYear,
              base: shortMoney(baseTotal, currency, language),
              expected: shortMoney(expected, currency, language),
              growth: formatChange(total / expected - 1, language),
            })}
          </p>
        )}
      </div>
    </div>
  )
}

/** What a target would be, in total and for each person. */
export function TargetPreview({
  preview,
  baseYear,
}: {
  readonly preview: Preview
  readonly baseYear: number
}) {
  const { t, language } = useText()
  const currency = useCurrency()
  return (
    <>
      <p className="row">
        <b>{t('targets.set.preview')}</b>
        <span className="faint">{t('targets.set.previewNote')}</span>
      </p>
      <p style={{ margin: '6px 0 2px' }}>
        <span className="why-value">
          <Money minor={preview.total} currency={currency} />
        </span>{' '}
        <span className="muted">{t('targets.set.total', { year: preview.fiscalYear })}</span>{' '}
        <Change ratio={growthOf(preview.baseTotal, preview.total)} better="neither" />
      </p>
      <UnfinishedBase preview={preview} baseYear={baseYear} />
      <p className="faint" style={{ marginBottom: 8 }}>
        {t('targets.set.cells', { count: formatNumber(preview.cellCount, language) })}
      </p>
      <DataTable
        label={t('targets.set.preview')}
        rows={preview.people}
        rowKey={(person) => person.personId}
        columns={[
          {
            key: 'person',
            title: t('targets.set.person'),
            cell: (person) => (
              <span className="row">
                {nameIn(person.name, language)}
                {person.fallback && <Tag tone="care">{t('targets.set.byFallback')}</Tag>}
              </span>
            ),
          },
          {
            key: 'base',
            title: t('targets.set.base', { year: baseYear }),
            numeric: true,
            cell: (person) => <Money minor={person.base} currency={currency} />,
          },
          {
            key: 'target',
            title: t('targets.set.target'),
            numeric: true,
            cell: (person) => (
              <b>
                <Money minor={person.target} currency={currency} />
              </b>
            ),
          },
          {
            key: 'growth',
            title: t('targets.set.growthColumn'),
            numeric: true,
            wide: true,
            cell: (person) => <Change ratio={growthOf(person.base, person.target)} better="neither" />,
          },
        ]}
      />
    </>
  )
}
