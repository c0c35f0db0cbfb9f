import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { queries } from '../../../api/queries.ts'
import { useText } from '../../../i18n/index.ts'
import { nameIn } from '../../../ui/format/locale.ts'

/** People, units, regions and products that can be chosen, by name. */
export function useMembers() {
  const { language } = useText()
  const organisation = useQuery(api.records.getOrganisation.queryOptions({ input: {} })).data
  const products = useQuery(api.records.getProducts.queryOptions({ input: {} })).data
  const regions = useQuery(api.records.getRegions.queryOptions({ input: {} })).data
  return {
    regions: (regions?.regions ?? []).map(({ regionId, name }) => ({
      value: regionId,
      label: nameIn(name, language),
    })),
    people: (organisation?.people ?? []).map(({ personId, name }) => ({
      value: personId,
      label: nameIn(name, language),
    })),
    units: (organisation?.units ?? []).map(({ orgUnitId, name }) => ({
      value: orgUnitId,
      label: nameIn(name, language),
    })),
    products: (products?.products ?? []).map(({ productId, name }) => ({
      value: productId,
      label: nameIn(name, language),
    })),
  }
}

/** A choice that is found by what is typed. */
export const byLabel = { optionFilterProp: 'label' } as const

/** Loads everything of monitoring again. */
export const refreshMonitoring = () => queries.invalidateQueries({ queryKey: api.monitoring.key() })
