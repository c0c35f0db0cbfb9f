import { hashPassword } from 'better-auth/crypto'
import type pg from 'pg'
import { announceSessionEnd } from '../events/session-end.ts'
import { newId } from '../ids/index.ts'

/** A person who can sign in; what they may do is their membership in a workspace. */
export type NewUser = { readonly email: string; readonly name: string; readonly password: string }

/** Creates a user, or sets the password and name of the one with this address. @returns the user's id */
export async function putUser(client: pg.ClientBase | pg.Pool, user: NewUser, now: Date): Promise<string> {
  const email = user.email.toLowerCase()
  const { rows } = await client.query<{ id: string }>(
    `insert into sign_in."user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt", "twoFactorEnabled")
     values ($1, $2, $3, true, $4, $4, false)
     on conflict ("email") do update set "name" = excluded."name", "updatedAt" = excluded."updatedAt"
     returning "id"`,
    [newId(), user.name, email, now],
  )
  const userId = rows[0]?.id ?? ''
  await putPassword(client, userId, user.password, now)
  return userId
}

/** Sets a password, and ends the sessions that were opened with the old one. */
export async function putPassword(
  client: pg.ClientBase | pg.Pool,
  userId: string,
  password: string,
  now: Date,
): Promise<void> {
  const hash = await hashPassword(password)
  const changed = await client.query(
    `update sign_in."account" set "password" = $2, "updatedAt" = $3 where "userId" = $1 and "providerId" = 'credential'`,
    [userId, hash, now],
  )
  if (changed.rowCount === 0) {
    await client.query(
      `insert into sign_in."account" ("id", "accountId", "providerId", "userId", "password", "createdAt", "updatedAt")
       values ($1, $2, 'credential', $2, $3, $4, $4)`,
      [newId(), userId, hash, now],
    )
  }
  await endSessions(client, userId)
}

/** The id behind an address, null where nobody has it. */
export async function findUserId(client: pg.ClientBase | pg.Pool, email: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>('select "id" from sign_in."user" where "email" = $1', [
    email.toLowerCase(),
  ])
  return rows[0]?.id ?? null
}

/** Creates a user with a password; null where somebody signs in with this address already. @returns the user's id */
export async function addUser(
  client: pg.ClientBase | pg.Pool,
  user: NewUser,
  now: Date,
): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `insert into sign_in."user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt", "twoFactorEnabled")
     values ($1, $2, $3, true, $4, $4, false) on conflict ("email") do nothing returning "id"`,
    [newId(), user.name, user.email.toLowerCase(), now],
  )
  const userId = rows[0]?.id ?? null
  if (userId !== null) await putPassword(client, userId, user.password, now)
  return userId
}

/** Ends all sessions of a user, open pages included. @returns how many there were */
export async function endSessions(client: pg.ClientBase | pg.Pool, userId: string): Promise<number> {
  const { rowCount } = await client.query('delete from sign_in."session" where "userId" = $1', [userId])
  await announceSessionEnd(client, userId)
  return rowCount ?? 0
}
