import { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'

/** Checks that a person exists and is no other member's; one person has one sign-in, so that a trail names one. */
export async function checkPerson(
  tx: WorkspaceTransaction,
  workspaceId: number,
  personId: number | null,
  membershipId: number | null,
): Promise<void> {
  if (personId === null) return
  const person = await tx
    .selectFrom('person')
    .select('person_id')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (person === undefined) throw new AppError('notFound', { what: 'person', id: personId })
  const holder = await tx
    .selectFrom('membership')
    .select(['membership_id', 'email'])
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()
  if (holder !== undefined && holder.membership_id !== membershipId)
    throw new AppError('personTaken', { email: holder.email })
}
