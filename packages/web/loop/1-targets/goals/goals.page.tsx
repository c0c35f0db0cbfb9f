import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/session.ts'
import { PageHead } from '../../../app/page-head.tsx'
import { useText } from '../../../i18n/index.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Empty } from '../../../ui/page/empty.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { MethodDrawer } from '../../method-drawer.tsx'
import { GoalBarKey } from './goal-bar.tsx'
import { GoalCard } from './goal-card.tsx'
import { TargetsNavigation } from './targets-navigation.tsx'
import './goals.css'
import './workshop.css'

const route = getRouteApi('/in/targets/goals')
const STATES = ['open', 'closed', 'all'] as const

function WriteGoal() {
  const { t } = useText()
  const navigate = route.useNavigate()
  if (!useMay('goals.write')) return null
  return (
    <Button
      type="primary"
      icon={<PlusOutlined />}
      onClick={() => void navigate({ to: '/targets/goals/new' })}
    >
      {t('goals.new')}
    </Button>
  )
}

/** Every goal that one may see, the nearest deadline first. */
export function GoalsPage() {
  const { t } = useText()
  const { state = 'open' } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(api.goals.findGoals.queryOptions({ input: { state } }))
  return (
    <>
      <PageHead
        title={t('goals.subtitle')}
        actions={
          <>
            <WriteGoal />
            <MethodDrawer part="targets" />
          </>
        }
      />
      <TargetsNavigation />
      <div className="goals-bar">
        <Segmented<(typeof STATES)[number]>
          aria-label={t('goals.list.filter')}
          value={state}
          options={STATES.map((value) => ({ value, label: t(`goals.list.${value}`) }))}
          onChange={(value) => void navigate({ search: value === 'open' ? {} : { state: value } })}
        />
        <GoalBarKey />
      </div>
      <Loaded query={query} lines={6}>
        {(goals) =>
          goals.length === 0 ? (
            <Card>
              <Empty
                title={t('goals.list.emptyTitle')}
                text={t(state === 'closed' ? 'goals.list.emptyClosed' : 'goals.list.emptyText')}
              >
                <WriteGoal />
              </Empty>
            </Card>
          ) : (
            <section className="goals" aria-label={t('goals.subtitle')}>
              {goals.map((goal) => (
                <GoalCard key={goal.goalId} goal={goal} />
              ))}
            </section>
          )
        }
      </Loaded>
    </>
  )
}
