import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import { RecordsFrame } from '../records/records-frame.tsx'
import { Currencies } from './currencies.tsx'
import { FiscalYears } from './fiscal-years.tsx'
import { Holidays } from './holidays.tsx'
import '../entries/entries.css'
import './calendar.css'

/** How the year is divided, which days are worked, and in which money. */
export function CalendarPage() {
  const query = useQuery(api.calendar.getCalendar.queryOptions())
  const mayWrite = useMay('records.write')
  return (
    <RecordsFrame>
      <div className="stack">
        <Loaded query={query} lines={12}>
          {(settings) => <FiscalYears settings={settings} mayWrite={mayWrite} />}
        </Loaded>
        <Holidays mayWrite={mayWrite} />
        <Currencies mayWrite={mayWrite} />
      </div>
    </RecordsFrame>
  )
}
