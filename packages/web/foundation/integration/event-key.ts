import type { webhookEvents } from '@salesloom/contract'

type Event = (typeof webhookEvents)[number]

const KEYS = {
  'facts.entriesChanged': 'entriesChanged',
  'facts.orderRecorded': 'orderRecorded',
  'facts.imported': 'imported',
  'records.changed': 'recordsChanged',
  'targets.scenarioApproved': 'scenarioApproved',
  'targets.cascadeChanged': 'cascadeChanged',
  'targets.answerReminded': 'answerReminded',
} as const satisfies Record<Event, string>

/** The name of an event's text. */
export function eventKey(event: Event): (typeof KEYS)[Event] {
  return KEYS[event]
}
