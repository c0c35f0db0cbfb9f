import { useRef, useState } from 'react'
import { useSession } from '../../../api/session.ts'
import { afterSaving, keepDraft, keptDraft, type MinutesDraft } from './minutes-draft.ts'
import type { Meeting } from './use-meeting.ts'

/** What the signed-in person wrote at a meeting and has not saved; it outlives the page, a reload and the end of the session. */
export function useKeptDraft(meetingId: number) {
  const { userId } = useSession().user
  const [draft, setDraft] = useState<MinutesDraft | null>(() => keptDraft(localStorage, userId, meetingId))
  const latest = useRef(draft)
  const change = (next: (current: MinutesDraft | null) => MinutesDraft | null) => {
    latest.current = next(latest.current)
    keepDraft(localStorage, userId, meetingId, latest.current)
    setDraft(latest.current)
  }
  return { draft, change }
}

/** What is being written at an open meeting: the text, and the version that it is written over. */
export function useMinutesDraft(meeting: Meeting) {
  const { draft, change } = useKeptDraft(meeting.meetingId)
  const [found] = useState(draft)
  const isChanged = draft !== null && draft.text !== meeting.minutes
  return {
    text: draft?.text ?? meeting.minutes,
    isChanged,
    version: draft?.over ?? meeting.version,
    /** whether somebody else has saved since the writing began */
    isBehind: isChanged && draft.over < meeting.version,
    /** when it was written, where it was found again and not touched since */
    foundFrom: isChanged && draft === found ? draft.at : null,
    write: (text: string) =>
      change((current) => {
        if (text === meeting.minutes && (current?.over ?? meeting.version) === meeting.version) return null
        return { text, over: current?.over ?? meeting.version, at: new Date().toISOString() }
      }),
    clear: () => change(() => null),
    saved: (text: string, version: number) => change((current) => afterSaving(current, { text, version })),
  }
}
