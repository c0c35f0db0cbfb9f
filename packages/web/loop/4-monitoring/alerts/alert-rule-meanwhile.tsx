import { useText } from '../../../i18n/index.ts'
import { formatNumber } from '../../../ui/format/number.ts'
import { bothOf, differing, SavedMeanwhile, type VersionsProps } from '../meanwhile.tsx'
import { useColleagueNames } from '../use-colleagues.ts'
import type { Condition, Rule } from './use-alerts.ts'

/** Conditions in words: what each compares with, on which side it fires, and its figures. */
function useConditionWords() {
  const { t, language } = useText()
  const figuresOf = (condition: Condition) =>
    Object.values(condition)
      .filter((value) => typeof value === 'number')
      .map((value) => formatNumber(value, language, 2))
  return (conditions: readonly Condition[]) =>
    conditions
      .map((condition) =>
        [
          t(`alerts.rule.whenName.${condition.when}`),
          t(`alerts.rule.kindName.${condition.kind}`),
          ...figuresOf(condition),
        ].join(' '),
      )
      .join(', ')
}

/** Both versions of an alert rule that two people changed at once. */
export function AlertRuleMeanwhile({ theirs, mine, ...rest }: VersionsProps<Rule>) {
  const { t, language } = useText()
  const nameOf = useColleagueNames()
  const conditionWords = useConditionWords()
  const number = (value: number | null) => (value === null ? '' : formatNumber(value, language, 2))
  const both = bothOf({ theirs, mine })
  return (
    <SavedMeanwhile
      {...rest}
      differences={differing([
        both(t('alerts.rule.name'), ({ name }) => name),
        both(t('alerts.rule.metric'), ({ metric }) => metric),
        both(t('alerts.rule.by'), ({ by }) => t(`alerts.rule.tree.${by}`)),
        both(t('alerts.rule.grain'), ({ grain }) => t(`alerts.rule.grainName.${grain}`)),
        both(t('alerts.rule.window'), ({ window }) => number(window)),
        both(t('alerts.rule.part'), ({ part, channel }) => Object.values({ ...part, channel }).join(', ')),
        both(t('alerts.rule.conditions'), ({ conditions }) => conditionWords(conditions)),
        both(t('alerts.rule.overrides'), ({ overrides = [] }) =>
          overrides.map(({ conditions }) => conditionWords(conditions)).join('; '),
        ),
        both(t('alerts.rule.pending'), ({ pendingPeriods }) => number(pendingPeriods)),
        both(t('alerts.rule.keepFiring'), ({ keepFiringPeriods }) => number(keepFiringPeriods)),
        both(t('alerts.rule.severity'), ({ severity }) => t(`alerts.severity.${severity}`)),
        both(t('alerts.rule.escalate'), ({ escalateAfterHours }) => number(escalateAfterHours)),
        both(t('alerts.rule.owner'), ({ ownerId }) =>
          ownerId === null ? t('alerts.rule.ownerAuto') : nameOf(ownerId),
        ),
      ])}
    />
  )
}
