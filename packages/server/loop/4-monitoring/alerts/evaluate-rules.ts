import type { AlertPart, AlertRule } from '@salesloom/contract'
import { isFiring, type Judged, type Standing, type StateName } from '@salesloom/engine/alerts'
import type { Metric, Period } from '../../../foundation/metrics/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { CurrentAlert, JudgedCondition, StoredRule } from './alert.store.ts'
import { conditionsOf, isSummable, metricsOf, PART_OF, readCatalogue, type Tree } from './alert-rule.ts'
import { type MemberFigures, type Question, readMemberFigures } from './member-figures.ts'
import { replayWatch, type Watch, watchRule } from './watch-rule.ts'
import { findWatched, type Member } from './watched-tree.ts'

/** What a rule says today. */
export type Evaluated = {
  readonly rule: StoredRule
  readonly state: StateName
  readonly problem: string | null
  readonly alerts: readonly Omit<CurrentAlert, 'ownerId'>[]
  /** members that another one is named for now */
  readonly renamed: ReadonlySet<string>
}

const TREE_OF: Readonly<Record<keyof AlertPart, Tree>> = {
  orgUnitId: 'units',
  personId: 'people',
  regionId: 'region',
  productId: 'product',
  customerTypeId: 'customerType',
}

/**
 * The tree whose figures answer a rule: a part as one is a member of its tree, so that one query answers many rules. Metrics of one
 * rule are asked by the same tree, so that their figures are of the same members.
 */
function treeFor({ by, part }: AlertRule, metrics: readonly Metric[]): Tree {
  const [only, ...others] = Object.keys(part) as (keyof AlertPart)[]
  if (by !== 'whole' || only === undefined || others.length > 0 || !metrics.every(isSummable)) return by
  return TREE_OF[only]
}

/** The queries that answer a rule, one for each metric; what the tree can tell is left out of the part. */
export function questionsOf(content: AlertRule, metrics: readonly Metric[]): Question[] {
  const tree = treeFor(content, metrics)
  const inTree = (name: string) =>
    content.by === 'whole' ? tree !== 'whole' : tree !== 'whole' && name === PART_OF[tree]
  const part = Object.fromEntries(Object.entries(content.part).filter(([name]) => !inTree(name)))
  return metrics.map((metric) => ({ metric, tree, grain: content.grain, part, channel: content.channel }))
}

const keyOf = ({ metric, tree, grain, part, channel }: Question): string =>
  JSON.stringify([metric.code, tree, grain, Object.entries(part).toSorted(), channel ?? null])

const needsTarget = (content: AlertRule, { code }: Metric): boolean =>
  conditionsOf(content, code).some(({ kind }) => kind === 'target')

/** Reads figures once for all rules that ask the same. */
export function openGround(tx: WorkspaceTransaction, context: CallContext, today: string) {
  const trees = new Map<Tree, Promise<Member[]>>()
  const figures = new Map<string, Promise<MemberFigures>>()
  const membersOf = (tree: Tree) => {
    const known = trees.get(tree) ?? findWatched(tx, context.workspaceId, tree, today)
    trees.set(tree, known)
    return known
  }
  const figuresOf = async (question: Question, members: Member[], withTarget: boolean) => {
    const key = `${keyOf(question)} ${withTarget}`
    const read = figures.get(key) ?? readMemberFigures(tx, context, question, members, { today, withTarget })
    figures.set(key, read)
    return read
  }
  return {
    membersOf,
    /** @param metrics those of the rule, its own first; @param besideTarget of that one the target is read in any case */
    watch: async (
      content: AlertRule,
      metrics: readonly Metric[],
      besideTarget = false,
    ): Promise<{ watch: Watch; members: Member[] }> => {
      const questions = questionsOf(content, metrics)
      const members = await membersOf(questions[0]?.tree ?? content.by)
      const read = new Map<string, MemberFigures>()
      for (const [i, question] of questions.entries()) {
        const withTarget = (besideTarget && i === 0) || needsTarget(content, question.metric)
        read.set(question.metric.code, await figuresOf(question, members, withTarget))
      }
      return { watch: watchRule(content, members, read), members }
    },
  }
}
export type Ground = ReturnType<typeof openGround>

/** Worst first: what the list of rules shows. */
const GRAVITY: readonly StateName[] = ['alerting', 'recovering', 'pending', 'error', 'noData', 'normal']

function stateOf(standings: readonly Standing[]): StateName {
  if (standings.every(({ state }) => state.name === 'noData')) return 'noData'
  const names = new Set(
    standings.map(({ state }) => (state.name === 'noData' && isFiring(state) ? 'alerting' : state.name)),
  )
  return GRAVITY.find((name) => name !== 'noData' && names.has(name)) ?? 'normal'
}

/** The days that the value of a period is of. */
function daysOf(periods: readonly Period[], at: number, window: number) {
  return {
    from: periods[Math.max(0, at - window + 1)]?.from ?? '',
    to: periods[at]?.to ?? '',
    period: periods[at]?.code ?? '',
  }
}

function ownerOfPart(content: AlertRule) {
  return { orgUnitId: content.part.orgUnitId ?? null, personId: content.part.personId ?? null }
}

/** What is kept of what the conditions of a rule say of a cause. */
function keptConditions(
  { metric }: AlertRule,
  judged: readonly Judged[],
  { channels }: Watch,
): JudgedCondition[] {
  return judged.map(({ condition: { of = metric, when }, value, mark, verdict }) => {
    const threshold = mark?.threshold ?? null
    return { metric: of, when, verdict, value, threshold, channels: channels.get(of) ?? [] }
  })
}

/** On which side of its threshold the rule's own metric is an alert. */
const directionOf = ({ metric, conditions }: AlertRule) =>
  conditions.find((condition) => (condition.metric ?? metric) === metric)?.when ?? 'below'

function judge(rule: StoredRule, watch: Watch, members: readonly Member[]): Evaluated {
  const { content, ruleId } = rule
  const { standings, alerts } = replayWatch(watch)
  const { periods } = watch
  const byKey = new Map(members.map((member) => [member.key, member]))
  const standing = new Map(standings.map((each) => [each.id, each]))
  const days = daysOf(periods, periods.length - 1, content.window)
  const open = alerts.filter(({ closed }) => closed === null)
  const current = open.map(({ id, raised }) => {
    const { state, reading } = standing.get(id) as Standing
    const member = byKey.get(id)
    const part = ownerOfPart(content)
    return {
      ruleId,
      member: id,
      orgUnitId: member?.orgUnitId ?? part.orgUnitId,
      personId: member?.personId ?? part.personId,
      state: state.name,
      severity: content.severity,
      direction: directionOf(content),
      sincePeriod: periods[raised]?.code ?? '',
      ...days,
      value: reading.value,
      threshold: reading.mark?.threshold ?? null,
      usual: reading.mark?.usual ?? null,
      conditions: keptConditions(content, reading.judged, watch),
    }
  })
  const renamed = new Set(
    standings
      .filter(({ id, state }) => isFiring(state) && !open.some((alert) => alert.id === id))
      .map(({ id }) => id),
  )
  return { rule, state: stateOf(standings), problem: null, alerts: current, renamed }
}

/** Evaluates rules with what the facts say now, as the whole company sees them. A rule that cannot be asked says why. */
export async function evaluateRules(
  tx: WorkspaceTransaction,
  context: CallContext,
  rules: readonly StoredRule[],
  today: string,
): Promise<Evaluated[]> {
  const catalogue = await readCatalogue(tx, context.workspaceId)
  const ground = openGround(tx, context, today)
  const evaluated: Evaluated[] = []
  for (const rule of rules) {
    try {
      const { watch, members } = await ground.watch(rule.content, metricsOf(rule.content, catalogue))
      evaluated.push(judge(rule, watch, members))
    } catch (error) {
      // A refusal concerns this rule alone; anything else (a lost database) ends the evaluation.
      if (!(error instanceof AppError)) throw error
      evaluated.push({ rule, state: 'error', problem: error.message, alerts: [], renamed: new Set() })
    }
  }
  return evaluated
}
