import { z } from 'zod'
import { metricCode, metricUnit } from '../../foundation/metric-definition.ts'
import { bilingual, civilDate, id, trilingual } from '../../primitives.ts'
import { procedure } from '../../procedure.ts'

/**
 * SMART goals. Figures are in the metric's own unit: money in minor units, a percentage as 0 to 1, others as they are
 * counted. Chances are 0 to 1.
 */
const figure = z.number()
const chance = z.number().min(0).max(1)

/** Whose figures are meant; what is left out is not narrowed. Members include what is below them. */
export const goalSlice = z.object({
  productId: id.optional(),
  regionId: id.optional(),
  customerTypeId: id.optional(),
  orgUnitId: id.optional(),
  personId: id.optional(),
})
export type GoalSlice = z.infer<typeof goalSlice>

const sentence = z.string().trim().min(1).max(500)
const actions = z.array(z.string().trim().min(1).max(200)).max(20)

export const goalQuestion = z.enum([
  'metric',
  'metricChoice',
  'slice',
  'value',
  'average',
  'pointsOrRelative',
  'contradiction',
  'deadline',
  'owner',
  'actions',
])
export type GoalQuestion = z.infer<typeof goalQuestion>

/** What the person said besides the sentence, answering what was asked; it counts before what was read. */
export const goalAnswers = z.object({
  metric: metricCode.optional(),
  slice: goalSlice.optional(),
  changeKind: z.enum(['points', 'relative']).optional(),
  target: figure.optional(),
  from: civilDate.optional(),
  deadline: civilDate.optional(),
  ownerId: id.optional(),
  actions: actions.optional(),
  objectiveId: id.nullable().optional(),
})
export type GoalAnswers = z.infer<typeof goalAnswers>

const named = z.object({ id, name: bilingual })
const member = named.extend({
  kind: z.enum(['product', 'region', 'customerType', 'orgUnit', 'person']),
})
const metricName = z.object({
  code: metricCode,
  name: trilingual,
  unit: metricUnit,
  better: z.enum(['higher', 'lower']),
})

/** What a check can find. */
export const goalNoteCode = z.enum([
  'missingMetric',
  'missingSlice',
  'missingActions',
  'missingOwner',
  'vague',
  'specific',
  'noMetric',
  'needsDeadline',
  'noBaseline',
  'baseline',
  'baselineDiffers',
  'pointsOrRelative',
  'noTarget',
  'needsMetricAndDeadline',
  'shortHistory',
  'quiet',
  'expected',
  'tooEasy',
  'sensible',
  'tooHard',
  'capacity',
  'share',
  'shareAlone',
  'beyondMarket',
  'noObjective',
  'objective',
  'objectiveApart',
  'objectiveEnds',
  'marginAbove',
  'marginBelow',
  'noDeadline',
  'deadline',
  'past',
  'far',
  'milestones',
  'sliceNotKept',
])

/**
 * A finding of a check: its code names the text, its values fill it in. Figures of the metric are `value`, `stated`, `street`,
 * `needed`, `points` and `relative`; shares are 0 to 1.
 */
const note = z.object({ code: goalNoteCode, values: z.record(z.string(), z.union([z.string(), z.number()])) })
const check = z.object({
  check: z.enum(['specific', 'measurable', 'achievable', 'relevant', 'timeBound']),
  state: z.enum(['met', 'weak', 'open']),
  notes: z.array(note),
})
export type GoalCheck = z.infer<typeof check>

const grade = z.object({
  grade: z.enum(['base', 'stretch', 'challenge']),
  wanted: chance,
  value: figure,
  chance,
})
const point = z.object({ day: civilDate, value: figure })

const outlook = z.object({
  /** of the target that is set; null while none is */
  reached: z
    .object({ chance, low: chance, high: chance, verdict: z.enum(['tooEasy', 'sensible', 'tooHard']) })
    .nullable(),
  bounds: z.object({ tooEasy: chance, tooHard: chance }),
  expected: figure,
  parts: z.array(
    z.object({
      source: z.enum(['forecast', 'capacity']),
      weight: chance,
      expected: figure,
      spread: figure,
      degrees: z.number(),
      chance: chance.nullable(),
    }),
  ),
  grades: z.array(grade),
  curve: z.array(z.object({ value: figure, height: z.number() })),
})

const draft = z.object({
  metric: metricName.nullable(),
  metricChoices: z.array(metricName),
  members: z.array(member),
  baseline: z.object({ value: figure, from: civilDate, to: civilDate, stated: figure.nullable() }).nullable(),
  change: z
    .object({ kind: z.enum(['points', 'relative', 'amount', 'ambiguous']), by: z.number() })
    .nullable(),
  target: figure.nullable(),
  /**
   * A figure that is said of each person, or of each of some stretches of the period: no total, so the total is asked. `people`
   * carry a target in the slice today (in a region, product or type of customer: those with a figure there a year before); with `spans`, how many stretches the period has, they make `total`.
   */
  average: z
    .object({
      amount: figure,
      isChange: z.boolean().describe('more than the baseline, and not the figure itself'),
      person: z.boolean(),
      span: z.enum(['day', 'week', 'month', 'quarter']).nullable(),
      people: z.number().int().nullable(),
      spans: z.number().nullable(),
      total: figure.nullable().describe('null where it does not follow'),
      begun: z
        .object({
          until: civilDate.describe('day up to which the period is over'),
          soFar: figure,
          each: figure
            .nullable()
            .describe(
              'what the rest comes to for each, rounded up; null where the rest has no people or days',
            ),
        })
        .nullable()
        .describe('of a period of which part is over: the total counts that part too'),
    })
    .nullable(),
  /** both values that “by 5 %” may mean, where it is asked back */
  readings: z.object({ points: figure, relative: figure }).nullable(),
  from: civilDate.nullable(),
  deadline: civilDate.nullable(),
  owner: named.nullable(),
  actions,
  objective: named.nullable(),
  vague: z.array(z.string()),
  spans: z.array(
    z.object({
      field: z.enum([
        'metric',
        'slice',
        'baseline',
        'change',
        'value',
        'deadline',
        'owner',
        'action',
        'vague',
      ]),
      from: z.number().int(),
      until: z.number().int(),
    }),
  ),
  questions: z.array(goalQuestion),
  suggestions: z.object({
    deadlines: z.array(z.object({ code: z.string(), day: civilDate })),
    objectives: z.array(named.extend({ fits: z.boolean() })),
  }),
  checks: z.array(check),
  outlook: outlook.nullable(),
  milestones: z.array(point),
  /** the sentence as it should read, gaps as “…” */
  rewritten: trilingual,
  complete: z.boolean(),
})
export type GoalDraft = z.infer<typeof draft>

/** What is saved: everything decided, nothing left to reading. */
export const goalTerms = z.object({
  sentence,
  metric: metricCode,
  slice: goalSlice.default({}),
  target: figure,
  from: civilDate,
  deadline: civilDate,
  ownerId: id,
  actions: actions.min(1),
  objectiveId: id.nullable().default(null),
  /** whether the owner's unit and those below it see the goal */
  shared: z.boolean().default(false),
})
export type GoalTerms = z.infer<typeof goalTerms>

const goalState = z.enum(['open', 'reached', 'missed', 'abandoned'])
const action = z.object({ text: z.string(), done: z.boolean() })

const summary = z.object({
  goalId: id,
  sentence: z.string(),
  metric: metricName,
  members: z.array(member),
  /** whether the figure adds up over the period, from nothing */
  sum: z.boolean(),
  baseline: figure,
  target: figure,
  from: civilDate,
  deadline: civilDate,
  owner: named,
  shared: z.boolean(),
  state: goalState,
  version: z.number().int(),
  /** now, and what should be there by today; null where the caller may not see the metric or it has no figure */
  now: figure.nullable(),
  expected: figure,
  track: z.enum(['on', 'off']).nullable(),
  /** where it is heading to at the deadline, with the chance of the target */
  projected: figure.nullable(),
  chance: chance.nullable(),
  confidence: z.number().int().nullable(),
  mayEdit: z.boolean(),
})
export type GoalSummary = z.infer<typeof summary>

const detail = summary.extend({
  baselineFrom: civilDate,
  baselineTo: civilDate,
  grades: z.array(grade),
  chanceAtStart: chance.nullable(),
  actions: z.array(action),
  objective: named.nullable(),
  milestones: z.array(point.extend({ actual: figure.nullable() })),
  course: z.array(point),
  checkIns: z.array(
    z.object({
      checkInId: id,
      day: civilDate,
      value: figure.nullable(),
      confidence: z.number().int(),
      note: z.string(),
      by: z.string(),
      at: z.iso.datetime(),
    }),
  ),
  result: figure.nullable(),
  lesson: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
})
export type GoalDetail = z.infer<typeof detail>

const versioned = z.object({ goalId: id, version: z.number().int() })
const answer = versioned

export const goals = {
  /** Reads an intent and checks it against the data, without saving anything. */
  draftGoal: procedure('targets.read', 'subtree')
    .route({ method: 'POST', path: '/goals/draft', tags: ['goals'] })
    .input(z.object({ sentence, answers: goalAnswers.default({}) }))
    .output(draft),

  /** Sets a goal. Refused with `outsideSubtree` where the owner or the slice is not the caller's to set goals for. */
  createGoal: procedure('goals.write', 'subtree')
    .route({ method: 'POST', path: '/goals', tags: ['goals'] })
    .input(goalTerms)
    .output(answer),

  /**
   * Changes a goal that is open. Refused with `goalChanged` when somebody changed it since `version`: the refusal names
   * them and both targets.
   */
  updateGoal: procedure('goals.write', 'subtree')
    .route({ method: 'POST', path: '/goals/update', tags: ['goals'] })
    .input(versioned.extend({ terms: goalTerms, done: z.array(z.boolean()).max(20).default([]) }))
    .output(answer),

  /** A word on the progress with the confidence from 0 (will not be reached) to 10 (will). */
  checkIn: procedure('goals.write', 'subtree')
    .route({ method: 'POST', path: '/goals/check-in', tags: ['goals'] })
    .input(
      z.object({
        goalId: id,
        note: z.string().trim().max(2000).default(''),
        confidence: z.number().int().min(0).max(10),
      }),
    )
    .output(z.object({ checkInId: id })),

  /** Ends a goal with what was learnt. Its figure at that time stays with it. */
  closeGoal: procedure('goals.write', 'subtree')
    .route({ method: 'POST', path: '/goals/close', tags: ['goals'] })
    .input(
      versioned.extend({
        state: z.enum(['reached', 'missed', 'abandoned']),
        lesson: z.string().trim().min(1).max(2000),
      }),
    )
    .output(answer),

  /** Goals of the caller's people, and those that were shared with the caller's unit; the nearest deadline first. */
  findGoals: procedure('targets.read', 'subtree')
    .route({ method: 'POST', path: '/goals/find', tags: ['goals'] })
    .input(z.object({ state: z.enum(['open', 'closed', 'all']).default('open') }))
    .output(z.array(summary)),

  /** A goal with its milestones, its course so far and its check-ins. */
  getGoal: procedure('targets.read', 'subtree')
    .route({ method: 'POST', path: '/goals/get', tags: ['goals'] })
    .input(z.object({ goalId: id }))
    .output(detail),
}
