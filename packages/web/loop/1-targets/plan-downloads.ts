import { DOWNLOAD_PATHS } from '@salesloom/contract'
import { fileAddress } from '../../api/file-address.ts'

/** The address of one of a plan's files. */
export function planDownload(
  scenarioId: number,
  file: 'targetPlan' | 'forecastingQuota',
  format: 'csv' | 'xlsx',
): string {
  return fileAddress(DOWNLOAD_PATHS[file], { format, scenarioId: String(scenarioId) })
}
