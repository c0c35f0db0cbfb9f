import { api } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'

/** Everything to load again when somebody's access, position or stead has changed. */
export async function refreshPeople(): Promise<void> {
  await Promise.all(
    [api.people, api.administration, api.records, api.session].map((part) =>
      queries.invalidateQueries({ queryKey: part.key() }),
    ),
  )
}
