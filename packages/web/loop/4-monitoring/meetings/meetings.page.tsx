import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Empty } from '../../../ui/page/empty.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { MonitoringFrame } from '../monitoring-frame.tsx'
import { MyActions } from './my-actions.tsx'
import { SeriesCard } from './series-card.tsx'
import { SeriesForm } from './series-form.tsx'
import './meetings.css'

/** Series of review meetings with the next one of each, and what is still to do from them. */
export function MeetingsPage() {
  const { t } = useText()
  const mayLead = useMay('meetings.lead')
  const [isNew, setIsNew] = useState(false)
  const query = useQuery(api.monitoring.findMeetings.queryOptions())
  const add = mayLead && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setIsNew(true)}>
      {t('meetings.series.new')}
    </Button>
  )
  return (
    <MonitoringFrame example={t('meetings.example')} actions={add}>
      <Loaded query={query} lines={8}>
        {(series) =>
          series.length === 0 ? (
            <Card>
              <Empty title={t('meetings.emptyTitle')} text={t('meetings.emptyText')} />
            </Card>
          ) : (
            <div className="two-columns">
              <div className="stack">
                {series.map((one) => (
                  <SeriesCard key={one.seriesId} series={one} />
                ))}
              </div>
              <div className="stack">
                <MyActions showsEmpty />
              </div>
            </div>
          )
        }
      </Loaded>
      {isNew && <SeriesForm series={null} onClose={() => setIsNew(false)} />}
    </MonitoringFrame>
  )
}
