import { getRouteApi } from '@tanstack/react-router'
import type { Outputs } from '../../../api/client.ts'
import type { HealthSearch } from '../../../app/search.ts'

const route = getRouteApi('/in/monitoring/health')

export type Health = Outputs['monitoring']['getFunnelHealth']

/** Changes the address of the page; an undefined part is taken out. */
export function useHealthChange() {
  const navigate = route.useNavigate()
  return (change: { readonly [Key in keyof HealthSearch]?: HealthSearch[Key] | undefined }) =>
    void navigate({
      search: (old) =>
        Object.fromEntries(
          Object.entries({ ...old, ...change }).filter(([, value]) => value !== undefined),
        ) as HealthSearch,
    })
}
