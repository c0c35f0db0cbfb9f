import pino, { type Logger } from 'pino'

export type { Logger }

/** Fields that never reach a log, wherever they stand. */
const SECRETS = [
  'password',
  'newPassword',
  'currentPassword',
  'secret',
  'token',
  'code',
  'cookie',
  'authorization',
  'set-cookie',
]

const redact = SECRETS.flatMap((name) =>
  [name, `*.${name}`, `*.*.${name}`].map((path) =>
    name.includes('-') ? path.replace(name, `["${name}"]`).replace('.[', '[') : path,
  ),
)

/** One JSON object a line on standard error; secrets are removed by name. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: redact, censor: '[removed]' },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}
