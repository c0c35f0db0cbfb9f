import type { GoalCheck } from '@salesloom/contract'
import { fiscalPeriodOf } from '@salesloom/engine/calendar'
import { judgeChance } from '@salesloom/engine/goals'
import { type Assessed, chanceOfTarget, unkeptPart } from './assess-goal.ts'
import type { ImpliedShare, MarginMix, Objective } from './goal-evidence.ts'
import type { GoalSetting } from './goal-scope.ts'
import type { Understood } from './understand-goal.ts'

type Note = GoalCheck['notes'][number]
type State = GoalCheck['state']

/** Everything that the checks look at. */
export type Evidence = {
  readonly understood: Understood
  readonly assessed: Assessed | null
  readonly target: number | null
  readonly share: ImpliedShare | null
  readonly mix: MarginMix | null
  readonly objective: Objective | null
  readonly fits: boolean
  readonly setting: GoalSetting
}

const note = (code: Note['code'], values: Note['values'] = {}): Note => ({ code, values })
const when = (condition: boolean, ...notes: Note[]): Note[] => (condition ? notes : [])

/** Metric, slice, action and owner are named, and no word stands for a figure. */
function checkSpecific({ understood }: Evidence): GoalCheck {
  const { metric, members, intent, actions, ownerId } = understood
  const missing = [
    ...when(metric === null, note('missingMetric')),
    ...when(members.length === 0 && !intent.whole, note('missingSlice')),
    ...when(actions.length === 0, note('missingActions')),
    ...when(ownerId === null, note('missingOwner')),
  ]
  const vague = intent.vague.map((word) => note('vague', { word }))
  const state: State = missing.length > 0 ? 'open' : vague.length > 0 ? 'weak' : 'met'
  return {
    check: 'specific',
    state,
    notes: [...missing, ...vague, ...when(state === 'met', note('specific', { count: actions.length }))],
  }
}

/** How far a stated baseline may lie from what the data say before it is pointed out. */
const BASELINE_APART = 0.02

/** The goal is bound to a metric that lives, from a baseline that the data say. */
function checkMeasurable({ understood, assessed, target }: Evidence): GoalCheck {
  const { metric, stated } = understood
  const check = 'measurable'
  if (metric === null) return { check, state: 'open', notes: [note('noMetric')] }
  if (unkeptPart(metric, understood.slice) !== null)
    return { check, state: 'open', notes: [note('sliceNotKept')] }
  if (assessed === null) return { check, state: 'open', notes: [note('needsDeadline')] }
  const { baseline, readings } = assessed
  if (baseline === null) return { check, state: 'open', notes: [note('noBaseline')] }
  const differs =
    stated !== null && Math.abs(stated - baseline.value) > Math.abs(baseline.value) * BASELINE_APART
  const notes = [
    note('baseline', { value: baseline.value, from: baseline.from, to: baseline.to }),
    ...when(differs, note('baselineDiffers', { stated: stated ?? 0, value: baseline.value })),
    ...(readings === null ? [] : [note('pointsOrRelative', readings)]),
    ...when(target === null && readings === null, note('noTarget')),
  ]
  return { check, state: target === null ? 'open' : differs ? 'weak' : 'met', notes }
}

function capacityNotes({ assessed, target }: Evidence): Note[] {
  if (assessed === null || typeof assessed.outlook === 'string' || assessed.outlook.capacity === null)
    return []
  const { street, people, ramping } = assessed.outlook.capacity
  const needed = Math.max(0, (target ?? 0) - assessed.measured.done.numerator)
  return [note('capacity', { street, needed, people, ramping })]
}

function shareNotes({ share }: Evidence): Note[] {
  if (share === null) return []
  const { now, implied } = share
  return [now === null ? note('shareAlone', { implied }) : note('share', { implied, now })]
}

/** The chance of the target lies within the band: neither given nor hopeless. */
function checkAchievable(evidence: Evidence): GoalCheck {
  const { assessed, target } = evidence
  const check = 'achievable'
  if (assessed === null) return { check, state: 'open', notes: [note('needsMetricAndDeadline')] }
  const { outlook } = assessed
  if (typeof outlook === 'string') return { check, state: 'open', notes: [note(outlook)] }
  const expected = note('expected', { value: outlook.forecast.centre })
  if (target === null) return { check, state: 'open', notes: [expected, note('noTarget')] }
  const found = chanceOfTarget(assessed, target)
  if (found === null) return { check, state: 'open', notes: [expected] }
  const verdict = judgeChance(found.chance)
  const beyondMarket = evidence.share !== null && evidence.share.implied > 1
  return {
    check,
    state: verdict === 'sensible' && !beyondMarket ? 'met' : 'weak',
    notes: [
      note(verdict, { ...found }),
      expected,
      ...capacityNotes(evidence),
      ...shareNotes(evidence),
      ...when(beyondMarket, note('beyondMarket')),
    ],
  }
}

function mixNotes(mix: MarginMix | null): Note[] {
  if (mix === null) return []
  return [note(mix.own >= mix.whole ? 'marginAbove' : 'marginBelow', { own: mix.own, whole: mix.whole })]
}

/** The goal serves an objective, and does not pull the margin mix down unsaid. */
function checkRelevant({ objective, fits, mix, understood }: Evidence): GoalCheck {
  const notes =
    objective === null
      ? [note('noObjective')]
      : [
          note('objective', { zh: objective.zh, en: objective.en }),
          ...when(!fits, note('objectiveApart')),
          ...when(
            understood.deadline !== null && understood.deadline > objective.until,
            note('objectiveEnds', { day: objective.until }),
          ),
        ]
  const dilutes = mix !== null && mix.own < mix.whole
  const state: State = objective === null ? 'open' : dilutes || !fits ? 'weak' : 'met'
  return { check: 'relevant', state, notes: [...notes, ...mixNotes(mix)] }
}

/** The deadline lies ahead, in this or the next fiscal year, with milestones on the way. */
function checkTimeBound({ understood, assessed, setting }: Evidence): GoalCheck {
  const { deadline } = understood
  const check = 'timeBound'
  if (deadline === null) return { check, state: 'open', notes: [note('noDeadline')] }
  const { today, fiscalStart } = setting
  const { fiscalYear, quarter } = fiscalPeriodOf(deadline, fiscalStart)
  const past = deadline <= today
  const far = fiscalYear > fiscalPeriodOf(today, fiscalStart).fiscalYear + 1
  const notes = [
    note('deadline', { day: deadline, year: fiscalYear, quarter }),
    ...when(past, note('past')),
    ...when(far, note('far')),
    ...(assessed === null || assessed.milestones.length === 0
      ? []
      : [note('milestones', { count: assessed.milestones.length })]),
  ]
  return { check, state: past ? 'open' : far ? 'weak' : 'met', notes }
}

/** The five checks, each with what it found. */
export function checkGoal(evidence: Evidence): GoalCheck[] {
  return [checkSpecific, checkMeasurable, checkAchievable, checkRelevant, checkTimeBound].map((check) =>
    check(evidence),
  )
}
