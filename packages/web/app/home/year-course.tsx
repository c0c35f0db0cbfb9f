import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { CourseLine } from '../../ui/chart/course-line.tsx'
import { formatMonth } from '../../ui/format/date.ts'
import { shortMoney } from '../../ui/format/money.ts'
import type { HomeData } from './home-data.ts'

/** Running totals; a missing month ends them. */
export function cumulate(values: readonly (number | null)[]): (number | null)[] {
  let sum: number | null = 0
  return values.map((value) => {
    sum = sum === null || value === null ? null : sum + value
    return sum
  })
}

/** The fiscal year cumulated: actual so far, target, last year. */
export function YearCourse({ home }: { readonly home: HomeData }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { course } = home
  const actual = cumulate(course.map((month) => month.actual))
  const target = cumulate(course.map((month) => month.target))
  const past = cumulate(course.map((month) => month.lastYear))
  const hasTarget = target[0] !== null && target[0] !== undefined
  const last = actual.findLastIndex((value) => value !== null)
  const money = (minor: number | null | undefined) =>
    minor === null || minor === undefined ? '—' : shortMoney(minor, currency, language)
  const months = course.map(({ month }) => formatMonth(month, language))
  return (
    <CourseLine
      months={months}
      summary={t('home.course.summary', {
        month: months[last] ?? '',
        actual: money(actual[last]),
        target: money(target[last]),
        lastYear: money(past[last]),
      })}
      endNote={
        hasTarget
          ? t('home.course.end', { amount: money(target.at(-1)) })
          : t('home.course.soFar', { amount: money(actual[last]) })
      }
      courses={[
        { label: t('home.course.lastYear'), kind: 'past', values: past },
        ...(hasTarget ? [{ label: t('home.course.target'), kind: 'target' as const, values: target }] : []),
        { label: t('home.course.actual'), kind: 'actual', values: actual },
      ]}
    />
  )
}
