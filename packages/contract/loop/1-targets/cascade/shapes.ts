import { z } from 'zod'
import { bilingual, civilDate, id, minorUnits } from '../../../primitives.ts'
import { memberKey } from '../cells.ts'

/** Where a node stands: not reached yet, asked, a figure is proposed, and how it was answered. */
export const cascadeState = z.enum([
  'waiting',
  'open',
  'proposed',
  'accepted',
  'disputed',
  'settled',
  'signed',
])

export const cascadeEntryKind = z.enum([
  'published',
  'opened',
  'passedOn',
  'shifted',
  'accepted',
  'disputed',
  'proposed',
  'settled',
  'signed',
  'committed',
  'withdrawn',
  'comment',
  'reminded',
  'rules',
  'recalled',
])

/** What somebody may do at a node now; the server asks again. */
export const cascadeRights = z.object({
  answer: z.boolean().describe('accept, dispute, sign or commit: the node is the caller’s own'),
  settle: z.boolean().describe('settle a figure with those below'),
  passOn: z.boolean(),
})

/** A period of a target with what a person committed to; null where they did not answer. */
export const cascadePeriod = z.object({
  period: z.string(),
  own: minorUnits,
  committed: minorUnits.nullable(),
})

/** How far a level may go; only those who pass a target on read it. */
export const cascadeLimits = z.object({
  leastPercent: z.number(),
  greatestPercent: z.number(),
  shiftPercent: z.number(),
})

export const cascadeNode = z.object({
  member: memberKey,
  parent: memberKey.nullable().describe('null for what the caller sees first'),
  name: bilingual,
  level: z.number().int(),
  isLeaf: z.boolean(),
  state: cascadeState,
  version: z.number().int(),
  own: minorUnits.describe('what the node received'),
  assigned: minorUnits.nullable().describe('what it passes on in all; null where it passes nothing on'),
  overPercent: z.number().nullable().describe('(assigned − own) ÷ own in percent; null before it passed on'),
  shift: minorUnits.nullable().describe('moved to it by its parent; null for the caller’s own node'),
  committed: minorUnits.nullable().describe('null where nobody answered'),
  answered: z.number().int(),
  people: z.number().int(),
  targetOfAnswered: minorUnits,
  gap: minorUnits.nullable().describe('committed − target of those who answered'),
  answeredAmount: minorUnits.nullable().describe('the figure that was accepted, settled or signed'),
  dueOn: civilDate.describe('last day to answer at this node'),
  hasOwnRules: z.boolean().describe('its last day and limits are its own, not the cascade’s'),
  limits: cascadeLimits
    .nullable()
    .describe('how far it may go; null for those who neither pass it on nor stand above'),
  isLate: z.boolean(),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
  reason: z.string().nullable().describe('of the dispute, or of the proposal, that stands'),
  rights: cascadeRights,
})

export const cascadeEntry = z.object({
  entryId: id,
  member: memberKey,
  kind: cascadeEntryKind,
  amount: minorUnits.nullable(),
  percent: z.number().nullable(),
  note: z.string().nullable(),
  by: z.string(),
  at: z.iso.datetime(),
})

export const cascadeRules = z.object({
  dueOn: civilDate.describe('last day to answer'),
  commitPer: z.enum(['year', 'quarter']),
  measure: z.string(),
  unit: z.enum(['money', 'count']),
  publishedBy: z.string(),
  publishedAt: z.iso.datetime(),
  isLate: z.boolean(),
})

export const cascadeView = z.object({
  scenarioId: id,
  scenarioName: z.string(),
  fiscalYear: z.number().int(),
  rules: cascadeRules,
  reminders: z.object({
    lastAt: z.iso.datetime().nullable().describe('when anybody in the caller’s part was reminded last'),
    nextOn: civilDate.nullable().describe('when the schedule reminds whoever is open; null where nobody is'),
  }),
  limits: cascadeLimits.nullable(),
  rulesVersion: z.number().int().describe('of the last day and the limits, as one sees them'),
  withdrawn: z
    .object({ at: z.iso.datetime({ offset: true }), by: z.string(), reason: z.string() })
    .nullable()
    .describe('that the cascade does not hold any more; its nodes are as they stood and can only be read'),
  counts: z.record(cascadeState, z.number().int()).describe('nodes of the caller’s part by state'),
  nodes: z.array(cascadeNode).describe('depth first, those of the caller’s part'),
})
