import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { columnDate } from '../../../ui/format/date.ts'
import { shortMoney } from '../../../ui/format/money.ts'
import { bothOf, differing, SavedMeanwhile, type VersionsProps } from '../meanwhile.tsx'
import { useColleagueNames } from '../use-colleagues.ts'
import type { Measure } from './measure-form.tsx'

type Terms = Pick<Measure, 'title' | 'kind' | 'term' | 'ownerId' | 'dueOn' | 'cost' | 'expected'>
/** Both versions of a measure that two people changed at once. */
export function MeasureMeanwhile({ theirs, mine, ...rest }: VersionsProps<Terms>) {
  const { t, language } = useText()
  const currency = useCurrency()
  const nameOf = useColleagueNames()
  const money = (minor: number) => shortMoney(minor, currency, language)
  const expectedOf = ({ expected }: Terms) => money(expected.reduce((sum, { amount }) => sum + amount, 0))
  const both = bothOf({ theirs, mine })
  return (
    <SavedMeanwhile
      {...rest}
      differences={differing([
        both(t('response.measure.title'), ({ title }) => title),
        both(t('response.measure.kind'), ({ kind }) => t(`response.kind.${kind}`)),
        both(t('response.measure.term'), ({ term }) => t(`response.term.${term}`)),
        both(t('response.measure.owner'), ({ ownerId }) => nameOf(ownerId)),
        both(t('response.measure.dueOn'), ({ dueOn }) => columnDate(dueOn)),
        both(t('response.plan.cost'), ({ cost }) => money(cost)),
        both(t('response.plan.expected'), expectedOf),
      ])}
    />
  )
}
