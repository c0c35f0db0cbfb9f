import { sql } from 'kysely'
import type { Clock } from '../../platform/clock/index.ts'
import { type Database, inWorkspace } from '../../platform/database/index.ts'
import { type Rounds, startRounds } from '../../platform/jobs/retry.ts'
import type { Logger } from '../../platform/logging/index.ts'
import type { SignInEvent } from '../../platform/sign-in/sign-in-event.ts'
import { recordAudit } from '../audit/index.ts'

/** Failed tries of one user that are kept for an hour; whoever goes on guessing does not fill the trail. */
const FAILURES_PER_HOUR = 30
const HOUR_MS = 3_600_000

/** Days for which it is kept who signed in and out, from where; other acts stay in the trail for good. */
const KEPT_DAYS = 400
const PASSING = ['session.signIn', 'session.signInFailed', 'session.signOut']

type Member = { workspace_id: number; membership_id: number; display_name: string; role: string }

/** All memberships of a user, former ones too: an administrator should see that somebody still tries. */
async function membershipsOf(database: Database, userId: string): Promise<Member[]> {
  const { rows } = await database.pool.query<Member>(
    'select workspace_id, membership_id, display_name, role from membership where user_id = $1 order by workspace_id',
    [userId],
  )
  return rows
}

/** Writes what happened at the sign-in into the trail of every workspace of the user. */
export async function noteSignIn(database: Database, clock: Clock, event: SignInEvent): Promise<void> {
  const { userId, action, detail, address, agent } = event
  const since = new Date(clock.now().getTime() - HOUR_MS).toISOString()
  for (const member of await membershipsOf(database, userId)) {
    const workspaceId = member.workspace_id
    await inWorkspace(database, workspaceId, async (tx) => {
      if (action === 'session.signInFailed') {
        const { rows } = await sql<{ failed: number }>`select count(*)::int as failed from audit_entry
          where workspace_id = ${workspaceId} and action = ${action} and actor_user_id = ${userId} and at > ${since}`.execute(
          tx,
        )
        if ((rows[0]?.failed ?? 0) >= FAILURES_PER_HOUR) return
      }
      const actor = {
        userId,
        name: member.display_name,
        role: 'guest' as const,
        personId: null,
        standingInFor: null,
      }
      await recordAudit(
        tx,
        { workspaceId, actor, clock },
        { action, subject: `member:${member.membership_id}`, after: { ...detail, address, agent } },
      )
    })
  }
}

/**
 * Takes sign-ins and sign-outs out of the trail that are older than their time. It runs as the owner: under the
 * application's own rights the trail can only grow.
 */
export async function clearSignIns(database: Database, workspaceId: number, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * 24 * HOUR_MS)
  const { rowCount } = await database.pool.query(
    'delete from audit_entry where workspace_id = $1 and action = any($2) and at < $3',
    [workspaceId, PASSING, before],
  )
  return rowCount ?? 0
}

/** Clears every hour while the node runs. */
export function startSignInClearing(
  database: Database,
  clock: Clock,
  log: Logger,
  workspaceIds: () => Promise<readonly number[]>,
): Rounds {
  const failed = 'old sign-ins could not be taken out of the trail'
  return startRounds(HOUR_MS, { log, failed }, async (isClosed) => {
    for (const workspaceId of await workspaceIds())
      if (!isClosed()) await clearSignIns(database, workspaceId, clock.now())
  })
}
