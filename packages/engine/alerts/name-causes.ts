/** A member of a tree with what a rule says of it. `gap` adds up over members: money, or ratio × weight. */
export type TreeMember = {
  readonly id: string
  readonly parent: string | null
  readonly isFiring: boolean
  readonly gap: number
}

/** Share of a member's gap that some of the members below must make up to be its cause. */
const EXPLAINED = 0.8

type Below = ReadonlyMap<string | null, readonly TreeMember[]>

/** The firing members nearest below one. */
function firingBelow(below: Below, id: string | null): TreeMember[] {
  return (below.get(id) ?? []).flatMap((member) =>
    member.isFiring ? [member] : firingBelow(below, member.id),
  )
}

/** Whether few members below make up what is missing above; half of them or more is not their own matter any more. */
function isTheirs(member: TreeMember, firing: readonly TreeMember[], children: number): boolean {
  if (firing.length === 0 || children < 2 || firing.length * 2 > children) return false
  return firing.reduce((sum, { gap }) => sum + gap, 0) >= EXPLAINED * member.gap
}

function causesOf(below: Below, member: TreeMember): string[] {
  const firing = firingBelow(below, member.id)
  if (!isTheirs(member, firing, below.get(member.id)?.length ?? 0)) return [member.id]
  return firing.flatMap((each) => causesOf(below, each))
}

/**
 * The members to which alerts are raised: one per cause. A firing member is the cause itself, and nothing below it is named,
 * unless at most half of its children fire and make up 80 % of its gap: then it is theirs, and each is looked at in turn.
 * No named member stands below another; each firing one is named, or one above or below it is.
 */
export function nameCauses(members: readonly TreeMember[]): string[] {
  const known = new Set(members.map(({ id }) => id))
  const below: Below = Map.groupBy(members, ({ parent }) =>
    parent !== null && known.has(parent) ? parent : null,
  )
  return firingBelow(below, null).flatMap((member) => causesOf(below, member))
}
