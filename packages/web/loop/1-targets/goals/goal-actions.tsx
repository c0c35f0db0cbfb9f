import type { GoalDetail } from '@salesloom/contract'
import { useMutation } from '@tanstack/react-query'
import { Checkbox } from 'antd'
import { api } from '../../../api/client.ts'
import { queries } from '../../../api/queries.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import { answersOf } from './use-workshop.ts'

/** What shall be done, to be ticked off by those who may change the goal. */
export function GoalActions({ goal }: { readonly goal: GoalDetail }) {
  const update = useMutation(
    api.goals.updateGoal.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.goals.key() }),
    }),
  )
  const { metric, slice, target, from, deadline, ownerId, objectiveId } = answersOf(goal)
  const tick = (index: number, done: boolean) => {
    if (
      metric === undefined ||
      target === undefined ||
      from === undefined ||
      deadline === undefined ||
      ownerId === undefined
    )
      return
    update.mutate({
      goalId: goal.goalId,
      version: goal.version,
      terms: {
        sentence: goal.sentence,
        metric,
        slice: slice ?? {},
        target,
        from,
        deadline,
        ownerId,
        objectiveId: objectiveId ?? null,
        actions: goal.actions.map(({ text }) => text),
        shared: goal.shared,
      },
      done: goal.actions.map((action, i) => (i === index ? done : action.done)),
    })
  }
  return (
    <>
      <ul className="goal-actions">
        {goal.actions.map(({ text, done }, i) => (
          <li key={text} className={done ? 'done' : ''}>
            <Checkbox
              checked={done}
              disabled={!goal.mayEdit || goal.state !== 'open' || update.isPending}
              onChange={(event) => tick(i, event.target.checked)}
            >
              {text}
            </Checkbox>
          </li>
        ))}
      </ul>
      {update.isError && <Problem error={update.error} />}
    </>
  )
}
