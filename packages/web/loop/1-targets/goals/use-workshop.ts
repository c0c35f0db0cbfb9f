import type { GoalAnswers, GoalDetail, GoalDraft, GoalTerms } from '@salesloom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../../api/client.ts'

const STORED = 'salesloom.goal-draft'
const PAUSE_MS = 350

type Kept = { readonly sentence: string; readonly answers: GoalAnswers }
const NOTHING: Kept = { sentence: '', answers: {} }

function remembered(): Kept {
  try {
    const kept = JSON.parse(sessionStorage.getItem(STORED) ?? 'null') as Kept | null
    return kept ?? NOTHING
  } catch {
    return NOTHING
  }
}

/** A goal as answers, for changing it. */
export function answersOf({
  metric,
  members,
  target,
  from,
  deadline,
  owner,
  actions,
  objective,
}: GoalDetail): GoalAnswers {
  return {
    metric: metric.code,
    slice: Object.fromEntries(members.map(({ kind, id }) => [`${kind}Id`, id])),
    target,
    from,
    deadline,
    ownerId: owner.id,
    actions: actions.map(({ text }) => text),
    objectiveId: objective?.id ?? null,
  }
}

/** The draft as it is saved, under the sentence as it should read; null while something is open. */
export function termsOf(sentence: string, draft: GoalDraft, shared: boolean): GoalTerms | null {
  const { metric, target, from, deadline, owner, complete } = draft
  if (!complete || metric === null || target === null || from === null || deadline === null || owner === null)
    return null
  return {
    sentence,
    metric: metric.code,
    slice: Object.fromEntries(draft.members.map(({ kind, id }) => [`${kind}Id`, id])),
    target,
    from,
    deadline,
    ownerId: owner.id,
    actions: draft.actions,
    objectiveId: draft.objective?.id ?? null,
    shared,
  }
}

/** Waits until somebody stops typing. */
function usePaused<Value>(value: Value): Value {
  const [paused, setPaused] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return paused
}

/** The sentence and the answers, read and checked as they change. A new draft outlives a reload. */
export function useWorkshop(goal: GoalDetail | null) {
  const [kept, setKept] = useState<Kept>(() =>
    goal === null ? remembered() : { sentence: goal.sentence, answers: answersOf(goal) },
  )
  useEffect(() => {
    if (goal === null) sessionStorage.setItem(STORED, JSON.stringify(kept))
  }, [goal, kept])
  const asked = usePaused(kept)
  const query = useQuery({
    ...api.goals.draftGoal.queryOptions({ input: asked }),
    enabled: asked.sentence.trim() !== '',
    placeholderData: keepPreviousData,
  })
  const draft = kept.sentence.trim() === '' ? undefined : query.data
  return {
    ...kept,
    query,
    draft,
    /** whether what is shown is of what is written */
    current: asked === kept && !query.isPlaceholderData && !query.isFetching,
    write: (sentence: string) => setKept((was) => ({ ...was, sentence })),
    answer: (part: GoalAnswers) => setKept((was) => ({ ...was, answers: { ...was.answers, ...part } })),
    start: (sentence: string) => setKept({ sentence, answers: {} }),
    forget: () => sessionStorage.removeItem(STORED),
  }
}

export type Workshop = ReturnType<typeof useWorkshop>
