import { api } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'

/** Everything to refresh when an order has arrived or changed. */
export async function refreshFigures(): Promise<void> {
  await Promise.all(
    [api.facts, api.home, api.review, api.metrics].map((part) =>
      queries.invalidateQueries({ queryKey: part.key() }),
    ),
  )
}
