import { type CommitmentRollUp, rollUpCommitments } from '@salesloom/engine/plan-cube'
import { todayOf } from '../../../foundation/entries/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type Bilingual, loadMemberNames } from '../member-names.ts'
import { type CommitmentRow, findCommitments, type NodeRow, rulesAt } from './cascade.store.ts'
import type { OpenCascade } from './open-cascade.ts'
import { AGREED, type Place, placeIn, SETTLEABLE, UNANSWERED } from './own-place.ts'
import { UNSETTLED } from './who-is-awaited.ts'

/** All that is needed to describe nodes of a cascade to a caller. */
export type Described = {
  readonly cascade: OpenCascade
  readonly place: Place
  readonly nameOf: (member: string) => Bilingual
  readonly commitments: readonly CommitmentRow[]
  readonly rolled: readonly CommitmentRollUp[]
  readonly reasons: ReadonlyMap<string, string | null>
  readonly today: string
}

/** Why each figure that is not agreed is disputed, or another one proposed: the words of the newest such answer, if it had any. */
async function findReasons(
  tx: WorkspaceTransaction,
  { workspaceId }: CallContext,
  { row, nodes }: OpenCascade,
): Promise<ReadonlyMap<string, string | null>> {
  const open = [...nodes.values()].filter(({ state }) => UNSETTLED.includes(state))
  if (open.length === 0) return new Map()
  const found = await tx
    .selectFrom('cascade_entry')
    .select(['member', 'kind', 'note'])
    .where('workspace_id', '=', workspaceId)
    .where('scenario_id', '=', row.scenarioId)
    .where('kind', 'in', UNSETTLED)
    .where(
      'member',
      'in',
      open.map(({ member }) => member),
    )
    .orderBy('cascade_entry_id')
    .execute()
  // A dispute's reason is not that of the figure proposed since, nor the other way round.
  return new Map(
    found
      .filter(({ member, kind }) => nodes.get(member)?.state === kind)
      .map(({ member, note }) => [member, note]),
  )
}

/** What each leaf committed to in all; null where it did not answer, undefined where nobody is asked. */
function committedByPosition(
  { tree, nodes }: OpenCascade,
  commitments: readonly CommitmentRow[],
): (number | null | undefined)[] {
  const sums = new Map<string, number>()
  for (const { member, amount } of commitments) sums.set(member, (sums.get(member) ?? 0) + amount)
  return tree.keys.map((key) => (nodes.has(key) ? (sums.get(key) ?? null) : undefined))
}

/** Reads what describes the nodes of a cascade beside their targets. */
export async function describeCascade(
  tx: WorkspaceTransaction,
  context: CallContext,
  cascade: OpenCascade,
): Promise<Described> {
  const commitments = await findCommitments(tx, context.workspaceId, cascade.row.scenarioId)
  const { tree, targets } = cascade
  return {
    cascade,
    place: placeIn(cascade, context),
    nameOf: await loadMemberNames(tx, context.workspaceId),
    commitments,
    rolled: rollUpCommitments(tree, committedByPosition(cascade, commitments), targets.own),
    reasons: await findReasons(tx, context, cascade),
    today: await todayOf(tx, context),
  }
}

/** The rules of a cascade as everybody in it reads them. */
export function rulesOf(
  { row, plan }: Pick<OpenCascade, 'row' | 'plan'>,
  today: string,
  node: Pick<NodeRow, 'dueOn' | 'limits'> = { dueOn: null, limits: null },
) {
  const { dueOn } = rulesAt(row, node)
  const { commitPer, measure, publishedBy, publishedAt } = row
  const described = plan.state.measures.find(({ code }) => code === measure)
  const unit = described?.unit === 'money' ? ('money' as const) : ('count' as const)
  return { dueOn, commitPer, measure, unit, publishedBy, publishedAt, isLate: today > dueOn }
}

/** How far those who pass a target on may go; null for those who do not. */
export function limitsFor({ cascade, place }: Described) {
  const { tree, row } = cascade
  const passesOn = tree.keys.some(
    (_, position) =>
      tree.ends[position] !== position + 1 && (place.isOwn(position) || place.isAbove(position)),
  )
  const { leastPercent, greatestPercent, shiftPercent } = row
  return passesOn ? { leastPercent, greatestPercent, shiftPercent } : null
}

function rightsAt({ cascade, place }: Described, { state }: NodeRow, position: number) {
  const isLeaf = cascade.tree.ends[position] === position + 1
  const isOwn = place.isOwn(position)
  const isAbove = place.isAbove(position)
  return {
    answer: isOwn,
    settle: isAbove && cascade.tree.parents[position]! >= 0 && SETTLEABLE.includes(state),
    passOn: !isLeaf && AGREED.includes(state) && (isOwn || isAbove),
  }
}

/** (assigned − own) ÷ own in percent as it was decided; what is assigned, once it was. */
function passedOn({ targets }: OpenCascade, { overPercent }: NodeRow, position: number) {
  return overPercent === null
    ? { assigned: null, overPercent: null }
    : { assigned: targets.assigned[position]!, overPercent }
}

/** A node as a caller who sees it may read it: its shift is for those above it alone. */
export function describeNode(described: Described, position: number) {
  const { cascade, place, nameOf, rolled, reasons, today } = described
  const { tree, targets, row } = cascade
  const member = tree.keys[position]!
  const node = cascade.nodes.get(member) as NodeRow
  const parent = tree.parents[position]!
  const { committed, answered, people, targetOfAnswered, gap } = rolled[position]!
  const { state, version, answeredAmount, changedBy, changedAt } = node
  const { dueOn, ...limits } = rulesAt(row, node)
  const rights = rightsAt(described, node, position)
  return {
    member,
    parent: parent >= 0 && place.sees(parent) ? tree.keys[parent]! : null,
    name: nameOf(member),
    level: tree.depths[position]!,
    isLeaf: tree.ends[position] === position + 1,
    state,
    version,
    own: targets.own[position]!,
    ...passedOn(cascade, node, position),
    shift: place.isAbove(position) ? node.shift : null,
    ...{ committed, answered, people, targetOfAnswered, gap },
    answeredAmount,
    dueOn,
    hasOwnRules: node.dueOn !== null,
    limits: rights.passOn || place.isAbove(position) ? limits : null,
    isLate: today > dueOn && UNANSWERED.includes(state),
    changedBy,
    changedAt,
    reason: reasons.get(member) ?? null,
    rights,
  }
}
