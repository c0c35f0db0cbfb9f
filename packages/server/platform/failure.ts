/** A condition that a person can mend: shown as one sentence, and the program ends with exit code 1. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure'
}

type Coded = { code?: unknown; message?: unknown }

/** Whether an error means that the disk is full, from the system, or from PostgreSQL (53100). */
export function isDiskFull(error: unknown): boolean {
  const { code, message } = (error ?? {}) as Coded
  return (
    code === 'ENOSPC' ||
    code === '53100' ||
    (typeof message === 'string' && /no space left on device|disk quota exceeded/i.test(message))
  )
}
