import { Dashboard } from './dashboards/board.tsx'
import { MonitoringFrame } from './monitoring-frame.tsx'

/** What is going on, live: the board of the role, or one that people composed. */
export function MonitoringPage() {
  return (
    <MonitoringFrame>
      <Dashboard />
    </MonitoringFrame>
  )
}
