import { Link } from '@tanstack/react-router'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { ChartCard } from '../../../ui/chart/chart-card.tsx'
import { monthsOption } from '../../../ui/chart/months-option.ts'
import { Gap, Money, Percent } from '../../../ui/figure/figure.tsx'
import { PaceTag } from '../../../ui/figure/tag.tsx'
import { formatMonth } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { shortMoney, toMajor } from '../../../ui/format/money.ts'
import { type Column, DataTable } from '../../../ui/page/data-table.tsx'
import { useTokens } from '../../../ui/theme/tokens.ts'
import { IssueButton } from './issue-button.tsx'
import type { Meeting, PackFigures } from './use-meeting.ts'

type Attained = NonNullable<PackFigures['attainment']>
type Row = Attained['rows'][number]

function useColumns(meeting: Meeting): Column<Row>[] {
  const { t, language } = useText()
  const currency = useCurrency()
  const money = (minor: number) => <Money minor={minor} currency={currency} />
  return [
    {
      key: 'name',
      title: t('meetings.pack.unit'),
      cell: ({ name, level }) => (
        <span className={level === 0 ? 'strong' : ''}>{nameIn(name, language)}</span>
      ),
    },
    {
      key: 'target',
      title: t('review.attainment.target'),
      numeric: true,
      wide: true,
      cell: ({ target }) => money(target),
    },
    {
      key: 'actual',
      title: t('review.attainment.actual'),
      numeric: true,
      cell: ({ actual }) => money(actual),
    },
    {
      key: 'attainment',
      title: t('review.attainment.attainment'),
      numeric: true,
      cell: ({ attainment }) => <Percent ratio={attainment} />,
    },
    {
      key: 'gap',
      title: t('meetings.pack.gap'),
      numeric: true,
      wide: true,
      cell: ({ gap }) => <Gap minor={gap} currency={currency} />,
    },
    { key: 'pace', title: t('meetings.pack.pace'), cell: ({ pace }) => <PaceTag pace={pace} /> },
    {
      key: 'issue',
      title: <span className="visually-hidden">{t('meetings.section.issues')}</span>,
      numeric: true,
      cell: ({ about, name, pace }) =>
        pace !== null &&
        pace < 1 && <IssueButton meeting={meeting} about={about} name={nameIn(name, language)} />,
    },
  ]
}

function Trend({ attained }: { readonly attained: Attained }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const tokens = useTokens()
  const { trend } = attained
  const months = trend.map(({ month }) => formatMonth(month, language))
  const major = (minor: number) => toMajor(minor, currency.digits)
  const short = (minor: number) => shortMoney(minor, currency, language)
  const [actual, target] = [t('review.attainment.actual'), t('review.attainment.target')]
  const last = trend.at(-1)
  return (
    <ChartCard
      title={t('meetings.pack.trend')}
      note={currency.code}
      summary={t('meetings.pack.trendSummary', {
        month: months.at(-1) ?? '',
        actual: short(last?.actual ?? 0),
        target: short(last?.target ?? 0),
      })}
      height={220}
      option={monthsOption({
        months,
        language,
        tokens,
        bars: [{ name: actual, values: trend.map((one) => major(one.actual)) }],
        lines: [{ name: target, values: trend.map((one) => major(one.target)), kind: 'target' }],
      })}
      table={{
        head: [t('review.trend.month'), actual, target],
        rows: trend.map((one, index) => ({
          key: one.month,
          cells: [
            { text: months[index] ?? '', raw: one.month },
            { text: short(one.actual), raw: major(one.actual) },
            { text: short(one.target), raw: major(one.target) },
          ],
        })),
      }}
    />
  )
}

/** Attainment and pace of the unit and what is below, and its months. */
export function PackAttainment({
  meeting,
  figures,
}: {
  readonly meeting: Meeting
  readonly figures: PackFigures
}) {
  const { t, language } = useText()
  const columns = useColumns(meeting)
  const { attainment } = figures
  if (attainment === null) return <p className="muted">{t('meetings.pack.noPlan')}</p>
  return (
    <div className="stack">
      <p className="muted">
        {t('meetings.pack.asOf', { day: attainment.asOf, year: attainment.fiscalYear })}
        {!figures.isWholeUnit && ` ${t('meetings.pack.ownPart')}`}{' '}
        <Link to="/review" search={{ scenarioId: attainment.scenarioId }} className="screen-only">
          {t('meetings.pack.toReview')} →
        </Link>
      </p>
      <DataTable
        label={t('meetings.section.attainment')}
        rows={attainment.rows}
        rowKey={({ about, name }) => `${JSON.stringify(about)} ${nameIn(name, language)}`}
        columns={columns}
        sumRow={({ level }) => level === 0}
      />
      <Trend attained={attainment} />
    </div>
  )
}
