import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Segmented, Select } from 'antd'
import type { ReactNode } from 'react'
import { api, type Outputs } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { useMay } from '../../../api/session.ts'
import { PageHead } from '../../../app/page-head.tsx'
import { useText } from '../../../i18n/index.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { shortMoney } from '../../../ui/format/money.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Empty } from '../../../ui/page/empty.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { MethodDrawer } from '../../method-drawer.tsx'
import { TargetsNavigation } from '../goals/targets-navigation.tsx'
import { DeriveAll } from './derive-all.tsx'
import { PersonQuarter } from './person-quarter.tsx'
import '../cascade/cascade.css'
import './activity.css'

const route = getRouteApi('/in/targets/activity')

type Found = Outputs['targets']['findActivityTargets']

function Chosen(props: {
  readonly scenarioId: number
  readonly found: Found
  /** the choice of the scenario */
  readonly children: ReactNode
}) {
  const { scenarioId, found, children } = props
  const { t, language } = useText()
  const currency = useCurrency()
  const search = route.useSearch()
  const mayAnswer = useMay('targets.answer')
  const navigate = route.useNavigate()
  const { quarter = 1 } = search
  const person = found.people.find(({ personId }) => personId === search.person) ?? found.people[0]
  if (person === undefined)
    return (
      <Card>
        <Empty title={t('activity.nobody.title')} text={t('activity.nobody.text')} />
      </Card>
    )
  const target = found.targets.find((each) => each.personId === person.personId && each.quarter === quarter)
  return (
    <div className="stack">
      <div className="row">
        {children}
        {found.people.length > 1 && (
          <Select
            aria-label={t('activity.person')}
            showSearch
            optionFilterProp="label"
            className="person-choice"
            value={person.personId}
            onChange={(personId) => void navigate({ search: { ...search, person: personId } })}
            options={found.people.map(({ personId, name }) => ({
              value: personId,
              label: nameIn(name, language),
            }))}
          />
        )}
        <Segmented
          aria-label={t('activity.quarter')}
          value={quarter}
          onChange={(value) => void navigate({ search: { ...search, quarter: value } })}
          options={person.sales.map((sales, q) => ({
            value: q + 1,
            label: (
              <span className="quarter-choice">
                {t('cascade.quarter', { quarter: q + 1 })}
                <small>{shortMoney(sales, currency, language)}</small>
              </span>
            ),
          }))}
        />
      </div>
      {mayAnswer && found.people.length > 1 && <DeriveAll key={scenarioId} scenarioId={scenarioId} />}
      <PersonQuarter
        key={`${scenarioId} ${person.personId} ${quarter}`}
        scenarioId={scenarioId}
        personId={person.personId}
        quarter={quarter}
        sales={person.sales[quarter - 1] ?? 0}
        target={target}
      />
    </div>
  )
}

function OfScenario({ scenarioId, children }: { readonly scenarioId: number; readonly children: ReactNode }) {
  const query = useQuery(api.targets.findActivityTargets.queryOptions({ input: { scenarioId } }))
  return (
    <Loaded query={query} lines={6}>
      {(found) => (
        <Chosen scenarioId={scenarioId} found={found}>
          {children}
        </Chosen>
      )}
    </Loaded>
  )
}

/** What people have to do for their sales targets: the chain from the number back to visits. */
export function ActivityPage() {
  const { t } = useText()
  const { scenarioId } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(api.targets.findScenarios.queryOptions())
  return (
    <>
      <PageHead title={t('activity.title')} actions={<MethodDrawer part="targets" />} />
      <TargetsNavigation />
      <Loaded query={query} lines={6}>
        {(scenarios) => {
          const usable = scenarios.filter(({ isWhatIf, state }) => !isWhatIf && state !== 'superseded')
          const chosen =
            usable.find((scenario) => scenario.scenarioId === scenarioId) ??
            usable.find(({ state }) => state === 'approved') ??
            usable[0]
          return chosen === undefined ? (
            <Card>
              <Empty title={t('targets.scenarios.emptyTitle')} text={t('targets.scenarios.emptyRead')} />
            </Card>
          ) : (
            <OfScenario scenarioId={chosen.scenarioId}>
              {usable.length > 1 && (
                <Select
                  aria-label={t('targets.scenarios.title')}
                  className="person-choice"
                  value={chosen.scenarioId}
                  onChange={(id) => void navigate({ search: { scenarioId: id } })}
                  options={usable.map((scenario) => ({ value: scenario.scenarioId, label: scenario.name }))}
                />
              )}
            </OfScenario>
          )
        }}
      </Loaded>
    </>
  )
}
