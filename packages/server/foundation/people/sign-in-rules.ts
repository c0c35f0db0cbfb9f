import type { Provider } from '../../platform/config/read-provider.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { LONGEST_PASSWORD_LENGTH, SHORTEST_PASSWORD_LENGTH } from '../../platform/sign-in/password-rules.ts'
import { recordAudit } from '../audit/index.ts'
import { minimumOfWorkspace } from './password-minimum.ts'

/** How people sign in: the rule for passwords, and the identity provider without its secret. */
export async function getSignInRules(context: CallContext, provider: Provider | null, callback: string) {
  return {
    minimumLength: await minimumOfWorkspace(context.database, context.workspaceId),
    shortest: SHORTEST_PASSWORD_LENGTH,
    longest: LONGEST_PASSWORD_LENGTH,
    provider:
      provider === null
        ? null
        : { name: provider.name, issuer: provider.issuer, clientId: provider.clientId, callback },
  }
}

/** Sets the least length of new passwords. Passwords in use stay valid until they are changed. */
export async function setPasswordLength(context: CallContext, { minimumLength }: { minimumLength: number }) {
  const { database, workspaceId } = context
  const before = await minimumOfWorkspace(database, workspaceId)
  return inWorkspace(database, workspaceId, async (tx) => {
    await tx
      .insertInto('password_rule')
      .values({ workspace_id: workspaceId, minimum_length: minimumLength })
      .onConflict((conflict) =>
        conflict
          .columns(['workspace_id'])
          .doUpdateSet((set) => ({ minimum_length: set.ref('excluded.minimum_length') })),
      )
      .execute()
    await recordAudit(tx, context, {
      action: 'people.setPasswordLength',
      subject: 'passwordRule',
      before: { minimumLength: before },
      after: { minimumLength },
    })
    return { minimumLength }
  })
}
