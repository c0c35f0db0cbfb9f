import { createTransport } from 'nodemailer'
import type { MailServer } from '../../platform/config/read-mail.ts'

/** A mail as it goes out: to one address, the same content as text and as HTML. */
export type OutgoingMail = {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Why a mail did not go; the page puts it into words. */
export const MAIL_FAILURES = ['refused', 'login', 'unreachable', 'timeLimit', 'notSecure', 'busy'] as const
export type MailFailure = (typeof MAIL_FAILURES)[number]

/** What became of an attempt; `final`: another one would end the same. */
export type MailOutcome =
  | { readonly sent: true; readonly answer: string }
  | { readonly sent: false; readonly failure: MailFailure; readonly answer: string; readonly final: boolean }

export type MailTransport = { readonly send: (mail: OutgoingMail) => Promise<MailOutcome> }

/** How long each step of the conversation, and the whole of it, may take. */
export type TimeLimits = { readonly stepMs: number; readonly wholeMs: number }
const LIMITS: TimeLimits = { stepMs: 10_000, wholeMs: 30_000 }

type SmtpError = Error & {
  readonly code?: string
  readonly responseCode?: number
  readonly response?: string
}

const LOCAL = ['localhost', '127.0.0.1', '::1']
const LONGEST_ANSWER = 300

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** The password as it may come back: plain, and in the two ways in which it is sent (RFC 4616). */
function secretsOf({ login }: MailServer): string[] {
  if (login === null) return []
  return [login.password, base64(login.password), base64(`\0${login.user}\0${login.password}`)]
}

/** What the server said, in one line and without our password. */
function answerOf(text: string, server: MailServer): string {
  const line = secretsOf(server).reduce((said, secret) => said.replaceAll(secret, '…'), text)
  return line.replace(/\s+/g, ' ').trim().slice(0, LONGEST_ANSWER)
}

function failureOf({ code, responseCode }: SmtpError): MailFailure {
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'login'
  if (code === 'ETIMEDOUT') return 'timeLimit'
  if (code === 'ETLS' || code === 'EREQUIRETLS') return 'notSecure'
  if (responseCode !== undefined && responseCode >= 500) return 'refused'
  if (responseCode !== undefined && responseCode >= 400) return 'busy'
  return 'unreachable'
}

/**
 * A 5xx to the address or the content stands (RFC 5321 4.2.1); a wrong login is put right by an administrator, and
 * the mail then goes.
 */
function outcomeOf(error: SmtpError, server: MailServer): MailOutcome {
  const failure = failureOf(error)
  const answer = answerOf(error.response ?? error.message, server)
  return { sent: false, failure, answer, final: failure === 'refused' }
}

function within<T>(work: Promise<T>, ms: number, onLate: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      onLate()
      reject(Object.assign(new Error(`no answer within ${ms / 1_000} s`), { code: 'ETIMEDOUT' }))
    }, ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/**
 * The way to a mail server. Each mail is a conversation of its own, with time limits on every step and on the whole:
 * a server that hangs costs one attempt. A password goes over encrypted connections only, save to this machine.
 */
export function openMailTransport(server: MailServer, limits: TimeLimits = LIMITS): MailTransport {
  const { host, port, implicitTls, login, from } = server
  const connect = () =>
    createTransport({
      host,
      port,
      secure: implicitTls,
      requireTLS: login !== null && !implicitTls && !LOCAL.includes(host),
      ...(login === null ? {} : { auth: { user: login.user, pass: login.password } }),
      connectionTimeout: limits.stepMs,
      greetingTimeout: limits.stepMs,
      socketTimeout: limits.stepMs,
      dnsTimeout: limits.stepMs,
      disableFileAccess: true,
      disableUrlAccess: true,
      logger: false,
    })
  const send = async (mail: OutgoingMail): Promise<MailOutcome> => {
    const transport = connect()
    try {
      const { response } = await within(
        transport.sendMail({
          from,
          to: { name: '', address: mail.to },
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          messageId: `<${mail.id}@${from.address.split('@')[1]}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        }),
        limits.wholeMs,
        () => transport.close(),
      )
      return { sent: true, answer: answerOf(response, server) }
    } catch (error) {
      return outcomeOf(error as SmtpError, server)
    } finally {
      transport.close()
    }
  }
  return { send }
}
