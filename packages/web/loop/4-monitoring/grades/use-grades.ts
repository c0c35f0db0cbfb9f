import { getRouteApi } from '@tanstack/react-router'
import type { Outputs } from '../../../api/client.ts'
import type { GradesSearch } from '../../../app/search.ts'

const route = getRouteApi('/in/monitoring/grades')

export type Grading = Outputs['monitoring']['getGrading']
export type Graded = Outputs['monitoring']['findGrades']['rows'][number]
export type Grade = Graded['grade']

/** Changes the address of the page; an undefined part is taken out. */
export function useGradesChange() {
  const navigate = route.useNavigate()
  return (change: { readonly [Key in keyof GradesSearch]?: GradesSearch[Key] | undefined }) =>
    void navigate({
      search: (old) =>
        Object.fromEntries(
          Object.entries({ ...old, ...change }).filter(([, value]) => value !== undefined),
        ) as GradesSearch,
    })
}
