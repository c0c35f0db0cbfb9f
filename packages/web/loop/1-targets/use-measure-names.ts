import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'

/** How the measures of plans are called: as the metric catalogue calls them. */
export function useMeasureNames(): (code: string) => string {
  const { language } = useText()
  const { data } = useQuery(api.metrics.findMetrics.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  return (code) => {
    const metric = data?.find((each) => each.code === code)
    return metric === undefined ? code : nameIn(metric.name, language)
  }
}
