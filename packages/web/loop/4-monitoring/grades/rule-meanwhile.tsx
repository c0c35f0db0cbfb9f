import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { formatNumber } from '../../../ui/format/number.ts'
import { bothOf, differing, SavedMeanwhile, type VersionsProps } from '../meanwhile.tsx'
import { GRADES, type Rule, TYPED, unitOf } from './rule-numbers.ts'

/** Both versions of a rule of grades that two people changed at once. */
export function RuleMeanwhile({ theirs, mine, ...rest }: VersionsProps<Rule>) {
  const { t, language } = useText()
  const { digits } = useCurrency()
  const followUp = ({ who, everyDays }: Rule['followUp']['A']) =>
    `${t(`monitoring.grades.who.${who}`)} ${t('monitoring.rule.every')} ${everyDays} ${t('monitoring.rule.days')}`
  const both = bothOf({ theirs, mine })
  return (
    <SavedMeanwhile
      {...rest}
      differences={differing([
        ...TYPED.map(({ name, kind }) =>
          both(t(`monitoring.rule.${name}`), (rule) =>
            formatNumber(rule[name] / unitOf(kind, digits), language, 2),
          ),
        ),
        ...GRADES.map((grade) => both(grade, (rule) => followUp(rule.followUp[grade]))),
      ])}
    />
  )
}
