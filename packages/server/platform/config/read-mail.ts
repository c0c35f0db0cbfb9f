import { StartFailure } from '../failure.ts'

/** The mail server that mails are handed to, and who they come from. */
export type MailServer = {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (port 465); otherwise the connection is encrypted by STARTTLS where it can be. */
  readonly implicitTls: boolean
  readonly login: { readonly user: string; readonly password: string } | null
  readonly from: { readonly name: string; readonly address: string }
}

type Environment = Readonly<Record<string, string | undefined>>

const PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 }
const ADDRESS = /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+$/

/** Whether a text is one plain mail address: nothing in it can end a header or name a second one. */
export function isMailAddress(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.length <= 254 && ADDRESS.test(text) && !/[\u0000-\u001f\u007f]/.test(text)
}

function readFrom(value: string): MailServer['from'] {
  const [, name = '', address = ''] = /^(?:"?([^"<>]*?)"?\s*<([^<>]+)>)$/.exec(value) ?? ['', '', value]
  if (!isMailAddress(address))
    throw new StartFailure(
      `SALESLOOM_MAIL_FROM must be an address such as sales@example.com or Salesloom <sales@example.com>, but is “${value}”.`,
    )
  return { name: name.trim() || 'Salesloom', address }
}

/** The value may hold a password: what is wrong is said without repeating it. */
function readUrl(value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : null
  if (url === null || PORTS[url.protocol] === undefined || url.hostname === '')
    throw new StartFailure(
      'SALESLOOM_SMTP_URL must look like smtp://user:password@mail.example.com:587 (or smtps:// for port 465); special characters of the password are percent-encoded.',
    )
  if ((url.username === '') !== (url.password === ''))
    throw new StartFailure('SALESLOOM_SMTP_URL holds a user or a password alone; give both, or neither.')
  return url
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new StartFailure(
      'SALESLOOM_SMTP_URL: user and password must be percent-encoded (% itself is written %25).',
    )
  }
}

/**
 * Reads the mail server from the environment: the server with the sender, or neither. Mails hold links, and their
 * address may not be taken from a request: SALESLOOM_URL says it.
 */
export function readMail(env: Environment, publicUrl: string | null): MailServer | null {
  const server = env['SALESLOOM_SMTP_URL']?.trim() ?? ''
  const sender = env['SALESLOOM_MAIL_FROM']?.trim() ?? ''
  if (server === '' && sender === '') return null
  if (server === '' || sender === '') {
    const missing = server === '' ? 'SALESLOOM_SMTP_URL' : 'SALESLOOM_MAIL_FROM'
    throw new StartFailure(`The mail server is set up by halves: ${missing} is missing.`)
  }
  const url = readUrl(server)
  if (publicUrl === null)
    throw new StartFailure(
      'Set SALESLOOM_URL together with SALESLOOM_SMTP_URL: the links in mails begin with it.',
    )
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (PORTS[url.protocol] ?? 587) : Number(url.port),
    implicitTls: url.protocol === 'smtps:',
    login: url.username === '' ? null : { user: decoded(url.username), password: decoded(url.password) },
    from: readFrom(sender),
  }
}
