import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { formatNumber } from '../../../ui/format/number.ts'
import { differing, SavedMeanwhile } from '../meanwhile.tsx'
import { GRADES, type Rule, TYPED, unitOf } from './rule-numbers.ts'

type Props = {
  readonly theirs: Rule
  readonly mine: Rule
  readonly pending: boolean
  readonly onTake: () => void
  readonly onKeep: () => void
}

/** Both versions of a rule of grades that two people changed at once. */
export function RuleMeanwhile({ theirs, mine, ...rest }: Props) {
  const { t, language } = useText()
  const { digits } = useCurrency()
  const followUp = ({ who, everyDays }: Rule['followUp']['A']) =>
    `${t(`monitoring.grades.who.${who}`)} ${t('monitoring.rule.every')} ${everyDays} ${t('monitoring.rule.days')}`
  return (
    <SavedMeanwhile
      {...rest}
      differences={differing([
        ...TYPED.map(({ name, kind }) => {
          const shown = (rule: Rule) => formatNumber(rule[name] / unitOf(kind, digits), language, 2)
          return { label: t(`monitoring.rule.${name}`), theirs: shown(theirs), mine: shown(mine) }
        }),
        ...GRADES.map((grade) => ({
          label: grade,
          theirs: followUp(theirs.followUp[grade]),
          mine: followUp(mine.followUp[grade]),
        })),
      ])}
    />
  )
}
