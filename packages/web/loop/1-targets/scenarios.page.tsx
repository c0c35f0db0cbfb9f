import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense } from 'react'
import { api } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useMay } from '../../api/session.ts'
import { PageHead } from '../../app/page-head.tsx'
import { useText } from '../../i18n/index.ts'
import { Change, Money } from '../../ui/figure/figure.tsx'
import { formatMoment } from '../../ui/format/date.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { Card } from '../../ui/page/card.tsx'
import { Empty } from '../../ui/page/empty.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { MethodDrawer } from '../method-drawer.tsx'
import { TargetsNavigation } from './goals/targets-navigation.tsx'
import { type Scenario, ScenarioState, StateTrack } from './scenario-state.tsx'
import './targets.css'

const SetTarget = lazy(() => import('./set-target.tsx'))
const route = getRouteApi('/in/targets')

function ScenarioSlip({ scenario }: { readonly scenario: Scenario }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { fiscalYear, baseYear, growthPercent } = scenario
  const factor = `${formatNumber(100 + growthPercent, language, Number.isInteger(growthPercent) ? 0 : 1)}%`
  return (
    <Link
      to="/targets/$scenarioId"
      params={{ scenarioId: String(scenario.scenarioId) }}
      className={`card scenario ${scenario.state}`}
    >
      <div>
        <h2>{scenario.name}</h2>
        <p className="muted">
          {t('targets.scenarios.year', { year: fiscalYear })} ←{' '}
          {t('targets.scenarios.from', { base: baseYear, factor })}
        </p>
        <p className="faint">
          {t('targets.scenarios.by', {
            name: scenario.createdBy,
            at: formatMoment(scenario.createdAt, language),
          })}{' '}
          · {t('targets.scenarios.cells', { count: formatNumber(scenario.cellCount, language) })}
        </p>
      </div>
      <dl>
        <dt>{t('targets.scenarios.base', { base: baseYear })}</dt>
        <dd className="muted">
          <Money minor={scenario.baseTotal} currency={currency} />
        </dd>
      </dl>
      <dl>
        <dt>
          {t('targets.scenarios.target', { year: fiscalYear })}{' '}
          <Change
            ratio={scenario.baseTotal === 0 ? null : scenario.total / scenario.baseTotal - 1}
            better="neither"
          />
        </dt>
        <dd>
          <Money minor={scenario.total} currency={currency} />
        </dd>
      </dl>
      {scenario.state === 'superseded' ? (
        <ScenarioState state={scenario.state} />
      ) : (
        <StateTrack state={scenario.state} />
      )}
    </Link>
  )
}

/** Every target scenario, newest first, and the way to a new one. */
export function ScenariosPage() {
  const { t } = useText()
  const { set } = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay('targets.write')
  const query = useQuery(api.targets.findScenarios.queryOptions())
  const open = () => void navigate({ search: { set: true } })
  const button = mayWrite ? (
    <Button type="primary" icon={<PlusOutlined />} onClick={open}>
      {t('targets.set.title')}
    </Button>
  ) : undefined
  return (
    <>
      <PageHead
        title={t('targets.title')}
        actions={
          <>
            {button}
            <MethodDrawer part="targets" />
          </>
        }
      />
      <TargetsNavigation />
      <Loaded query={query} lines={5}>
        {(scenarios) =>
          scenarios.length === 0 ? (
            <Card>
              <Empty
                title={t('targets.scenarios.emptyTitle')}
                text={t(mayWrite ? 'targets.scenarios.emptyText' : 'targets.scenarios.emptyRead')}
              >
                {button}
              </Empty>
            </Card>
          ) : (
            <section className="scenarios" aria-label={t('targets.scenarios.title')}>
              {scenarios.map((scenario) => (
                <ScenarioSlip key={scenario.scenarioId} scenario={scenario} />
              ))}
            </section>
          )
        }
      </Loaded>
      {set === true && mayWrite && (
        <Suspense fallback={null}>
          <SetTarget onClose={() => void navigate({ search: {} })} />
        </Suspense>
      )}
    </>
  )
}
