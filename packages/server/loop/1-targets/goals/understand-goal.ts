import type { GoalAnswers, GoalQuestion, GoalSlice } from '@salesloom/contract'
import { type Change, contradicts, type Intent, type MetricUnit, readIntent } from '@salesloom/engine/goals'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type SaidAverage, saidAverage } from './average-goal.ts'
import type { GoalSetting } from './goal-scope.ts'
import { type GoalWordsOf, type MetricEntry, SLICE_PART, type WordMember } from './goal-words.ts'

/** An intent with the answers laid over it, in the metric's own unit. */
export type Understood = {
  readonly intent: Intent
  readonly metric: MetricEntry | null
  readonly metricChoices: readonly MetricEntry[]
  readonly slice: GoalSlice
  readonly members: readonly WordMember[]
  readonly stated: number | null
  readonly change: Change | null
  readonly value: number | null
  /** a figure of the sentence that is no total */
  readonly average: SaidAverage | null
  readonly from: string | null
  readonly deadline: string | null
  readonly ownerId: number | null
  readonly actions: readonly string[]
}

/** Money is said in whole currency and kept in minor units. */
function inOwnUnit(value: number, unit: MetricUnit, digits: number): number {
  return unit === 'money' ? Math.round(value * 10 ** digits) : value
}

/** What the sentence means once it is clear that the metric is a percentage: “5 %” of it is unclear. */
function settleChange(
  change: Change | null,
  metric: MetricEntry | null,
  answers: GoalAnswers,
): Change | null {
  if (change === null) return null
  const open =
    change.kind === 'ambiguous' ||
    (change.kind === 'relative' && metric?.unit === 'percent' && answers.metric !== undefined)
  return open && answers.changeKind !== undefined ? { ...change, kind: answers.changeKind } : change
}

function sliceOf(members: readonly WordMember[]): GoalSlice {
  return Object.fromEntries(members.map(({ kind, number }) => [SLICE_PART[kind], number]))
}

function membersOf(slice: GoalSlice, words: GoalWordsOf): WordMember[] {
  return (Object.keys(SLICE_PART) as Array<keyof typeof SLICE_PART>).flatMap((kind) => {
    const number = slice[SLICE_PART[kind]]
    return number === undefined ? [] : (words.member(kind, number) ?? [])
  })
}

function ownerOf(owner: string | null, context: CallContext, words: GoalWordsOf): number | null {
  if (owner === 'me') return context.actor.personId
  return words.members.find(({ id }) => id === owner)?.number ?? null
}

/** Reads a sentence and lays the answers over it. */
export function understand(
  context: CallContext,
  sentence: string,
  answers: GoalAnswers,
  words: GoalWordsOf,
  setting: GoalSetting,
): Understood {
  const { today, fiscalStart, digits } = setting
  const known =
    answers.metric === undefined ? words.known : words.known.filter(({ code }) => code === answers.metric)
  const intent = readIntent(sentence, { today, fiscalStart, members: words.members, metrics: words.known })
  const code = answers.metric ?? intent.metric
  const metric = words.metrics.find((entry) => entry.code === code) ?? null
  const unit = known.find((entry) => entry.code === code)?.unit ?? 'count'
  const found = words.members.filter(({ id }) => intent.members.some((member) => member.id === id))
  const slice = answers.slice ?? sliceOf(found)
  const own = (value: number | null) => (value === null ? null : inOwnUnit(value, unit, digits))
  const change = settleChange(intent.change, metric, answers)
  const average = saidAverage(intent, change, metric, (value) => inOwnUnit(value, unit, digits))
  // Figures of one person or month are not those of all.
  const whole = average === null
  const amount = change?.kind === 'amount'
  return {
    intent,
    metric,
    metricChoices:
      answers.metric === undefined
        ? words.metrics.filter((entry) => intent.metricChoices.includes(entry.code))
        : [],
    slice,
    members: membersOf(slice, words),
    stated: whole ? own(intent.baseline) : null,
    change: !amount ? change : whole ? { ...change, by: inOwnUnit(change.by, unit, digits) } : null,
    value: answers.target ?? (whole ? own(intent.value) : null),
    average,
    from: answers.from ?? (answers.deadline === undefined ? intent.periodFrom : null),
    deadline: answers.deadline ?? intent.deadline,
    ownerId: answers.ownerId ?? ownerOf(intent.owner, context, words),
    actions: answers.actions ?? intent.actions,
  }
}

/** What is still open after the answers. */
export function questionsOf(understood: Understood, answers: GoalAnswers): GoalQuestion[] {
  const { intent, metric, metricChoices, change, value, stated, average } = understood
  const settled = answers.target !== undefined
  const asked: ReadonlyArray<readonly [GoalQuestion, boolean]> = [
    ['metric', metric === null && metricChoices.length === 0],
    ['metricChoice', metricChoices.length > 1],
    ['slice', understood.members.length === 0 && !intent.whole && answers.slice === undefined],
    ['value', value === null && change === null && average === null],
    ['average', !settled && average !== null],
    ['pointsOrRelative', !settled && change?.kind === 'ambiguous'],
    ['contradiction', !settled && contradicts({ baseline: stated, change, value })],
    ['deadline', understood.deadline === null],
    ['owner', understood.ownerId === null],
    ['actions', understood.actions.length === 0],
  ]
  return asked.flatMap(([question, open]) => (open ? [question] : []))
}
