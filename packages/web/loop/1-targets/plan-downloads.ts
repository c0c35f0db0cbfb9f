import { DOWNLOAD_PATHS } from '@salesloom/contract'
import { useSession } from '../../api/session.ts'
import { currentStandIn } from '../../api/stand-in.ts'
import { useText } from '../../i18n/index.ts'

/** Addresses of a plan's files. */
export function usePlanDownloads(scenarioId: number) {
  const { language } = useText()
  const { workspace } = useSession()
  return (file: 'targetPlan' | 'forecastingQuota', format: 'csv' | 'xlsx'): string => {
    const standIn = currentStandIn()
    const query = new URLSearchParams({
      format,
      locale: language,
      workspace: workspace.code,
      scenarioId: String(scenarioId),
      ...(standIn === null ? {} : { standIn }),
    })
    return `${DOWNLOAD_PATHS[file]}?${query}`
  }
}
