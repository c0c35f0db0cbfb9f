import type { Change, Intent, IntentContext, Question } from './intent.ts'
import { readActions } from './read-actions.ts'
import { readAverage } from './read-average.ts'
import { readDeadline } from './read-deadline.ts'
import { type Figures, readFigures } from './read-figures.ts'
import { isOnlyMetric, readMetric, readWordyMetric } from './read-metric.ts'
import { readMembers, readPeople } from './read-names.ts'
import { Sentence } from './sentence.ts'
import { VAGUE_WITHOUT_FIGURE, VAGUE_WORDS, WHOLE_WORDS } from './vocabulary.ts'

/** How far figures that are said twice may lie apart: rounding, not another figure. */
const POINTS_APART = 0.000_6
const SHARE_APART = 0.006

/** What the other two figures say of the third: whether baseline, change and value can all be true. */
export function contradicts({ baseline, change, value }: Figures): boolean {
  if (baseline === null || change === null || value === null) return false
  const difference = value - baseline
  const share = baseline === 0 ? null : value / baseline - 1
  const fits = {
    points: Math.abs(difference - change.by) <= POINTS_APART,
    amount: Math.abs(difference - change.by) <= Math.abs(baseline) * SHARE_APART,
    relative: share !== null && Math.abs(share - change.by) <= SHARE_APART,
  }
  return change.kind === 'ambiguous' ? !(fits.points || fits.relative) : !fits[change.kind]
}

/** A percentage of a percentage is clear where baseline and value say which it is. */
function settle(figures: Figures): Change | null {
  const { baseline, change, value } = figures
  if (change?.kind !== 'ambiguous' || baseline === null || value === null || contradicts(figures))
    return change
  const points = Math.abs(value - baseline - change.by) <= POINTS_APART
  return { ...change, kind: points ? 'points' : 'relative' }
}

function readVague(sentence: Sentence, patterns: readonly RegExp[]): string[] {
  const found: Array<{ readonly at: number; readonly word: string }> = []
  for (const pattern of patterns)
    for (const { index, 0: text } of sentence.matches(pattern)) {
      sentence.take('vague', index, index + text.length)
      found.push({ at: index, word: sentence.written(index, index + text.length).toLowerCase() })
    }
  return found.toSorted((a, b) => a.at - b.at).map(({ word }) => word)
}

function questionsOf(intent: Omit<Intent, 'asks' | 'spans'>, contradiction: boolean): Question[] {
  const { change, value, metric, metricChoices } = intent
  const asked: ReadonlyArray<readonly [Question, boolean]> = [
    ['metric', metric === null && metricChoices.length === 0],
    ['metricChoice', metricChoices.length > 1],
    ['slice', intent.members.length === 0 && !intent.whole],
    ['value', change === null && value === null],
    ['pointsOrRelative', change?.kind === 'ambiguous'],
    ['contradiction', contradiction],
    ['deadline', intent.deadline === null],
    ['owner', intent.owner === null],
    ['actions', intent.actions.length === 0],
  ]
  return asked.flatMap(([question, missing]) => (missing ? [question] : []))
}

/**
 * Reads an intent in plain words, Chinese (either script) or English: metric, slice, baseline, change, value, deadline,
 * owner and actions, with what is missing or unclear. Nothing is guessed where two readings are possible: it is asked.
 */
export function readIntent(text: string, context: IntentContext): Intent {
  const read = readAs(text, context, true)
  if (measures(read)) return read
  // “每人每月40次拜访” alone is no action beside a goal, it is the goal.
  const again = readAs(text, context, false)
  return measures(again) ? again : read
}

function measures({ metric, metricChoices, change, value }: Intent): boolean {
  return (metric !== null || metricChoices.length > 0) && (change !== null || value !== null)
}

/** @param often whether what is done every week, or by everybody, is an action */
function readAs(text: string, context: IntentContext, often: boolean): Intent {
  const sentence = new Sentence(text)
  const { owner, people } = readPeople(sentence, context.members)
  const wordy = readWordyMetric(sentence, context.metrics)
  const vague = readVague(sentence, VAGUE_WORDS)
  const actions = readActions(sentence, often)
  const whole = WHOLE_WORDS.test(sentence.rest)
  const days = readDeadline(sentence, context)
  const members = readMembers(
    sentence,
    context.members.filter(
      ({ kind, names }) =>
        kind !== 'person' &&
        (kind !== 'customerType' || wordy !== null || !isOnlyMetric(sentence, context.metrics, names)),
    ),
  )
  const codes = wordy === null ? readMetric(sentence, context.metrics) : [wordy]
  const unit = context.metrics.find(({ code }) => code === codes[0])?.unit ?? null
  const average = readAverage(sentence)
  const figures = readFigures(sentence, unit)
  const change = settle(figures)
  if (change === null && figures.value === null) vague.push(...readVague(sentence, VAGUE_WITHOUT_FIGURE))
  const intent = {
    metric: codes.length === 1 ? codes[0]! : null,
    metricChoices: codes.length > 1 ? codes : [],
    members: [...members, ...people],
    whole,
    ...figures,
    change,
    average,
    periodFrom: days?.from ?? null,
    deadline: days?.to ?? null,
    owner,
    actions,
    vague,
  }
  const spans = sentence.spans.toSorted((a, b) => a.from - b.from)
  return { ...intent, asks: questionsOf(intent, contradicts({ ...figures, change })), spans }
}
