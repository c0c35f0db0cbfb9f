/** Who may do what. One table; the server enforces it, the web only hides what it forbids. */

/** Roles of a membership, most powerful first. */
export const ROLES = [
  'administrator',
  'director',
  'manager',
  'representative',
  'analyst',
  'respondent',
  'guest',
] as const
export type Role = (typeof ROLES)[number]

/**
 * Actions that an endpoint may ask for. `public` needs no session, `signedIn` any session with a
 * membership; every other action is granted to roles by {@link GRANTS}.
 */
export const ACTIONS = [
  'public',
  'signedIn',
  'records.read',
  'records.write',
  'facts.read',
  'facts.write',
  'ledger.read',
  'ledger.write',
  'facts.rebuild',
  'metrics.read',
  'metrics.define',
  'targets.read',
  'targets.write',
  'targets.approve',
  'market.write',
  'targets.answer',
  'goals.write',
  'review.read',
  'monitoring.read',
  'monitoring.define',
  'alerts.define',
  'alerts.act',
  'grades.override',
  'meetings.join',
  'meetings.lead',
  'responses.write',
  'authority.grant',
  'audit.read',
  'members.read',
  'integration.write',
  'members.write',
  'positions.write',
  'standIns.write',
  'jobs.read',
  'fields.cost',
  'fields.margin',
] as const
export type Action = (typeof ACTIONS)[number]

/**
 * How far an action reaches: `own` (what belongs to the person), `subtree` (the person's organisation
 * subtree as of today), `workspace` (everything in it), `none` (no rows are read or the endpoint is public).
 */
export type Reach = 'own' | 'subtree' | 'workspace' | 'none'

/** What an endpoint declares in its meta: the action, and how its rows are limited. */
export type Permission = { readonly action: Action; readonly reach: Reach }

const READ: readonly Action[] = [
  'records.read',
  'facts.read',
  'metrics.read',
  'targets.read',
  'review.read',
  'monitoring.read',
  'meetings.join',
  'jobs.read',
]

/** Actions that each role holds. A role absent from an action's list is refused with `forbidden`. */
export const GRANTS: Readonly<Record<Role, readonly Action[]>> = {
  administrator: [
    ...READ,
    'records.write',
    'facts.write',
    'ledger.read',
    'ledger.write',
    'facts.rebuild',
    'metrics.define',
    'targets.write',
    'targets.approve',
    'market.write',
    'targets.answer',
    'goals.write',
    'monitoring.define',
    'alerts.define',
    'alerts.act',
    'grades.override',
    'meetings.lead',
    'responses.write',
    'authority.grant',
    'audit.read',
    'members.read',
    'integration.write',
    'members.write',
    'positions.write',
    'standIns.write',
    'fields.cost',
    'fields.margin',
  ],
  director: [
    ...READ,
    'records.write',
    'facts.write',
    'ledger.read',
    'targets.write',
    'targets.approve',
    'market.write',
    'targets.answer',
    'goals.write',
    'monitoring.define',
    'alerts.define',
    'alerts.act',
    'grades.override',
    'meetings.lead',
    'responses.write',
    'authority.grant',
    'members.read',
    'positions.write',
    'standIns.write',
    'fields.cost',
    'fields.margin',
  ],
  manager: [
    ...READ,
    'facts.write',
    'market.write',
    'targets.answer',
    'goals.write',
    'alerts.define',
    'alerts.act',
    'grades.override',
    'meetings.lead',
    'responses.write',
    'authority.grant',
    'standIns.write',
  ],
  representative: [...READ, 'facts.write', 'targets.answer', 'goals.write', 'alerts.act', 'standIns.write'],
  analyst: [
    ...READ,
    'records.write',
    'facts.write',
    'ledger.read',
    'ledger.write',
    'facts.rebuild',
    'metrics.define',
    'targets.write',
    'market.write',
    'goals.write',
    'monitoring.define',
    'alerts.define',
    'alerts.act',
    'grades.override',
    'meetings.lead',
    'responses.write',
    'standIns.write',
    'fields.cost',
    'fields.margin',
  ],
  respondent: ['meetings.join'],
  guest: ['meetings.join'],
}

/** Roles that see the whole workspace whatever their position; all others see their organisation subtree. */
export const WHOLE_WORKSPACE: readonly Role[] = ['administrator', 'director', 'analyst']

/** Whether a role holds an action. */
export function mayDo(role: Role, action: Action): boolean {
  return action === 'public' || action === 'signedIn' || GRANTS[role].includes(action)
}

/** Fields that not everybody reads. Each has an action; {@link GRANTS} holds the defaults, a workspace may differ. */
export const FIELDS = ['cost', 'margin'] as const
export type LimitedField = (typeof FIELDS)[number]

export const FIELD_ACTION: Readonly<Record<LimitedField, Action>> = {
  cost: 'fields.cost',
  margin: 'fields.margin',
}

/** Roles for which a workspace may open or close a field; the others are fixed by {@link GRANTS}. */
export const FIELD_ROLES = ['director', 'manager', 'analyst'] as const satisfies readonly Role[]
export type FieldRole = (typeof FIELD_ROLES)[number]
