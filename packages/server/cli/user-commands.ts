import { readFileSync } from 'node:fs'
import { ROLES, type Role } from '@salesloom/contract'
import { type Command, InvalidArgumentError } from 'commander'
import { AppError } from '../platform/app-error.ts'
import type { Database } from '../platform/database/index.ts'
import { StartFailure } from '../platform/failure.ts'
import { checkPassword, DEFAULT_PASSWORD_LENGTH } from '../platform/sign-in/password-rules.ts'
import { findUserId, putPassword, putUser } from '../platform/sign-in/users.ts'
import { withDatabase } from './session.ts'
import { workspaceByCode } from './workspace-by-code.ts'

type AddOptions = { name?: string; role: Role; workspace: string; person?: string; json?: boolean }

function parseRole(value: string): Role {
  const role = ROLES.find((name) => name === value)
  if (role === undefined) throw new InvalidArgumentError(`It is one of ${ROLES.join(', ')}.`)
  return role
}

/** The password comes by standard input or SALESLOOM_PASSWORD: on a command line others could read it. */
function readPassword(owner: { email: string; name: string }): string {
  const given =
    process.env['SALESLOOM_PASSWORD'] ?? (process.stdin.isTTY ? '' : readFileSync(0, 'utf8').trim())
  if (given === '')
    throw new StartFailure(
      `Give a password of at least ${DEFAULT_PASSWORD_LENGTH} characters by standard input: printf '%s' '…' | ./salesloom user …`,
    )
  try {
    checkPassword(given, owner, DEFAULT_PASSWORD_LENGTH)
  } catch (error) {
    if (error instanceof AppError) throw new StartFailure(error.message)
    throw error
  }
  return given
}

async function personByCode(
  database: Database,
  workspaceId: number,
  code: string,
): Promise<{ id: number; name: string }> {
  const { rows } = await database.pool.query<{ person_id: number; name_en: string }>(
    'select person_id, name_en from person where workspace_id = $1 and code = $2',
    [workspaceId, code],
  )
  if (rows[0] === undefined)
    throw new StartFailure(`There is no person with code “${code}” in this workspace.`)
  return { id: rows[0].person_id, name: rows[0].name_en }
}

async function addUser(email: string, options: AddOptions): Promise<void> {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw new StartFailure(`“${email}” is not an e-mail address.`)
  const password = readPassword({ email, name: options.name ?? '' })
  await withDatabase(async ({ database }) => {
    const now = new Date()
    const workspaceId = await workspaceByCode(database, options.workspace)
    const person =
      options.person === undefined ? null : await personByCode(database, workspaceId, options.person)
    const name = options.name ?? person?.name ?? email
    const userId = await putUser(database.pool, { email, name, password }, now)
    await database.pool.query(
      `insert into membership (workspace_id, user_id, email, display_name, role, person_id) values ($1, $2, $3, $4, $5, $6)
       on conflict (workspace_id, user_id) do update
         set role = excluded.role, person_id = excluded.person_id, display_name = excluded.display_name`,
      [workspaceId, userId, email.toLowerCase(), name, options.role, person?.id ?? null],
    )
    await database.pool.query(
      `insert into audit_entry (workspace_id, at, actor_user_id, actor_name, action, subject, after)
       values ($1, $2, 'command-line', 'command line', 'access.addMember', $3, $4)`,
      [
        workspaceId,
        now,
        `user:${email.toLowerCase()}`,
        JSON.stringify({ role: options.role, person: options.person ?? null }),
      ],
    )
    const said = { email: email.toLowerCase(), workspace: options.workspace, role: options.role }
    process.stdout.write(
      options.json === true
        ? `${JSON.stringify(said)}\n`
        : `${said.email} is ${said.role} in ${said.workspace}.\n`,
    )
  })
}

async function setPassword(email: string): Promise<void> {
  const password = readPassword({ email, name: '' })
  await withDatabase(async ({ database }) => {
    const userId = await findUserId(database.pool, email)
    if (userId === null) throw new StartFailure(`Nobody signs in as ${email}.`)
    await putPassword(database.pool, userId, password, new Date())
    process.stdout.write(`The password of ${email} is changed; its sessions are ended.\n`)
  })
}

async function listUsers(options: { json?: boolean }): Promise<void> {
  await withDatabase(async ({ database }) => {
    const { rows } = await database.pool.query<{
      email: string
      role: string
      workspace: string
      name: string
    }>(
      `select m.email, m.role, w.code as workspace, m.display_name as name
       from membership m join workspace w on w.workspace_id = m.workspace_id order by w.code, m.role, m.email`,
    )
    const line = (row: (typeof rows)[number]) =>
      `${row.workspace.padEnd(18)}${row.role.padEnd(16)}${row.email.padEnd(44)}${row.name}`
    process.stdout.write(
      options.json === true ? `${JSON.stringify(rows)}\n` : `${rows.map(line).join('\n')}\n`,
    )
  })
}

/** user add, user set-password, user list. */
export function addUserCommands(program: Command): void {
  const user = program.command('user').description('people who sign in')
  user
    .command('add')
    .description('add a person, or change their role; the password comes by standard input')
    .argument('<email>')
    .requiredOption('--workspace <code>', 'the workspace they join')
    .requiredOption('--role <role>', ROLES.join(', '), parseRole)
    .option('--name <name>', 'name to show')
    .option('--person <code>', 'the salesperson they are: decides what they see')
    .option('--json', 'answer as JSON')
    .action(addUser)
  user
    .command('set-password')
    .description('set a password from standard input and end open sessions')
    .argument('<email>')
    .action(setPassword)
  user
    .command('list')
    .description('who may sign in where')
    .option('--json', 'answer as JSON')
    .action(listUsers)
}
