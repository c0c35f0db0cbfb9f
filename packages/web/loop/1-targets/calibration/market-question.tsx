import { lazy, Suspense, useState } from 'react'
import { useMay } from '../../../api/session.ts'
import { MarketPrompt } from './market-events.tsx'
import './calibration.css'

const RecordEvent = lazy(async () => ({ default: (await import('./record-event.tsx')).RecordEvent }))

/** On the home page: the month's question, for those who may answer it and did not yet, with the form that answers it. */
export function MarketQuestion() {
  const mayRecord = useMay('market.write')
  const [records, setRecords] = useState(false)
  if (!mayRecord) return null
  return (
    <>
      <MarketPrompt onRecord={() => setRecords(true)} />
      {records && (
        <Suspense>
          <RecordEvent question={null} onClose={() => setRecords(false)} />
        </Suspense>
      )}
    </>
  )
}
