import type { GoalDetail } from '@salesloom/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { App, Button, Checkbox } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { failureOf } from '../../../api/failure.ts'
import { queries } from '../../../api/queries.ts'
import { PageHead } from '../../../app/page-head.tsx'
import { useText } from '../../../i18n/index.ts'
import { formatCivilDate } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { FoundChips } from './found-chips.tsx'
import { GoalChecks } from './goal-checks.tsx'
import { OpenQuestions } from './open-questions.tsx'
import { ChanceFigure, GradeTable, OutlookPicture } from './outlook-picture.tsx'
import { SentenceEditor } from './sentence-editor.tsx'
import { TargetsNavigation } from './targets-navigation.tsx'
import { termsOf, useWorkshop, type Workshop } from './use-workshop.ts'
import './goals.css'
import './workshop.css'
import './outlook.css'

const route = getRouteApi('/in/targets/goals/new')
const EXAMPLES = ['goals.workshop.example1', 'goals.workshop.example2', 'goals.workshop.example3'] as const

function Examples({ onStart }: { readonly onStart: (sentence: string) => void }) {
  const { t } = useText()
  return (
    <div className="examples">
      <p className="muted">{t('goals.workshop.nothing')}</p>
      <p>
        <b>{t('goals.workshop.examples')}</b>
      </p>
      {EXAMPLES.map((key) => (
        <button key={key} type="button" className="example" onClick={() => onStart(t(key))}>
          {t(key)}
        </button>
      ))}
    </div>
  )
}

/** The way from a draft to a goal: saved anew, or in place of what was there. */
function useSave(goal: GoalDetail | null, workshop: Workshop, shared: boolean) {
  const { t } = useText()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const onSuccess = async ({ goalId }: { goalId: number }) => {
    workshop.forget()
    await queries.invalidateQueries({ queryKey: api.goals.key() })
    void message.success(t('goals.workshop.saved'))
    await navigate({ to: '/targets/goals/$goalId', params: { goalId: String(goalId) } })
  }
  const create = useMutation(api.goals.createGoal.mutationOptions({ onSuccess }))
  const update = useMutation(api.goals.updateGoal.mutationOptions({ onSuccess }))
  const { language } = useText()
  const { draft } = workshop
  const terms = draft === undefined ? null : termsOf(nameIn(draft.rewritten, language), draft, shared)
  const done = goal?.actions.map(({ done: one }) => one) ?? []
  return {
    ready: terms !== null && workshop.current,
    pending: create.isPending || update.isPending,
    error: create.error ?? update.error,
    save: () => {
      if (terms === null) return
      if (goal === null) create.mutate(terms)
      else update.mutate({ goalId: goal.goalId, version: goal.version, terms, done })
    },
  }
}

function Bench({ goal }: { readonly goal: GoalDetail | null }) {
  const { t, language } = useText()
  const workshop = useWorkshop(goal)
  const [shared, setShared] = useState(goal?.shared ?? false)
  const { ready, pending, error, save } = useSave(goal, workshop, shared)
  const { draft, sentence, query, current, write, answer, start } = workshop
  const rewritten = draft === undefined ? '' : nameIn(draft.rewritten, language)
  return (
    <div className="workshop" aria-busy={draft === undefined && query.isFetching}>
      <div className="workshop-side">
        <Card>
          <SentenceEditor sentence={sentence} spans={current ? (draft?.spans ?? []) : []} onWrite={write} />
          {draft === undefined ? (
            sentence.trim() === '' ? (
              <Examples onStart={start} />
            ) : (
              !query.isError && <p className="faint">{t('goals.workshop.reading')}</p>
            )
          ) : (
            <FoundChips draft={draft} onAnswer={answer} />
          )}
        </Card>
        {query.isError && <Problem error={query.error} />}
        {draft !== undefined && (
          <>
            <Card title={t('goals.workshop.questions')}>
              <p
                role="status"
                className={draft.questions.length === 0 ? 'verdict-line good' : 'verdict-line'}
              >
                {draft.questions.length === 0
                  ? t('goals.workshop.ready')
                  : t('goals.workshop.refused', { count: draft.questions.length })}
              </p>
              <OpenQuestions draft={draft} onAnswer={answer} />
            </Card>
            <Card title={t('goals.workshop.rewritten')}>
              <blockquote className="rewritten">{rewritten}</blockquote>
              <div className="row save-row">
                <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
                  {t('goals.workshop.shared')}
                </Checkbox>
                <span className="spacer" />
                <Button onClick={() => start('')}>{t('goals.workshop.clear')}</Button>
                <Button type="primary" disabled={!ready} loading={pending} onClick={save}>
                  {t(goal === null ? 'goals.workshop.save' : 'goals.workshop.saveChange')}
                </Button>
              </div>
              {error !== null && (
                <>
                  <Problem error={error} />
                  {failureOf(error).code === 'goalChanged' && (
                    <Button onClick={() => void queries.invalidateQueries({ queryKey: api.goals.key() })}>
                      {t('goals.workshop.compare')}
                    </Button>
                  )}
                </>
              )}
            </Card>
          </>
        )}
      </div>
      {draft !== undefined && (
        <div className="workshop-side">
          {draft.outlook !== null && draft.metric !== null && (
            <Card
              title={t('goals.outlook.title')}
              note={
                draft.from !== null && draft.deadline !== null
                  ? t('goals.outlook.note', {
                      from: formatCivilDate(draft.from, language),
                      to: formatCivilDate(draft.deadline, language),
                    })
                  : undefined
              }
            >
              <ChanceFigure outlook={draft.outlook} metric={draft.metric} />
              <OutlookPicture outlook={draft.outlook} metric={draft.metric} target={draft.target} />
              <GradeTable
                outlook={draft.outlook}
                metric={draft.metric}
                target={draft.target}
                onAnswer={answer}
              />
            </Card>
          )}
          <Card title={t('goals.workshop.checks')}>
            <GoalChecks draft={draft} onAnswer={answer} />
          </Card>
        </div>
      )}
    </div>
  )
}

/** The goal whose terms are changed. */
function ChangeGoal({ goalId }: { readonly goalId: number }) {
  const query = useQuery(api.goals.getGoal.queryOptions({ input: { goalId } }))
  return <Loaded query={query}>{(goal) => <Bench key={goal.version} goal={goal} />}</Loaded>
}

/** An intent becomes a goal: read as it is typed, checked against the data, asked back where it is open. */
export function WorkshopPage() {
  const { t } = useText()
  const { goal } = route.useSearch()
  return (
    <>
      <PageHead title={t(goal === undefined ? 'goals.workshop.title' : 'goals.workshop.edit')} />
      <TargetsNavigation />
      {goal === undefined ? <Bench goal={null} /> : <ChangeGoal goalId={goal} />}
    </>
  )
}
