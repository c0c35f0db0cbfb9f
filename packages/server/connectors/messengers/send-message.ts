import { refuseForbidden } from '../../foundation/webhooks/index.ts'
import type { MessengerAnswer, MessengerCall } from './messenger.ts'
import { prepareMessage } from './prepare.ts'

const ANSWER_MS = 10_000
/** An answer is a few words; more is not read. */
const LONGEST_ANSWER = 4_096

type RobotAnswer = { errcode?: number; errmsg?: string; code?: number; msg?: string; StatusCode?: number }

/** Robots answer 200 also when they refuse: the code in the body tells. Their words may repeat the address’s key and are not kept. */
function refusalOf(kind: MessengerCall['kind'], body: string): string | null {
  if (kind === 'webhook') return null
  try {
    const answer = JSON.parse(body) as RobotAnswer
    const code = kind === 'feishu' ? (answer.code ?? answer.StatusCode) : answer.errcode
    return code === 0 ? null : `${kind} ${code ?? 'without a code'}`
  } catch {
    return `${kind} answered no JSON`
  }
}

async function beginningOf(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of response.body ?? []) {
    text += decoder.decode(piece, { stream: true })
    if (text.length >= LONGEST_ANSWER) break
  }
  return text.slice(0, LONGEST_ANSWER)
}

/** Sends a message to a robot or webhook and reads whether it was taken. It throws nothing: a failure is an answer. */
export async function sendMessage(call: MessengerCall): Promise<MessengerAnswer> {
  try {
    const { url, headers, body } = prepareMessage(call)
    await refuseForbidden(new URL(url).hostname)
    const response = await fetch(url, {
      method: 'POST',
      // An answer that sends us elsewhere would carry the message to somebody who was never named.
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
      headers,
      body,
    })
    const answer = await beginningOf(response)
    if (!response.ok) return { ok: false, status: response.status, error: `HTTP ${response.status}` }
    const error = refusalOf(call.kind, answer)
    return { ok: error === null, status: response.status, error }
  } catch (reason) {
    // The address is a secret: a failure is told by its kind alone.
    const error =
      reason instanceof Error ? ((reason.cause as { code?: string })?.code ?? reason.name) : 'unknown'
    return { ok: false, status: null, error }
  }
}
