import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { columnDate } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { MonitoringFrame } from '../monitoring-frame.tsx'
import { ResponsesOfDeviation } from '../response/responses-of-deviation.tsx'
import { DeviationFacts } from './deviation-facts.tsx'
import { type Deviation, placeOf, useDeviationText } from './deviation-text.ts'
import { GapBridge } from './gap-bridge.tsx'
import { GapRows, type RowsAsked } from './gap-rows.tsx'
import { WhyTree } from './why-tree.tsx'
import './deviation.css'

const route = getRouteApi('/in/monitoring/deviations/$member/$period')

function Opened({ deviation }: { readonly deviation: Deviation }) {
  const { t, language } = useText()
  const { period } = useDeviationText()
  const [asked, setAsked] = useState<RowsAsked | null>(null)
  const { record } = deviation
  return (
    <div className="stack">
      <div className="row section-head">
        <h2>
          {nameIn(deviation.name, language)} · {period(deviation.period.code)}
        </h2>
        <span className="spacer" />
        <span className="faint">{t('response.facts.asOf', { day: columnDate(deviation.asOf) })}</span>
      </div>
      <DeviationFacts deviation={deviation} />
      <GapBridge deviation={deviation} onOpen={setAsked} />
      <WhyTree deviation={deviation} onOpen={setAsked} />
      {record !== null && <ResponsesOfDeviation deviationId={record.deviationId} />}
      {asked !== null && <GapRows deviation={deviation} asked={asked} onClose={() => setAsked(null)} />}
    </div>
  )
}

/** One deviation: its effect, its bridge, its causes, and what is done about it. */
export function DeviationPage() {
  const { t } = useText()
  const { member, period } = route.useParams()
  const query = useQuery(
    api.monitoring.getDeviation.queryOptions({ input: { place: placeOf(member), period } }),
  )
  return (
    <MonitoringFrame example={t('response.example.deviation')}>
      <p className="back-link">
        <Link to="/monitoring/deviations">← {t('response.list.title')}</Link>
      </p>
      <Loaded query={query} lines={9}>
        {(deviation) => <Opened deviation={deviation} />}
      </Loaded>
    </MonitoringFrame>
  )
}
