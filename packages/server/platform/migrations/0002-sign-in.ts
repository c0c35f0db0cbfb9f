import { type Kysely, sql } from 'kysely'

/**
 * The sign-in library's own tables (users, sessions, second factors, rate limits) in a schema of their own. They
 * belong to no workspace, nothing of ours has a foreign key to them, and the application role cannot read them.
 */
const DDL = `
  create schema sign_in;
  create table sign_in."user" (
    "id" text primary key,
    "name" text not null,
    "email" text not null unique,
    "emailVerified" boolean not null,
    "image" text,
    "createdAt" timestamptz not null default current_timestamp,
    "updatedAt" timestamptz not null default current_timestamp,
    "twoFactorEnabled" boolean
  );
  create table sign_in."session" (
    "id" text primary key,
    "expiresAt" timestamptz not null,
    "token" text not null unique,
    "createdAt" timestamptz not null default current_timestamp,
    "updatedAt" timestamptz not null,
    "ipAddress" text,
    "userAgent" text,
    "userId" text not null references sign_in."user" ("id") on delete cascade
  );
  create index session_by_user on sign_in."session" ("userId");
  create table sign_in."account" (
    "id" text primary key,
    "accountId" text not null,
    "providerId" text not null,
    "userId" text not null references sign_in."user" ("id") on delete cascade,
    "accessToken" text,
    "refreshToken" text,
    "idToken" text,
    "accessTokenExpiresAt" timestamptz,
    "refreshTokenExpiresAt" timestamptz,
    "scope" text,
    "password" text,
    "createdAt" timestamptz not null default current_timestamp,
    "updatedAt" timestamptz not null
  );
  create index account_by_user on sign_in."account" ("userId");
  create table sign_in."verification" (
    "id" text primary key,
    "identifier" text not null,
    "value" text not null,
    "expiresAt" timestamptz not null,
    "createdAt" timestamptz not null default current_timestamp,
    "updatedAt" timestamptz not null default current_timestamp
  );
  create index verification_by_identifier on sign_in."verification" ("identifier");
  create table sign_in."twoFactor" (
    "id" text primary key,
    "secret" text not null,
    "backupCodes" text not null,
    "userId" text not null references sign_in."user" ("id") on delete cascade,
    "verified" boolean,
    "failedVerificationCount" integer,
    "lockedUntil" timestamptz
  );
  create index two_factor_by_secret on sign_in."twoFactor" ("secret");
  create index two_factor_by_user on sign_in."twoFactor" ("userId");
  create table sign_in."rateLimit" (
    "id" text primary key,
    "key" text not null unique,
    "count" integer not null,
    "lastRequest" bigint not null
  );
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(DDL).execute(db)
}
