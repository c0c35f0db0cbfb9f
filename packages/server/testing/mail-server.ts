import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { MailServer } from '../platform/config/read-mail.ts'

/** A mail as a server received it: who it is for, and its source. */
export type ReceivedMail = { readonly to: string; readonly source: string }

/** How the mail server behaves; may be changed while it runs. */
export type Manner = {
  /** address → the answer that refuses it, such as `550 no such user` */
  refuse: Record<string, string>
}

export type TestMailServer = {
  readonly port: number
  readonly received: ReceivedMail[]
  readonly manner: Manner
  readonly close: () => Promise<void>
}

export const MAIL_LOGIN = { user: 'salesloom', password: 'pass#word/42' }

/** Settings of a server that nothing is sent to: what is posted only lies in line. */
export const MAIL_SERVER: MailServer = {
  host: 'mail.example.com',
  port: 587,
  implicitTls: false,
  login: null,
  from: { name: 'Salesloom', address: 'sales@example.com' },
}

/** Takes the transfer encodings off a mail's source, so that its words can be looked for. */
export function readable(source: string): string {
  const quoted = (text: string) =>
    Buffer.from(
      text
        .replace(/=\r\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    ).toString('utf8')
  return source
    .replace(/\?=\r\n =\?/g, '?==?')
    .replace(/\r\n[ \t]/g, ' ')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, text: string) => Buffer.from(text, 'base64').toString('utf8'))
    .replace(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_, text: string) => quoted(text.replaceAll('_', ' ')))
    .replace(/Content-Transfer-Encoding: base64\r\n\r\n([\s\S]*?)(?=\r\n----|$)/g, (_, text: string) =>
      Buffer.from(text, 'base64').toString('utf8'),
    )
    .replace(
      /Content-Transfer-Encoding: quoted-printable\r\n\r\n([\s\S]*?)(?=\r\n----|$)/g,
      (_, text: string) => quoted(text),
    )
}

/** An SMTP server of this machine that keeps what it receives. It asks for {@link MAIL_LOGIN} where `login` is set. */
export async function openTestMailServer({ login = false } = {}): Promise<TestMailServer> {
  const received: ReceivedMail[] = []
  const manner: Manner = { refuse: {} }
  const server = new SMTPServer({
    authOptional: !login,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _, answer) =>
      username === MAIL_LOGIN.user && password === MAIL_LOGIN.password
        ? answer(null, { user: username })
        : answer(new Error(`no such login ${password}`)),
    onRcptTo: ({ address }, _, answer) => {
      const refusal = manner.refuse[address]
      if (refusal === undefined) return answer()
      const [code, ...words] = refusal.split(' ')
      return answer(Object.assign(new Error(words.join(' ')), { responseCode: Number(code) }))
    },
    onData: (stream, session, answer) => {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        const source = Buffer.concat(pieces).toString('utf8')
        for (const { address } of session.envelope.rcptTo) received.push({ to: address, source })
        answer()
      })
    },
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    manner,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** A server that takes connections and never says a word, or says `first` and then nothing. */
export async function openHangingServer(first = ''): Promise<{ port: number; close: () => Promise<void> }> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    if (first !== '') socket.write(first)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
