import type { GoalAnswers, GoalDraft } from '@salesloom/contract'
import { addDays, fiscalPeriodOf, fiscalRange } from '@salesloom/engine/calendar'
import {
  chanceOf,
  type GoalLanguage,
  judgeChance,
  readIntent,
  relativeDensity,
  TOO_EASY,
  TOO_HARD,
  valueAtChance,
  writeGoal,
} from '@salesloom/engine/goals'
import { findMetrics } from '../../../foundation/metrics/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type Assessed, assess, chanceOfTarget, unkeptPart } from './assess-goal.ts'
import { multiplied } from './average-goal.ts'
import { checkGoal } from './check-goal.ts'
import { findObjectives, impliedShare, marginMix, type Objective } from './goal-evidence.ts'
import { type GoalSetting, ownSlice, readSetting } from './goal-scope.ts'
import { type GoalWordsOf, loadWords, type MetricEntry, type WordMember } from './goal-words.ts'
import { questionsOf, type Understood, understand } from './understand-goal.ts'

const CURVE_POINTS = 61
/** The curve is drawn where all but a hundredth at either side may lie. */
const CURVE_TAIL = 0.01

export const metricName = ({ code, name, unit, better }: MetricEntry) => ({ code, name, unit, better })
export const memberName = ({ kind, number, name }: WordMember) => ({ kind, id: number, name })

function curveOf(
  assessed: Assessed,
  target: number | null,
): GoalDraft['outlook'] extends infer O ? (O extends { curve: infer C } ? C : never) : never {
  const { outlook, measured } = assessed
  if (typeof outlook === 'string') return []
  const { better } = measured.metric
  const ends = [CURVE_TAIL, 1 - CURVE_TAIL].map((chance) => valueAtChance(outlook.blend, chance, better))
  const all = target === null ? ends : [...ends, target]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const step = (high - low) / (CURVE_POINTS - 1)
  return Array.from({ length: CURVE_POINTS }, (_, i) => {
    const value = low + i * step
    return { value, height: relativeDensity(outlook.blend, value) }
  })
}

/** What may come, as the page draws it. */
function outlookFor(assessed: Assessed, target: number | null): GoalDraft['outlook'] {
  const { outlook, grades, measured } = assessed
  if (typeof outlook === 'string') return null
  const { better } = measured.metric
  const found = target === null ? null : chanceOfTarget(assessed, target)
  const sources = ['forecast', 'capacity'] as const
  return {
    reached: found === null ? null : { ...found, verdict: judgeChance(found.chance) },
    bounds: { tooEasy: TOO_EASY, tooHard: TOO_HARD },
    expected: valueAtChance(outlook.blend, 0.5, better),
    parts: outlook.blend.map(({ outlook: part, weight }, i) => ({
      source: sources[i] ?? 'forecast',
      weight,
      expected: part.centre,
      spread: part.spread,
      degrees: part.degrees,
      chance: target === null ? null : chanceOf([{ outlook: part, weight: 1 }], target, better).chance,
    })),
    grades: grades.map(({ grade, wanted, value, chance }) => ({ grade, wanted, value, chance })),
    curve: curveOf(assessed, target),
  }
}

/** Whether an objective speaks of the same: its own words name the metric or a member of the goal. */
function fitsObjective(
  objective: Objective,
  understood: Understood,
  words: GoalWordsOf,
  setting: GoalSetting,
): boolean {
  return [objective.zh, objective.en].some((text) => {
    const { today, fiscalStart } = setting
    const read = readIntent(text, { today, fiscalStart, members: words.members, metrics: words.known })
    const members = new Set(read.members.map(({ id }) => id))
    return (
      (understood.metric !== null && read.metric === understood.metric.code) ||
      understood.members.some(({ id }) => members.has(id))
    )
  })
}

/** Ends of quarter, half and year that are still worth a goal: at least six weeks ahead. */
function deadlineSuggestions({ today, fiscalStart }: GoalSetting) {
  const soonest = addDays(today, 42)
  const { fiscalYear } = fiscalPeriodOf(today, fiscalStart)
  const quarters = [fiscalYear, fiscalYear + 1].flatMap((year) =>
    ([1, 2, 3, 4] as const).map((quarter) => ({
      code: `${year} Q${quarter}`,
      day: addDays(fiscalRange(year, { quarter }, fiscalStart).until, -1),
    })),
  )
  return quarters.filter(({ day }) => day >= soonest).slice(0, 4)
}

function rewrite(
  understood: Understood,
  assessed: Assessed | null,
  target: number | null,
  owner: WordMember | undefined,
  digits: number,
) {
  const { metric, members, deadline, actions } = understood
  const scale = metric?.unit === 'money' ? 10 ** digits : 1
  const write = (language: GoalLanguage) => {
    const named = ({ name }: { name: { zh: string; en: string } }) => (language === 'en' ? name.en : name.zh)
    return writeGoal(
      {
        metric: metric?.name[language] ?? null,
        unit: metric?.unit ?? 'count',
        members: members.map(named),
        baseline:
          assessed?.baseline == null ? null : Number((assessed.baseline.value / scale).toPrecision(4)),
        target: target === null ? null : target / scale,
        deadline,
        owner: owner === undefined ? null : named(owner),
        actions,
      },
      language,
    )
  }
  return { zh: write('zh'), zhTw: write('zhTw'), en: write('en') }
}

async function assessed(
  context: CallContext,
  understood: Understood,
  setting: GoalSetting,
): Promise<Assessed | null> {
  const { metric, deadline, slice, change, value, from } = understood
  if (metric === null || deadline === null || unkeptPart(metric, slice) !== null) return null
  const start = from !== null && from <= deadline ? from : null
  return assess(context, { metric, slice, from: start, deadline, change, value }, setting)
}

/** Reads an intent, works out its figures and checks it five ways. Nothing is saved. */
export async function draftGoal(
  context: CallContext,
  { sentence, answers }: { sentence: string; answers: GoalAnswers },
): Promise<GoalDraft> {
  const { database, workspaceId } = context
  const catalogue = await findMetrics(context)
  const loaded = await readWorkspace(database, workspaceId, async (tx) => {
    const setting = await readSetting(tx, context)
    const words = await loadWords(tx, context, catalogue, setting.today)
    const read = understand(context, sentence, answers, words, setting)
    const slice = await ownSlice(tx, context, read.slice, setting.today)
    return { setting, words, read, slice, objectives: await findObjectives(tx, workspaceId, setting.today) }
  })
  const { setting, words, objectives, slice } = loaded
  const understood = { ...loaded.read, slice }
  const found = await assessed(context, understood, setting)
  const target = found?.target ?? understood.value
  const objective = objectives.find(({ objectiveId }) => objectiveId === answers.objectiveId) ?? null
  const fitting = objectives.filter((one) => fitsObjective(one, understood, words, setting))
  const owner = understood.ownerId === null ? undefined : words.member('person', understood.ownerId)
  const questions = questionsOf(understood, answers)
  const evidence = {
    understood,
    assessed: found,
    target: found === null ? null : target,
    share: found === null || target === null ? null : await impliedShare(context, found.measured, target),
    mix:
      found?.baseline == null
        ? null
        : await marginMix(context, found.measured, { from: found.baseline.from, to: found.baseline.to }),
    objective,
    fits: objective !== null && fitting.includes(objective),
    setting,
  }
  const { intent, metric } = understood
  return {
    metric: metric === null ? null : metricName(metric),
    metricChoices: understood.metricChoices.map(metricName),
    members: understood.members.map(memberName),
    baseline: found?.baseline == null ? null : { ...found.baseline, stated: understood.stated },
    change: understood.change === null ? null : { kind: understood.change.kind, by: understood.change.by },
    target,
    average: understood.average === null ? null : await multiplied(context, understood.average, found),
    readings: found?.readings ?? null,
    from: found?.measured.period.from ?? understood.from,
    deadline: understood.deadline,
    owner: owner === undefined ? null : { id: owner.number, name: owner.name },
    actions: [...understood.actions],
    objective:
      objective === null ? null : { id: objective.objectiveId, name: { zh: objective.zh, en: objective.en } },
    vague: [...intent.vague],
    spans: [...intent.spans],
    questions,
    suggestions: {
      deadlines: deadlineSuggestions(setting),
      objectives: objectives.map((one) => ({
        id: one.objectiveId,
        name: { zh: one.zh, en: one.en },
        fits: fitting.includes(one),
      })),
    },
    checks: checkGoal(evidence),
    outlook: found === null ? null : outlookFor(found, target),
    milestones: [...(found?.milestones ?? [])],
    rewritten: rewrite(understood, found, target, owner, setting.digits),
    complete: questions.length === 0 && found !== null && found.baseline !== null && target !== null,
  }
}
