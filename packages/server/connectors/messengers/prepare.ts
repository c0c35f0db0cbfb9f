import { createHmac } from 'node:crypto'
import { signature } from '../../foundation/webhooks/index.ts'
import type { MessengerCall, Prepared } from './messenger.ts'

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Salesloom' }

const hmac = (key: string, message: string): string =>
  createHmac('sha256', key).update(message).digest('base64')

/**
 * DingTalk: `timestamp` (milliseconds) and `sign` stand in the address; sign = base64(HMAC-SHA256(key = secret, message = timestamp +
 * "\n" + secret)), then URL-encoded.
 */
function toDingTalk({ url, secret, text, now }: MessengerCall): Prepared {
  const address = new URL(url)
  if (secret !== null) {
    const timestamp = String(now.getTime())
    address.searchParams.set('timestamp', timestamp)
    address.searchParams.set('sign', hmac(secret, `${timestamp}\n${secret}`))
  }
  const body = JSON.stringify({ msgtype: 'text', text: { content: text } })
  return { url: address.href, headers: JSON_HEADERS, body }
}

/** WeCom: the key in the address is all; a text has at most 2048 bytes. */
function toWeCom({ url, text }: MessengerCall): Prepared {
  return { url, headers: JSON_HEADERS, body: JSON.stringify({ msgtype: 'text', text: { content: text } }) }
}

/** Feishu: seconds, and sign = base64(HMAC-SHA256(key = timestamp + "\n" + secret, empty message)), in the body. */
function toFeishu({ url, secret, text, now }: MessengerCall): Prepared {
  const timestamp = String(Math.floor(now.getTime() / 1_000))
  const signed = secret === null ? {} : { timestamp, sign: hmac(`${timestamp}\n${secret}`, '') }
  const body = JSON.stringify({ ...signed, msg_type: 'text', content: { text } })
  return { url, headers: JSON_HEADERS, body }
}

/** A webhook: the event signed as all webhooks of the product are. */
function toWebhook({ url, secret, text, data, now }: MessengerCall): Prepared {
  const body = JSON.stringify({ event: 'monitoring.alerts', at: now.toISOString(), text, data })
  const signed = secret === null ? {} : { 'salesloom-signature': signature(secret, body, now) }
  return { url, headers: { ...JSON_HEADERS, 'salesloom-event': 'monitoring.alerts', ...signed }, body }
}

const PREPARE = { dingtalk: toDingTalk, wecom: toWeCom, feishu: toFeishu, webhook: toWebhook } as const

/** A message as its kind of robot wants it. */
export function prepareMessage(call: MessengerCall): Prepared {
  return PREPARE[call.kind](call)
}
