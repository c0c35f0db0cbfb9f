import { createHmac } from 'node:crypto'
import { type Database, inWorkspace } from '../../platform/database/index.ts'
import { nextAttempt, type Rounds, startRounds } from '../../platform/jobs/retry.ts'
import type { Logger } from '../../platform/logging/index.ts'
import type { Sealer } from '../../platform/secrets/seal.ts'
import { refuseForbidden } from './forbidden-host.ts'
import { type DueDelivery, noteOutcome, type Outcome, postponeOthers, takeDue } from './webhook.store.ts'

const ANSWER_MS = 10_000
const LEASE_MS = 60_000
const AT_ONCE = 10
const EVERY_MS = 2_000
/** A receiver that has failed is left alone for so long, so that its other deliveries hold up nobody else's. */
const REST_MS = 30_000

/** `t=<seconds>,v1=<HMAC-SHA256 of "t.body">`: the receiver knows who sent it, and that it is not an old one. */
export function signature(secret: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1_000)
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${mac}`
}

type Parts = {
  readonly database: Database
  readonly sealer: Sealer
  readonly log: Logger
  readonly now: () => Date
}

/** What stopped a request, by what the network says; each has a text on the page. */
const CAUSES: Readonly<Record<string, string>> = {
  FORBIDDEN_ADDRESS: 'forbidden',
  ECONNREFUSED: 'refused',
  'bad port': 'refused',
  ENOTFOUND: 'unknownHost',
  EAI_AGAIN: 'unknownHost',
  ECONNRESET: 'brokenOff',
  EPIPE: 'brokenOff',
  UND_ERR_SOCKET: 'brokenOff',
  TimeoutError: 'timeout',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  CERT_HAS_EXPIRED: 'certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
}

/** Why a request failed: the deepest cause that is known, through what was tried one after the other. */
export function causeOf(reason: unknown): string {
  if (!(reason instanceof Error)) return 'unreachable'
  const { code, errors } = reason as { code?: string; errors?: readonly unknown[] }
  for (const inner of [reason.cause, ...(errors ?? [])])
    if (inner !== undefined && causeOf(inner) !== 'unreachable') return causeOf(inner)
  return CAUSES[code ?? ''] ?? CAUSES[reason.name] ?? CAUSES[reason.message] ?? 'unreachable'
}

async function send({ sealer, now }: Parts, delivery: DueDelivery): Promise<number> {
  const url = new URL(sealer.open(delivery.sealed_url))
  await refuseForbidden(url.hostname)
  const response = await fetch(url, {
    method: 'POST',
    // An answer that sends us elsewhere would carry the event to somebody who was never named.
    redirect: 'manual',
    signal: AbortSignal.timeout(ANSWER_MS),
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Salesloom',
      'salesloom-event': delivery.event,
      'salesloom-delivery': String(delivery.webhook_delivery_id),
      'salesloom-signature': signature(sealer.open(delivery.sealed_secret), delivery.body, now()),
    },
    body: delivery.body,
  })
  await response.body?.cancel()
  return response.status
}

/** What an attempt leads to: done, another try after a while, or the end. */
export function outcomeOf(attempts: number, status: number | null, error: string | null, now: Date): Outcome {
  if (status !== null && status >= 200 && status < 300)
    return { state: 'delivered', status, error: null, nextAt: now }
  const nextAt = nextAttempt(attempts, now)
  return { state: nextAt === null ? 'failed' : 'waiting', status, error, nextAt: nextAt ?? now }
}

async function deliver(parts: Parts, workspaceId: number, delivery: DueDelivery): Promise<void> {
  let status: number | null = null
  let error: string | null = null
  try {
    status = await send(parts, delivery)
    if (status < 200 || status >= 300) error = `HTTP ${status}`
  } catch (reason) {
    // The address is a secret: a failure is told by its kind alone.
    error = causeOf(reason)
  }
  const now = parts.now()
  const outcome = outcomeOf(delivery.attempts, status, error, now)
  await inWorkspace(parts.database, workspaceId, async (tx) => {
    await noteOutcome(tx, workspaceId, delivery.webhook_delivery_id, outcome, now)
    if (outcome.state !== 'delivered')
      await postponeOthers(tx, workspaceId, delivery.webhook_id, new Date(now.getTime() + REST_MS))
  })
}

/** Sends what is due in a workspace. @returns how many were tried */
export async function deliverDue(parts: Parts, workspaceId: number): Promise<number> {
  const now = parts.now()
  const due = await inWorkspace(parts.database, workspaceId, (tx) =>
    takeDue(tx, workspaceId, now, new Date(now.getTime() + LEASE_MS), AT_ONCE),
  )
  await Promise.all(due.map((delivery) => deliver(parts, workspaceId, delivery)))
  return due.length
}

/** Looks after deliveries while the node runs; several nodes share the work. */
export function startDeliverer(parts: Parts, workspaceIds: () => Promise<readonly number[]>): Rounds {
  const failed = 'webhooks could not be sent'
  return startRounds(EVERY_MS, { log: parts.log, failed }, async (isClosed) => {
    for (const workspaceId of await workspaceIds())
      while (!isClosed() && (await deliverDue(parts, workspaceId)) > 0);
  })
}
